// A line that is redrawn on a terminal; elsewhere a line every few seconds.
#pragma once

#include <chrono>
#include <string>

#include "openaffect/cli/terminal.h"

namespace openaffect {

class LiveLine {
 public:
  explicit LiveLine(const Terminal& terminal) : terminal_(terminal) {}
  LiveLine(const LiveLine&) = delete;
  LiveLine& operator=(const LiveLine&) = delete;
  ~LiveLine() { clear(); }

  void show(const std::string& text);
  void clear();  // before other lines

 private:
  using Clock = std::chrono::steady_clock;
  const Terminal& terminal_;
  Clock::time_point last_ = Clock::now();
  bool drawn_ = false;
};

}  // namespace openaffect
