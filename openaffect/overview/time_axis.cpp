#include "openaffect/overview/time_axis.h"

#include <array>
#include <chrono>

#include <fmt/format.h>

namespace openaffect {
namespace {

using namespace std::chrono;

// The first day of the bin that a day lies in.
using StartOf = sys_days (*)(sys_days);
using NextOf = sys_days (*)(sys_days);

struct Unit {
  const char* name;
  StartOf start;
  NextOf next;
};

sys_days monday(sys_days day) {
  return day - (weekday{day} - Monday);
}
sys_days first_of_month(sys_days day) {
  const year_month_day date{day};
  return sys_days{date.year() / date.month() / 1};
}
sys_days first_of_year(sys_days day) {
  return sys_days{year_month_day{day}.year() / January / 1};
}

constexpr std::array kUnits = {
    Unit{"day", [](sys_days day) { return day; }, [](sys_days day) { return day + days{1}; }},
    Unit{"week", monday, [](sys_days day) { return day + days{7}; }},
    Unit{"month", first_of_month, [](sys_days day) { return first_of_month(day + days{31}); }},
    Unit{"year", first_of_year, [](sys_days day) { return first_of_year(day + days{366}); }},
};

std::size_t bins_between(const Unit& unit, sys_days first, sys_days last, std::size_t most) {
  std::size_t bins = 1;
  for (sys_days day = unit.start(first); unit.next(day) <= last && bins <= most; day = unit.next(day)) ++bins;
  return bins;
}

}  // namespace

TimeAxis time_axis(const Tally& tally) {
  constexpr std::size_t kMostBins = 120, kMostYears = 1000;
  TimeAxis axis;
  if (tally.days.empty()) return axis;
  sys_days first{days{tally.days.begin()->first}};
  const sys_days last{days{tally.days.rbegin()->first}};
  std::size_t chosen = tally.only_months ? 2 : 0;
  while (chosen + 1 < kUnits.size() && bins_between(kUnits[chosen], first, last, kMostBins) > kMostBins) ++chosen;
  const Unit& unit = kUnits[chosen];
  axis.unit = unit.name;
  if (bins_between(unit, first, last, kMostYears) > kMostYears)
    first = sys_days{(year_month_day{last}.year() - years{kMostYears - 1}) / January / 1};
  for (sys_days day = unit.start(first); day <= last; day = unit.next(day)) {
    const year_month_day date{day};
    axis.starts.push_back(fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                                      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())));
    DayTally bin;
    const auto begin = tally.days.lower_bound(day.time_since_epoch().count());
    const auto end = tally.days.lower_bound(unit.next(day).time_since_epoch().count());
    for (auto at = begin; at != end; ++at) merge_days(bin, at->second);
    axis.bins.push_back(std::move(bin));
  }
  return axis;
}

}  // namespace openaffect
