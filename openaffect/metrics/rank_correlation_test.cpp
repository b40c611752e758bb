#include "openaffect/metrics/rank_correlation.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "openaffect/core/error.h"
#include "openaffect/core/random.h"
#include "openaffect/metrics/pearson.h"

namespace openaffect {
namespace {

RankCorrelationMeter meter_of(const std::vector<double>& gold, const std::vector<double>& predicted) {
  RankCorrelationMeter meter;
  for (std::size_t i = 0; i < gold.size(); ++i) meter.add(gold[i], predicted[i]);
  return meter;
}

// Pairs of items: in the same order, in opposite order, tied in one.
double kendall_by_definition(const std::vector<double>& gold, const std::vector<double>& predicted) {
  double sum = 0, gold_apart = 0, predicted_apart = 0;
  for (std::size_t i = 0; i < gold.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const int in_gold = (gold[i] > gold[j]) - (gold[i] < gold[j]);
      const int in_predicted = (predicted[i] > predicted[j]) - (predicted[i] < predicted[j]);
      sum += in_gold * in_predicted;
      gold_apart += in_gold != 0;
      predicted_apart += in_predicted != 0;
    }
  return sum / std::sqrt(gold_apart * predicted_apart);
}

// Ranks 1 2.5 2.5 4 and 1 2 3 4: deviations -1.5 0 0 1.5 against -1.5 -.5 .5 1.5: 4.5 / sqrt(4.5 * 5).
// Of six pairs five are in order and one is tied in gold: 5 / sqrt(5 * 6).
TEST(RankCorrelation, ties_by_hand) {
  const RankCorrelationMeter meter = meter_of({1, 5, 5, 9}, {2, 3, 4, 50});
  EXPECT_NEAR(meter.spearman(), 4.5 / std::sqrt(4.5 * 5), 1e-14);
  EXPECT_NEAR(meter.kendall_tau(), 5 / std::sqrt(30.0), 1e-14);
}

TEST(RankCorrelation, order_alone_matters) {
  const RankCorrelationMeter same = meter_of({1, 2, 3}, {-5, 0, 1000}), opposite = meter_of({1, 2, 3}, {7, 6, -1});
  EXPECT_EQ(same.spearman(), 1);
  EXPECT_EQ(same.kendall_tau(), 1);
  EXPECT_EQ(opposite.spearman(), -1);
  EXPECT_EQ(opposite.kendall_tau(), -1);
}

TEST(RankCorrelation, kendall_is_its_definition) {
  Random random(4);
  for (int round = 0; round < 30; ++round) {
    std::vector<double> gold, predicted;
    for (std::uint64_t i = 0; i < 2 + random.below(60); ++i) {
      gold.push_back(static_cast<double>(random.below(8)));
      predicted.push_back(static_cast<double>(random.below(20)));
    }
    const double expected = kendall_by_definition(gold, predicted);
    if (std::isnan(expected)) continue;
    EXPECT_NEAR(meter_of(gold, predicted).kendall_tau(), expected, 1e-13);
  }
}

TEST(RankCorrelation, undefined_and_bugs) {
  EXPECT_TRUE(std::isnan(meter_of({}, {}).spearman()) && std::isnan(meter_of({}, {}).kendall_tau()));
  EXPECT_TRUE(std::isnan(meter_of({1}, {1}).spearman()) && std::isnan(meter_of({1}, {1}).kendall_tau()));
  EXPECT_TRUE(std::isnan(meter_of({1, 1}, {1, 2}).spearman()) && std::isnan(meter_of({1, 1}, {1, 2}).kendall_tau()));
  EXPECT_THROW(PairRanks(std::vector<double>{1}, {}), ContractError);
}

TEST(RankCorrelation, merge_equals_adding) {
  RankCorrelationMeter left = meter_of({1, 2}, {3, 1});
  left.merge(meter_of({2, 5}, {2, 2}));
  const RankCorrelationMeter whole = meter_of({1, 2, 2, 5}, {3, 1, 2, 2});
  EXPECT_EQ(left.count(), 4U);
  EXPECT_EQ(left.spearman(), whole.spearman());
  EXPECT_EQ(left.kendall_tau(), whole.kendall_tau());
}

}  // namespace
}  // namespace openaffect
