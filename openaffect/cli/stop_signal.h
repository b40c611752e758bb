// Ctrl-C as a wish: work that looks at it ends cleanly.
#pragma once

#include <atomic>

namespace openaffect {

// From now on SIGINT and SIGTERM set it; the second one ends the program at once.
const std::atomic<bool>& stop_on_signals();

}  // namespace openaffect
