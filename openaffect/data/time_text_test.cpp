#include "openaffect/data/time_text.h"

#include <limits>

#include <gtest/gtest.h>

namespace openaffect {
namespace {

std::string date_time(std::int64_t value, std::int64_t per_second) {
  std::string out;
  append_date_time(value, per_second, out);
  return out;
}

// python3 -c 'import datetime as d; print([(d.datetime(1970,1,1)+d.timedelta(seconds=s)).isoformat() for s in
// (1717158615,-1,951782400,-62135596800)])'
TEST(AppendDateTime, as_python_prints_it) {
  EXPECT_EQ(date_time(1717158615, 1), "2024-05-31T12:30:15");
  EXPECT_EQ(date_time(-1, 1), "1969-12-31T23:59:59");
  EXPECT_EQ(date_time(951782400, 1), "2000-02-29T00:00:00");
  EXPECT_EQ(date_time(-62135596800, 1), "0001-01-01T00:00:00");
}

TEST(AppendDateTime, fractions_have_all_digits_of_their_unit) {
  EXPECT_EQ(date_time(1717158615250, 1000), "2024-05-31T12:30:15.250");
  EXPECT_EQ(date_time(1717158615000001, 1'000'000), "2024-05-31T12:30:15.000001");
  EXPECT_EQ(date_time(-1, 1'000'000'000), "1969-12-31T23:59:59.999999999");
  EXPECT_EQ(date_time(1717158615000, 1000), "2024-05-31T12:30:15");
}

TEST(AppendDateTime, far_away_is_a_number_of_days) {
  EXPECT_EQ(date_time(std::numeric_limits<std::int64_t>::max(), 1), "106751991167300T15:30:07");
  EXPECT_EQ(date_time(std::numeric_limits<std::int64_t>::min(), 1), "-106751991167301T08:29:52");
  EXPECT_EQ(date_time(-62167219201, 1), "-0001-12-31T23:59:59");
}

TEST(AppendTimeOfDay, and_seconds) {
  std::string out;
  append_time_of_day(86399999, 1000, out);
  EXPECT_EQ(out, "23:59:59.999");
  out.clear();
  append_seconds(-1500, 1000, out);
  EXPECT_EQ(out, "-1.500");
  out.clear();
  append_seconds(std::numeric_limits<std::int64_t>::min(), 1'000'000'000, out);
  EXPECT_EQ(out, "-9223372036.854775808");
}

}  // namespace
}  // namespace openaffect
