// Days gathered into as many bins as an axis can show: days, weeks (from Monday), months or years.
#pragma once

#include <string>
#include <vector>

#include "openaffect/overview/tally.h"

namespace openaffect {

struct TimeAxis {
  std::string unit;                 // day, week, month, year
  std::vector<std::string> starts;  // first day of each bin, 2024-01-31; bins without rows between others included
  std::vector<DayTally> bins;
};

// The finest unit with at most 120 bins from the first day to the last; years otherwise, at most 1,000 of them, the
// last.
TimeAxis time_axis(const Tally& tally);

}  // namespace openaffect
