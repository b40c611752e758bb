#include "openaffect/data/time_text.h"

#include <chrono>
#include <iterator>

#include <fmt/format.h>

namespace openaffect {
namespace {

constexpr std::int64_t kSecondsOfDay = 86400;
constexpr std::int64_t kMostDays = 10'000'000;  // std::chrono's years end at ±32,767

struct Divided {
  std::int64_t whole;
  std::int64_t rest;  // never negative
};

Divided divide(std::int64_t value, std::int64_t by) {
  const std::int64_t rest = ((value % by) + by) % by;
  return {value / by - (value % by < 0 ? 1 : 0), rest};
}

void append_fraction(std::int64_t rest, std::int64_t per_second, std::string& out) {
  int digits = 0;
  for (std::int64_t unit = per_second; unit > 1; unit /= 10) ++digits;
  if (rest != 0) fmt::format_to(std::back_inserter(out), ".{:0{}}", rest, digits);
}

}  // namespace

void append_date(std::int64_t days, std::string& out) {
  if (days > kMostDays || days < -kMostDays) {
    fmt::format_to(std::back_inserter(out), "{}", days);
    return;
  }
  const std::chrono::sys_days date{std::chrono::days{days}};
  const std::chrono::year_month_day parts{date};
  const int year = static_cast<int>(parts.year());
  fmt::format_to(std::back_inserter(out), "{}{:04}-{:02}-{:02}", year < 0 ? "-" : "", year < 0 ? -year : year,
                 static_cast<unsigned>(parts.month()), static_cast<unsigned>(parts.day()));
}

void append_date_time(std::int64_t value, std::int64_t per_second, std::string& out) {
  const Divided seconds = divide(value, per_second);
  const Divided days = divide(seconds.whole, kSecondsOfDay);
  append_date(days.whole, out);
  out += 'T';
  append_time_of_day(days.rest * per_second + seconds.rest, per_second, out);
}

void append_time_of_day(std::int64_t value, std::int64_t per_second, std::string& out) {
  const Divided seconds = divide(value, per_second);
  const Divided minutes = divide(seconds.whole, 60);
  const Divided hours = divide(minutes.whole, 60);
  fmt::format_to(std::back_inserter(out), "{:02}:{:02}:{:02}", hours.whole, hours.rest, minutes.rest);
  append_fraction(seconds.rest, per_second, out);
}

void append_seconds(std::int64_t value, std::int64_t per_second, std::string& out) {
  // The sign stands before the fraction too; -2^63 has no positive counterpart in int64.
  const std::uint64_t size = value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  const auto unit = static_cast<std::uint64_t>(per_second);
  fmt::format_to(std::back_inserter(out), "{}{}", value < 0 ? "-" : "", size / unit);
  append_fraction(static_cast<std::int64_t>(size % unit), per_second, out);
}

}  // namespace openaffect
