#include "openaffect/metrics/probability_table.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace openaffect {
namespace {

// Two confidences of one item in the same of two bins add up: (.6 - 1) + (.9 - 0); the third has a bin of its own.
TEST(BinnedGaps, by_hand) {
  BinnedGaps gaps;
  gaps.per_item = 3;
  gaps.add(std::vector<double>{.6, .1, .9}, std::vector<std::uint8_t>{1, 0, 0}, 2);
  gaps.add(std::vector<double>{.7, .2, .3}, std::vector<std::uint8_t>{1, 0, 1}, 2);
  EXPECT_EQ(gaps.cells.size(), 4U);
  std::vector<double> memory(2);
  EXPECT_NEAR(gaps.error(std::vector<std::uint32_t>{1, 0}, memory), (0.5 + 0.1) / 3, 1e-15);
  // bin above .5: 2 * .5 - .3; below: 2 * .1 + (.2 - .7)
  EXPECT_NEAR(gaps.error(std::vector<std::uint32_t>{2, 1}, memory), (0.7 + 0.3) / 9, 1e-15);
  EXPECT_TRUE(std::isnan(gaps.error(std::vector<std::uint32_t>{0, 0}, memory)));
}

TEST(ProbabilityTable, holds_what_the_plan_wants) {
  const std::vector<double> probabilities = {.6, .4, .1, .9};
  const ProbabilitySample sample{2, 2, probabilities, {1, 0, 0, 1}, true};
  FamilyPlan plan;
  plan.values = {{kBrier, kAllLabels}};
  const ProbabilityTable table = probability_table(sample, plan, 15);
  EXPECT_NEAR(table.brier[0], 0.16, 1e-15);
  EXPECT_TRUE(table.label_ranked.empty() && table.label_gaps.empty() && table.gaps.cells.empty() && !table.ranked);
}

}  // namespace
}  // namespace openaffect
