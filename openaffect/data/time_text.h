// Points in time and lengths of it as text.
#pragma once

#include <cstdint>
#include <string>

namespace openaffect {

// Appends 2024-05-31; days count from 1970. A year beyond ±29,999 is written as the number of days.
void append_date(std::int64_t days, std::string& out);

// Appends 2024-05-31T12:30:15.123456; the fraction, with all digits of the unit, only when it is not 0.
// `per_second` 1, 1'000, 1'000'000 or 1'000'000'000.
void append_date_time(std::int64_t value, std::int64_t per_second, std::string& out);

// Appends 12:30:15.123 of a time of day; seconds with the fraction of a duration: -1.5
void append_time_of_day(std::int64_t value, std::int64_t per_second, std::string& out);
void append_seconds(std::int64_t value, std::int64_t per_second, std::string& out);

}  // namespace openaffect
