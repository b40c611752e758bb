#include "openaffect/core/network_process.h"

#include <unistd.h>

#include <atomic>

namespace openaffect {
namespace {

std::atomic<pid_t> first_process = 0;  // that ran a network; 0: none has. A fork inherits it

}  // namespace

void note_network_run() {
  pid_t none = 0;
  first_process.compare_exchange_strong(none, ::getpid());
}

Result<Done> check_network_process() {
  const pid_t first = first_process;
  if (first == 0 || first == ::getpid()) return Done{};
  return Error{ErrorKind::refused,
               "this process was forked after a network had run in its parent, and networks do not survive that; start "
               "it anew instead (in Python: multiprocessing.get_context(\"spawn\"))"};
}

}  // namespace openaffect
