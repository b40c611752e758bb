#include "openaffect/cli/live_line.h"

namespace openaffect {

void LiveLine::show(const std::string& text) {
  constexpr std::chrono::seconds kEvery{5};
  if (!terminal_.live_err && Clock::now() - last_ < kEvery) return;
  last_ = Clock::now();
  drawn_ = terminal_.live_err;
  terminal_.message(terminal_.live_err ? "\r" + text + "\x1b[K" : text + "\n");
}

void LiveLine::clear() {
  if (drawn_) terminal_.message("\r\x1b[K");
  drawn_ = false;
}

}  // namespace openaffect
