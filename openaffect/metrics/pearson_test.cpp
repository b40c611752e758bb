#include "openaffect/metrics/pearson.h"

#include <cmath>
#include <span>
#include <vector>

#include <gtest/gtest.h>

#include "openaffect/core/random.h"

namespace openaffect {
namespace {

PearsonMeter meter_of(std::span<const double> truth, std::span<const double> predicted) {
  PearsonMeter meter;
  for (std::size_t i = 0; i < truth.size(); ++i) meter.add(truth[i], predicted[i]);
  return meter;
}

// A published reference value: these five pairs have r = .989215.
TEST(PearsonMeter, golden_value) {
  const std::vector<double> truth = {1, 2, 3, 4, 5}, predicted = {1.1, 1.9, 3.2, 3.8, 5.5};
  EXPECT_NEAR(meter_of(truth, predicted).value(), 0.989215, 5e-7);
}

// Deviations (-1, 0, 1) and (-1, 1, 0): 1 / sqrt(2 * 2).
TEST(PearsonMeter, by_hand) {
  const std::vector<double> truth = {1, 2, 3}, predicted = {10, 12, 11};
  EXPECT_NEAR(meter_of(truth, predicted).value(), 0.5, 1e-15);
}

TEST(PearsonMeter, undefined_is_nan) {
  PearsonMeter meter;
  EXPECT_TRUE(std::isnan(meter.value()));
  meter.add(1, 2);
  EXPECT_TRUE(std::isnan(meter.value()));
  meter.add(1, 3);
  EXPECT_TRUE(std::isnan(meter.value()));  // one side is constant
}

TEST(PearsonMeter, large_means_cost_no_digits) {
  const std::vector<double> truth = {1e9 + 1, 1e9 + 2, 1e9 + 3}, predicted = {10, 12, 11};
  EXPECT_NEAR(meter_of(truth, predicted).value(), 0.5, 1e-12);
}

TEST(PearsonMeter, merge_equals_adding) {
  Random random(3);
  std::vector<double> truth, predicted;
  for (int i = 0; i < 1000; ++i) {
    truth.push_back(random.uniform());
    predicted.push_back(truth.back() + random.uniform());
  }
  const double whole = meter_of(truth, predicted).value();
  for (std::size_t cut : {0U, 1U, 500U, 999U, 1000U}) {
    PearsonMeter left = meter_of(std::span(truth).first(cut), std::span(predicted).first(cut));
    left.merge(meter_of(std::span(truth).subspan(cut), std::span(predicted).subspan(cut)));
    EXPECT_EQ(left.count(), 1000U);
    EXPECT_NEAR(left.value(), whole, 1e-13);
  }
}

}  // namespace
}  // namespace openaffect
