#include "openaffect/overview/time_axis.h"

#include <gtest/gtest.h>

namespace openaffect {
namespace {

Tally on(const std::vector<const char*>& dates) {
  Tally tally;
  for (const char* date : dates) ++tally.days[*day_of(date)].rows;
  return tally;
}

std::vector<std::uint64_t> rows_of(const TimeAxis& axis) {
  std::vector<std::uint64_t> rows;
  for (const DayTally& bin : axis.bins) rows.push_back(bin.rows);
  return rows;
}

TEST(TimeAxis, days_with_gaps) {
  const TimeAxis axis = time_axis(on({"2024-02-28", "2024-03-01", "2024-03-01"}));
  EXPECT_EQ(axis.unit, "day");
  EXPECT_EQ(axis.starts, (std::vector<std::string>{"2024-02-28", "2024-02-29", "2024-03-01"}));
  EXPECT_EQ(rows_of(axis), (std::vector<std::uint64_t>{1, 0, 2}));
}

TEST(TimeAxis, weeks_begin_on_monday) {
  const TimeAxis axis = time_axis(on({"2024-01-03", "2024-01-07", "2024-01-08", "2024-06-30"}));
  EXPECT_EQ(axis.unit, "week");
  EXPECT_EQ(axis.starts[0], "2024-01-01");
  EXPECT_EQ(axis.bins[0].rows, 2U);
  EXPECT_EQ(axis.bins[1].rows, 1U);
  EXPECT_EQ(axis.bins.back().rows, 1U);
}

TEST(TimeAxis, months_and_years) {
  const TimeAxis months = time_axis(on({"2019-12-31", "2024-01-15"}));
  EXPECT_EQ(months.unit, "month");
  EXPECT_EQ(months.starts.front(), "2019-12-01");
  EXPECT_EQ(months.starts.back(), "2024-01-01");
  EXPECT_EQ(months.bins.size(), 50U);
  const TimeAxis years = time_axis(on({"1990-05-05", "2024-01-15"}));
  EXPECT_EQ(years.unit, "year");
  EXPECT_EQ(years.bins.size(), 35U);
}

TEST(TimeAxis, a_wrong_date_does_not_make_it_endless) {
  const TimeAxis axis = time_axis(on({"0001-01-01", "9999-12-31"}));
  EXPECT_EQ(axis.unit, "year");
  EXPECT_EQ(axis.bins.size(), 1000U);
  EXPECT_EQ(axis.starts.back(), "9999-01-01");
  EXPECT_TRUE(time_axis({}).bins.empty());
}

}  // namespace
}  // namespace openaffect
