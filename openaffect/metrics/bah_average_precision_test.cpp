#include "openaffect/metrics/bah_average_precision.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "openaffect/core/error.h"

namespace openaffect {
namespace {

BahAveragePrecisionMeter meter_of(const std::vector<double>& probabilities, const std::vector<int>& truth) {
  BahAveragePrecisionMeter meter;
  for (std::size_t i = 0; i < truth.size(); ++i) meter.add(probabilities[i], truth[i] != 0);
  return meter;
}

// The published reference values. A perfect model that is sure: 0. The other: from (1, 2/3) to (1/2, 1/2), and from
// (1/2, 1) to (0, 0): 1/2 * 7/12 + 1/4 = .541667; anchored, the second is 1/2.
TEST(BahAveragePrecision, golden_values) {
  const auto perfect = meter_of({.0005, .9995, .9995, .0005}, {0, 1, 1, 0});
  EXPECT_EQ(perfect.official(), 0);
  EXPECT_EQ(perfect.corrected(), 1);
  const auto second = meter_of({.1, .4, .35, .8}, {0, 0, 1, 1});
  EXPECT_NEAR(second.official(), 0.541667, 5e-7);
  EXPECT_NEAR(second.corrected(), 7.0 / 24 + 0.5, 1e-14);
}

TEST(BahAveragePrecision, thresholds_are_reached) {
  for (std::size_t step = 0; step < 1000; ++step) {
    const double threshold = static_cast<double>(step) / 1000;
    EXPECT_EQ(BahAveragePrecisionMeter::step_of(threshold), step);
    const std::size_t below = BahAveragePrecisionMeter::step_of(std::nextafter(threshold, 0));
    EXPECT_EQ(below, step > 0 ? step - 1 : 0);
  }
  EXPECT_EQ(BahAveragePrecisionMeter::step_of(1), 999U);
}

TEST(BahAveragePrecision, undefined_and_bugs) {
  EXPECT_TRUE(std::isnan(BahAveragePrecisionMeter().official()));
  EXPECT_TRUE(std::isnan(meter_of({.5}, {0}).corrected()));
  BahAveragePrecisionMeter meter;
  EXPECT_THROW(meter.add(1.5, true), ContractError);
  EXPECT_THROW(meter.add(NAN, true), ContractError);
}

TEST(BahAveragePrecision, merge_equals_adding) {
  auto left = meter_of({.9, .2}, {1, 0});
  left.merge(meter_of({.2, .4}, {1, 0}));
  const auto whole = meter_of({.9, .2, .2, .4}, {1, 0, 1, 0});
  EXPECT_EQ(left.official(), whole.official());
  EXPECT_EQ(left.corrected(), whole.corrected());
  left.clear();
  EXPECT_TRUE(std::isnan(left.official()));
}

}  // namespace
}  // namespace openaffect
