// Long work that somebody may stop: from a signal handler, or another thread.
#pragma once

#include <atomic>

#include "openaffect/core/error.h"

namespace openaffect {

// Error `interrupted` once `stop` is true; null never is.
inline Result<Done> check_stop(const std::atomic<bool>* stop) {
  if (!stop || !stop->load()) return Done{};
  return Error{ErrorKind::interrupted, "stopped"};
}

}  // namespace openaffect
