#include "openaffect/metrics/ranking.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace openaffect {
namespace {

RankingMeter meter_of(const std::vector<double>& scores, const std::vector<int>& truth) {
  RankingMeter meter;
  for (std::size_t i = 0; i < scores.size(); ++i) meter.add(scores[i], truth[i] != 0);
  return meter;
}

// By falling score: right wrong right wrong. Precision 1, 1/2, 2/3, 1/2 at recall 1/2, 1/2, 1, 1.
// Pairs in order: .8 beats both, .35 beats .1: 3 of 4. Steps: 1/2 * 1 + 1/2 * 2/3 = .833333, the published value.
// Trapezoid: 1/2 * 1, then from (1/2, 1/2) to (1, 2/3): 1/2 * 7/12.
TEST(Ranking, golden_values) {
  const RankingMeter meter = meter_of({.1, .4, .35, .8}, {0, 0, 1, 1});
  EXPECT_DOUBLE_EQ(meter.roc_auc(), 0.75);
  EXPECT_NEAR(meter.average_precision(), 5.0 / 6, 1e-14);
  EXPECT_NEAR(meter.pr_auc_trapezoid(), 0.5 + 7.0 / 24, 1e-14);
}

// All scores equal: chance for ROC, prevalence for precision; the line from (0, 1) to (1, 1/4) for the trapezoid.
TEST(Ranking, ties_are_one_step) {
  const RankingMeter meter = meter_of({.5, .5, .5, .5}, {0, 1, 0, 0});
  EXPECT_DOUBLE_EQ(meter.roc_auc(), 0.5);
  EXPECT_DOUBLE_EQ(meter.average_precision(), 0.25);
  EXPECT_DOUBLE_EQ(meter.pr_auc_trapezoid(), 0.625);
}

TEST(Ranking, undefined_is_nan) {
  const RankingMeter none = meter_of({.5, .6}, {0, 0}), all = meter_of({.5, .6}, {1, 1});
  EXPECT_TRUE(std::isnan(none.roc_auc()) && std::isnan(none.average_precision()) &&
              std::isnan(none.pr_auc_trapezoid()));
  EXPECT_TRUE(std::isnan(all.roc_auc()));
  EXPECT_EQ(all.average_precision(), 1);
  EXPECT_TRUE(std::isnan(RankingMeter().average_precision()));
}

TEST(Ranking, merge_equals_adding) {
  RankingMeter left = meter_of({.9, .2}, {1, 0});
  left.merge(meter_of({.2, .4}, {1, 0}));
  const RankingMeter whole = meter_of({.9, .2, .2, .4}, {1, 0, 1, 0});
  EXPECT_EQ(left.count(), 4U);
  EXPECT_EQ(left.roc_auc(), whole.roc_auc());
  EXPECT_EQ(left.average_precision(), whole.average_precision());
}

}  // namespace
}  // namespace openaffect
