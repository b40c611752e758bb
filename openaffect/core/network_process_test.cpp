#include "openaffect/core/network_process.h"

#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

namespace openaffect {
namespace {

// What check_network_process() says in a fork: 0 nothing, 1 refused, 2 something else.
int said_in_a_fork() {
  const pid_t child = ::fork();
  if (child == 0) {
    const auto checked = check_network_process();
    ::_exit(checked ? 0 : checked.error().kind == ErrorKind::refused ? 1 : 2);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(NetworkProcess, a_fork_is_refused_once_a_network_has_run) {
  EXPECT_TRUE(check_network_process());
  EXPECT_EQ(said_in_a_fork(), 0);
  note_network_run();
  note_network_run();
  EXPECT_TRUE(check_network_process());
  EXPECT_EQ(said_in_a_fork(), 1);
}

}  // namespace
}  // namespace openaffect
