#include "openaffect/metrics/regression.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "openaffect/core/random.h"

namespace openaffect {
namespace {

RegressionMeter meter_of(const std::vector<double>& gold, const std::vector<double>& predicted) {
  RegressionMeter meter;
  for (std::size_t i = 0; i < gold.size(); ++i) meter.add(gold[i], predicted[i]);
  return meter;
}

// Published reference values: CCC .983908, Pearson .989215, MAE .22, RMSE .264575. R²: 1 - .35 / 10.
TEST(RegressionMeter, golden_values) {
  const RegressionMeter meter = meter_of({1, 2, 3, 4, 5}, {1.1, 1.9, 3.2, 3.8, 5.5});
  EXPECT_NEAR(meter.ccc(), 0.983908, 5e-7);
  EXPECT_NEAR(meter.pearson(), 0.989215, 5e-7);
  EXPECT_NEAR(meter.mae(), 0.22, 1e-12);
  EXPECT_NEAR(meter.rmse(), 0.264575, 5e-7);
  EXPECT_NEAR(meter.r2(), 0.965, 1e-12);
}

// Means differ by 1, variances 2/3, covariance 2/3: 2 (2/3) / (2/3 + 2/3 + 1).
TEST(RegressionMeter, shift_by_one) {
  EXPECT_NEAR(meter_of({1, 2, 3}, {2, 3, 4}).ccc(), 4.0 / 7, 1e-14);
}

TEST(RegressionMeter, undefined_is_nan) {
  RegressionMeter meter;
  EXPECT_TRUE(std::isnan(meter.ccc()) && std::isnan(meter.rmse()) && std::isnan(meter.mae()) && std::isnan(meter.r2()));
  meter.add(1, 2);
  EXPECT_TRUE(std::isnan(meter.ccc()) && std::isnan(meter.r2()));
  EXPECT_EQ(meter.mae(), 1);
  EXPECT_TRUE(std::isnan(meter_of({1, 1}, {1, 1}).ccc()));
  EXPECT_EQ(meter_of({1, 1}, {2, 2}).ccc(), 0);
  EXPECT_EQ(meter_of({1, 2}, {2, 2}).ccc(), 0);
  EXPECT_TRUE(std::isnan(meter_of({1, 1}, {1, 2}).r2()));
}

TEST(RegressionMeter, merge_equals_adding) {
  Random random(9);
  RegressionMeter whole, left, right;
  for (int i = 0; i < 300; ++i) {
    const double gold = 1000 + random.uniform(), predicted = gold + random.uniform();
    whole.add(gold, predicted);
    (i < 120 ? left : right).add(gold, predicted);
  }
  left.merge(right);
  EXPECT_NEAR(left.ccc(), whole.ccc(), 1e-12);
  EXPECT_NEAR(left.rmse(), whole.rmse(), 1e-13);
  EXPECT_NEAR(left.mae(), whole.mae(), 1e-13);
  EXPECT_NEAR(left.r2(), whole.r2(), 1e-11);
}

}  // namespace
}  // namespace openaffect
