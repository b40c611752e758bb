#include "openaffect/overview/tally.h"

#include <cmath>

#include <gtest/gtest.h>

#include "openaffect/core/random.h"

namespace openaffect {
namespace {

// Two sources, two raters of one class and one number each.
RatedTable two_by_two() {
  RatedTable table;
  table.sources = {"title", "body"};
  table.raters.resize(2);
  table.raters[0].name = "a";
  table.raters[1].name = "b";
  for (RatedRater& rater : table.raters) rater.columns = 2;
  for (std::size_t source = 0; source < 2; ++source)
    for (std::size_t rater = 0; rater < 2; ++rater) {
      table.fields.push_back({.source = source,
                              .rater = rater,
                              .name = "polarity",
                              .scheme = "polarity",
                              .scheme_field = "polarity",
                              .minimum = -1,
                              .maximum = 1});
      table.fields.push_back({.source = source,
                              .rater = rater,
                              .place = 1,
                              .name = "class",
                              .kind = RaterField::Kind::label,
                              .scheme = "sentiment3",
                              .labels = {{"negative", ""}, {"neutral", ""}, {"positive", ""}}});
    }
  return table;
}

// number, class, status of each of the four readings.
std::vector<NewValues> values_of(const std::vector<std::array<double, 4>>& numbers) {
  std::vector<NewValues> values;
  for (std::size_t reading = 0; reading < 4; ++reading) {
    NumberColumn column;
    LabelColumn labels, status;
    for (const auto& row : numbers) {
      const double number = row[reading];
      column.push_back(number);
      labels.push_back(std::isnan(number) ? kNoLabel : static_cast<LabelId>(number < 0 ? 0 : number > 0 ? 2 : 1));
      status.push_back(static_cast<LabelId>(std::isnan(number) ? Status::no_text : Status::ok));
    }
    values.push_back({.values = column});
    values.push_back({.values = labels});
    values.push_back({.values = status});
  }
  return values;
}

TEST(Tally, counts_by_hand) {
  const RatedTable table = two_by_two();
  const TallyPlan plan(table, false);
  const double null = std::nan("");
  Tally tally;
  tally.add(table, plan, values_of({{0.5, 0.2, -0.5, 0}, {-1, 0.4, -1, 0.1}, {null, null, 1, 1}}), {});
  EXPECT_EQ(tally.rows, 3U);
  EXPECT_EQ(tally.numbers[0].count, 2U);
  EXPECT_EQ(tally.numbers[0].missing, 1U);
  EXPECT_DOUBLE_EQ(tally.numbers[0].mean, -0.25);
  EXPECT_DOUBLE_EQ(tally.numbers[0].sd(), std::sqrt(2 * 0.75 * 0.75));
  EXPECT_EQ(tally.numbers[0].bins[0], 1U);   // -1
  EXPECT_EQ(tally.numbers[0].bins[48], 1U);  // 0.5: (0.5 + 1) / 2 * 64
  EXPECT_EQ(tally.numbers[4].bins[63], 1U);  // 1 lies in the last bin
  EXPECT_EQ(tally.labels[1], (LabelTally{1, 0, 1, 1, 0}));
  EXPECT_EQ(tally.statuses[0][static_cast<std::size_t>(Status::no_text)], 1U);
  // Title against body, rater a: (positive, negative), (negative, negative); the third has no title.
  ASSERT_EQ(plan.crosses.size(), 2U);
  EXPECT_EQ(tally.crosses[0], (LabelTally{1, 0, 0, 0, 0, 0, 1, 0, 0}));
  // a against b on the title: (positive, positive), (negative, positive).
  ASSERT_EQ(plan.agreements.size(), 2U);
  EXPECT_EQ(tally.agreements[0], (LabelTally{0, 0, 1, 0, 0, 0, 0, 0, 1}));
  ASSERT_EQ(plan.correlations.size(), 2U);
  EXPECT_EQ(tally.correlations[0].count(), 2U);
  EXPECT_DOUBLE_EQ(tally.correlations[0].value(), -1);
}

TEST(Tally, merging_is_counting_all) {
  const RatedTable table = two_by_two();
  const TallyPlan plan(table, false);
  Random random(7);
  std::vector<std::array<double, 4>> rows;
  std::vector<std::optional<std::int64_t>> days;
  for (int i = 0; i < 500; ++i) {
    rows.push_back({random.uniform() * 2 - 1, random.uniform() * 2 - 1, 0, i % 9 == 0 ? std::nan("") : 0.5});
    days.push_back(i % 10 == 0 ? std::nullopt : std::optional<std::int64_t>(i % 37));
  }
  Tally whole;
  whole.add(table, plan, values_of(rows), days);
  Tally merged;
  for (std::size_t at = 0; at < rows.size(); at += 77) {
    const std::size_t end = std::min(at + 77, rows.size());
    const auto offset = [](std::size_t i) { return static_cast<std::ptrdiff_t>(i); };
    Tally part;
    part.add(table, plan, values_of({rows.begin() + offset(at), rows.begin() + offset(end)}),
             std::span(days).subspan(at, end - at));
    merged.merge(part);
  }
  EXPECT_EQ(merged.rows, whole.rows);
  EXPECT_EQ(merged.labels, whole.labels);
  EXPECT_EQ(merged.statuses, whole.statuses);
  EXPECT_EQ(merged.crosses, whole.crosses);
  EXPECT_EQ(merged.agreements, whole.agreements);
  EXPECT_EQ(merged.undated, whole.undated);
  ASSERT_EQ(merged.days.size(), whole.days.size());
  for (const auto& [day, tally] : whole.days) {
    EXPECT_EQ(merged.days[day].rows, tally.rows);
    EXPECT_EQ(merged.days[day].labels, tally.labels);
    for (std::size_t i = 0; i < tally.numbers.size(); ++i)
      EXPECT_NEAR(merged.days[day].numbers[i].first, tally.numbers[i].first, 1e-12);
  }
  for (std::size_t i = 0; i < whole.numbers.size(); ++i) {
    EXPECT_EQ(merged.numbers[i].bins, whole.numbers[i].bins);
    EXPECT_NEAR(merged.numbers[i].mean, whole.numbers[i].mean, 1e-12);
    if (whole.numbers[i].count > 1) {
      EXPECT_NEAR(merged.numbers[i].sd(), whole.numbers[i].sd(), 1e-12);
    }
  }
  EXPECT_NEAR(merged.correlations[0].value(), whole.correlations[0].value(), 1e-12);
}

TEST(Tally, too_many_days_become_months) {
  const RatedTable table = two_by_two();
  const TallyPlan plan(table, false);
  Tally tally;
  for (std::int64_t day = 0; day < 21'000; day += 1000) {
    std::vector<std::optional<std::int64_t>> days;
    for (std::int64_t i = 0; i < 1000; ++i) days.push_back(day + i);
    Tally part;
    part.add(table, plan, values_of(std::vector<std::array<double, 4>>(1000, {0, 0, 0, 0})), days);
    tally.merge(part);
  }
  EXPECT_TRUE(tally.only_months);
  EXPECT_EQ(tally.days.begin()->second.rows, 31U);  // January 1970
  std::uint64_t rows = 0;
  for (const auto& [day, month] : tally.days) rows += month.rows;
  EXPECT_EQ(rows, 21'000U);
}

// Of a list column a day counts each label and the rows that were rated, with labels or without.
TEST(Tally, several_labels_over_time) {
  RatedTable table;
  table.sources = {"text"};
  table.raters.resize(1);
  table.raters[0].columns = 1;
  table.fields = {
      {.name = "moods", .kind = RaterField::Kind::labels, .labels = {{"bad", ""}, {"good", ""}, {"odd", ""}}}};
  const TallyPlan plan(table, false);
  ASSERT_EQ(plan.series, std::vector<std::size_t>{0});
  const std::vector<NewValues> values = {
      {.values = LabelsColumn{{0, 1}, {1}, {}, {2}, {1}}, .valid = {true, true, true, false, true}},
      {.values = LabelColumn(5, 0)}};
  Tally tally;
  tally.add(table, plan, values, std::vector<std::optional<std::int64_t>>{3, 3, 3, 3, 9});
  EXPECT_EQ(tally.days[3].rows, 4U);
  EXPECT_EQ(tally.days[3].labels[0], (LabelTally{1, 2, 0, 3}));  // the fourth row was not rated
  EXPECT_EQ(tally.days[9].labels[0], (LabelTally{0, 1, 0, 1}));
}

// Days by Python: datetime.date(2024, 2, 29).toordinal() - datetime.date(1970, 1, 1).toordinal() == 19782.
TEST(DayOf, dates_and_counts) {
  for (const char* text : {"2024-02-29", "2024-02-29T23:59:59Z", "2024-02-29 10:00:00", "1709200000", "1709200000000"})
    EXPECT_EQ(day_of(text), 19782) << text;
  for (const char* text : {"", "2023-02-29", "29.02.2024", "2024-2-9", "2024-02-291", "yesterday", "12", "-5"})
    EXPECT_EQ(day_of(text), std::nullopt) << text;
}

}  // namespace
}  // namespace openaffect
