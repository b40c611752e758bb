#include "openaffect/statistics/interval.h"

#include <cmath>
#include <span>
#include <vector>

#include <gtest/gtest.h>

#include "openaffect/core/error.h"

namespace openaffect {
namespace {

// Five values: h = 4 p. p = .3: h = 1.2, between 20 and 40 at .2.
TEST(Quantile, is_of_type_7) {
  std::vector<double> values = {50, 10, 40, 60, 20};
  EXPECT_DOUBLE_EQ(quantile(values, .3), 24);
  EXPECT_EQ(quantile(values, 0), 10);
  EXPECT_EQ(quantile(values, 1), 60);
  EXPECT_EQ(quantile(values, .5), 40);
  EXPECT_TRUE(std::isnan(quantile({}, .5)));
  EXPECT_THROW(quantile(values, -.1), ContractError);
}

TEST(StandardDeviation, has_n_minus_1) {
  const std::vector<double> values = {1, 2, 3, 4};  // squares around 2.5: 5
  EXPECT_NEAR(standard_deviation(values), std::sqrt(5.0 / 3), 1e-15);
  EXPECT_TRUE(std::isnan(standard_deviation(std::vector<double>{1})));
}

TEST(PercentileInterval, leaves_half_of_the_rest_on_either_side) {
  std::vector<double> values(41);  // h = 40 × .05 = 2 and 40 × .95 = 38
  for (std::size_t i = 0; i < 41; ++i) values[i] = static_cast<double>((i * 17) % 41);
  const Interval interval = percentile_interval(values, .9);
  EXPECT_NEAR(interval.low, 2, 1e-12);
  EXPECT_NEAR(interval.high, 38, 1e-12);
  EXPECT_EQ(percentile_interval(std::span(values).first(1), .9).note, "too_few_resamples");
  EXPECT_THROW(percentile_interval(values, 1), ContractError);
}

TEST(BcaInterval, without_bias_and_acceleration_is_the_percentile_interval) {
  std::vector<double> values(1001);
  for (std::size_t i = 0; i < 1001; ++i) values[i] = static_cast<double>((i * 7) % 1001);
  const Interval bca = bca_interval(values, 500, 0, .95), percentile = percentile_interval(values, .95);
  EXPECT_NEAR(bca.low, percentile.low, 1e-9);
  EXPECT_NEAR(bca.high, percentile.high, 1e-9);
  EXPECT_EQ(bca.note, "");
}

// Of 0..999, 600 lie below 600 and one is equal: z0 = Q(.6005) = .25463. With a = .05 and z = ∓1.959964:
// low: z0 + z = -1.70533, / (1 + .0852666) = -1.57135, + z0 = -1.31672, P = .093967 -> 999 × .093967 = 93.873
// high: z0 + z = 2.21459, / (1 - .1107297) = 2.49035, + z0 = 2.74498, P = .996974 -> 995.977
TEST(BcaInterval, by_hand) {
  std::vector<double> values(1000);
  for (std::size_t i = 0; i < 1000; ++i) values[i] = static_cast<double>((i * 7) % 1000);
  const Interval interval = bca_interval(values, 600, .05, .95);
  EXPECT_NEAR(interval.low, 93.873, .02);
  EXPECT_NEAR(interval.high, 995.977, .005);
}

TEST(BcaInterval, falls_back_with_a_note) {
  std::vector<double> values = {1, 2, 3, 4, 5};
  EXPECT_EQ(bca_interval(values, 9, 0, .95).note, "percentile_estimate_outside_resamples");
  EXPECT_EQ(bca_interval(values, 0, 0, .95).note, "percentile_estimate_outside_resamples");
  EXPECT_EQ(bca_interval(values, 3, NAN, .95).note, "percentile_jackknife_undefined");
  EXPECT_EQ(bca_interval(values, 3, .9, .95).note, "percentile_acceleration_too_large");
  EXPECT_EQ(bca_interval(values, 9, 0, .95).high, percentile_interval(values, .95).high);
  EXPECT_EQ(bca_interval(std::span(values).first(1), 1, 0, .95).note, "too_few_resamples");
}

TEST(BcaInterval, of_equal_resamples_is_that_value) {
  std::vector<double> values(10, .25);
  const Interval interval = bca_interval(values, .25, 0, .95);
  EXPECT_EQ(interval.low, .25);
  EXPECT_EQ(interval.high, .25);
  EXPECT_EQ(interval.note, "");
}

// Values 1, 2, 6, mean 3: u = 2, 1, -3; Σu³ = 8 + 1 - 27 = -18, Σu² = 14.
TEST(JackknifeAcceleration, by_hand) {
  const std::vector<double> values = {1, 2, 6}, ones = {1, 1, 1};
  EXPECT_NEAR(jackknife_acceleration(values, ones), -18 / (6 * std::pow(14, 1.5)), 1e-15);
  EXPECT_EQ(jackknife_acceleration(std::vector<double>{.1, .1, .1}, ones), 0);
  EXPECT_TRUE(std::isnan(jackknife_acceleration(std::vector<double>{1, NAN, 2}, ones)));
}

TEST(JackknifeAcceleration, weights_are_repetitions) {
  const std::vector<double> values = {1, 2, 6}, weights = {2, 3, 1};
  const std::vector<double> repeated = {1, 1, 2, 2, 2, 6}, ones(6, 1.0);
  EXPECT_NEAR(jackknife_acceleration(values, weights), jackknife_acceleration(repeated, ones), 1e-15);
}

}  // namespace
}  // namespace openaffect
