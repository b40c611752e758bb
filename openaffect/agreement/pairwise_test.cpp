#include "openaffect/agreement/pairwise.h"

#include <cmath>

#include <gtest/gtest.h>

#include "openaffect/agreement/kappa.h"
#include "openaffect/agreement/ratings_testing.h"

namespace openaffect {
namespace {

// Published values: CCC .983908, Pearson .989215; the ranks are the same.
TEST(Pairwise, golden_numbers) {
  const auto pairs =
      pairwise_agreement(from_table({{1, 1.1}, {2, 1.9}, {3, 3.2}, {4, 3.8}, {5, 5.5}}), MeasurementLevel::interval);
  ASSERT_EQ(pairs.size(), 1U);
  EXPECT_NEAR(pairs[0].ccc.value, .983908, 5e-7);
  EXPECT_NEAR(pairs[0].pearson.value, .989215, 5e-7);
  EXPECT_NEAR(pairs[0].spearman.value, 1, 1e-15);
  EXPECT_EQ(pairs[0].percent_agreement.value, 0);
  EXPECT_EQ(pairs[0].n_units, 5U);
}

// Ranks 1.5 1.5 3 and 1 2 3: deviations -.5 -.5 1 and -1 0 1: 1.5 / sqrt(1.5 * 2).
TEST(Pairwise, spearman_with_ties_by_hand) {
  const auto pairs = pairwise_agreement(from_table({{1, 1}, {1, 2}, {5, 3}}), MeasurementLevel::ordinal);
  EXPECT_NEAR(pairs[0].spearman.value, 1.5 / std::sqrt(3.0), 1e-15);
}

TEST(Pairwise, units_that_both_rated) {
  constexpr double x = kMissing;
  const std::vector<std::vector<double>> table = {{0, 0, x, x}, {1, 0, 2, x}, {1, 1, x, x}, {x, 2, 1, x}, {0, x, x, 1}};
  const auto pairs = pairwise_agreement(from_table(table), MeasurementLevel::ordinal);
  ASSERT_EQ(pairs.size(), 4U);  // 0-1, 0-2, 0-3, 1-2; the others share no unit
  EXPECT_EQ(pairs[0].n_units, 3U);
  EXPECT_NEAR(pairs[0].percent_agreement.value, 2.0 / 3, 1e-15);
  EXPECT_NEAR(pairs[0].cohen_kappa.value, cohen_kappa(from_table({{0, 0}, {1, 0}, {1, 1}})).value, 1e-15);
  EXPECT_NEAR(pairs[0].cohen_kappa_quadratic.value, pairs[0].cohen_kappa.value, 1e-15);  // two categories
  EXPECT_EQ(pairs[2].second, 3U);
  EXPECT_EQ(pairs[2].n_units, 1U);
  EXPECT_EQ(pairs[2].percent_agreement.value, 0);
  EXPECT_EQ(pairs[2].cohen_kappa.reason, "too_few");
  EXPECT_EQ(pairs[2].spearman.reason, "too_few");
  EXPECT_EQ(pairs[3].first, 1U);
  EXPECT_EQ(pairs[3].n_units, 2U);
}

TEST(Pairwise, undefined_has_a_reason) {
  const auto nominal = pairwise_agreement(from_table({{1, 1}, {2, 1}}), MeasurementLevel::nominal);
  EXPECT_EQ(nominal[0].cohen_kappa.reason, "");
  EXPECT_EQ(nominal[0].cohen_kappa_quadratic.reason, "not_for_level");
  EXPECT_EQ(nominal[0].ccc.reason, "not_for_level");
  const auto same = pairwise_agreement(from_table({{.1, .1}, {.1, .1}, {.1, .1}}), MeasurementLevel::interval);
  for (const ValueOrReason& value :
       {same[0].cohen_kappa, same[0].cohen_kappa_quadratic, same[0].spearman, same[0].pearson, same[0].ccc}) {
    EXPECT_EQ(value.reason, "constant");
    EXPECT_TRUE(std::isnan(value.value));
  }
  EXPECT_EQ(same[0].percent_agreement.value, 1);
  EXPECT_TRUE(pairwise_agreement(from_lists({{1, 2}}), MeasurementLevel::interval).empty());
  EXPECT_TRUE(pairwise_agreement(Ratings{}, MeasurementLevel::interval).empty());
  EXPECT_TRUE(pairwise_agreement(from_table({{1}, {2}}), MeasurementLevel::interval).empty());  // one rater
}

}  // namespace
}  // namespace openaffect
