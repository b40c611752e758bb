#include "openaffect/cli/stop_signal.h"

#include <unistd.h>

#include <csignal>

namespace openaffect {
namespace {

std::atomic<bool> stop_asked = false;

extern "C" void ask_to_stop(int signal) {
  if (stop_asked.exchange(true)) ::_exit(128 + signal);  // asked twice: at once; what was committed is safe
}

}  // namespace

const std::atomic<bool>& stop_on_signals() {
  std::signal(SIGINT, ask_to_stop);
  std::signal(SIGTERM, ask_to_stop);
  return stop_asked;
}

}  // namespace openaffect
