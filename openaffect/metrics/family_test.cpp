#include "openaffect/metrics/family.h"

#include <vector>

#include <gtest/gtest.h>

namespace openaffect {
namespace {

const std::vector<std::string> kLabels = {"joy", "fear"};
constexpr FamilyMetric kTable[] = {
    {4, "accuracy"}, {5, "recall", ScoreScope::both}, {7, "slow", ScoreScope::overall, true}};

std::vector<ScoreName> names_of(const MetricChoice& choice) {
  return (*plan_family(kTable, choice, kLabels, every_item(3))).names;
}

TEST(FamilyPlan, chooses) {
  using Names = std::vector<ScoreName>;
  EXPECT_EQ(names_of({}), (Names{{"accuracy"}, {"recall"}, {"recall", "joy"}, {"recall", "fear"}}));
  EXPECT_EQ(names_of({{"slow", "recall"}, ScoreScope::overall}), (Names{{"recall"}, {"slow"}}));
  EXPECT_EQ(names_of({{}, ScoreScope::per_label}), (Names{{"recall", "joy"}, {"recall", "fear"}}));
  const FamilyPlan plan = *plan_family(kTable, {{"recall"}, ScoreScope::per_label}, kLabels, every_item(3));
  EXPECT_TRUE(plan.wants(5) && plan.wants_labels(5));
  EXPECT_FALSE(plan.wants(4) || plan.wants_overall(5));
  EXPECT_EQ(plan.values[1].metric, 5U);
  EXPECT_EQ(plan.values[1].label, 1U);
}

TEST(FamilyPlan, names_what_is_unknown) {
  const auto unknown = plan_family(kTable, {{"acuracy"}}, kLabels, every_item(3));
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().kind, ErrorKind::unknown);
  EXPECT_EQ(unknown.error().what, "no metric 'acuracy' here; there are accuracy, recall, slow");
  const auto empty = plan_family(kTable, {{"accuracy"}, ScoreScope::per_label}, kLabels, every_item(3));
  ASSERT_FALSE(empty);
  EXPECT_EQ(empty.error().what, "metric 'accuracy' is a value of all labels together");
}

TEST(DistinctRows, same_items_share_a_row) {
  const std::vector<int> items = {5, 3, 5, 9, 3};
  const DistinctRows rows = distinct_rows(5, [&](auto left, auto right) { return items[left] < items[right]; });
  EXPECT_EQ(rows.row_of_item, (std::vector<std::uint32_t>{1, 0, 1, 2, 0}));
  EXPECT_EQ(rows.first_of_row, (std::vector<std::uint32_t>{1, 0, 3}));
}

}  // namespace
}  // namespace openaffect
