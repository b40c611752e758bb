#include "openaffect/metrics/calibration.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "openaffect/core/error.h"
#include "openaffect/core/random.h"

namespace openaffect {
namespace {

const std::vector<double> kConfidences = {.95, .9, .6, .55};
const std::vector<int> kCorrect = {1, 0, 1, 1};

ConfidenceMeter example() {
  ConfidenceMeter meter;
  for (std::size_t i = 0; i < kCorrect.size(); ++i) meter.add(kConfidences[i], kCorrect[i] != 0);
  return meter;
}

// Two bins of equal width: all are above .5: |mean .75 - .75| = 0. Ten bins: (.5, .6] holds .55 and .6: gap .85 of two;
// (.8, .9] holds .9: .9; (.9, 1] holds .95: .05. Sum .85 + .9 + .05 over 4.
TEST(Calibration, equal_width_by_hand) {
  CalibrationMeter two(2), ten(10);
  for (std::size_t i = 0; i < kCorrect.size(); ++i) {
    two.add(kConfidences[i], kCorrect[i] != 0);
    ten.add(kConfidences[i], kCorrect[i] != 0);
  }
  EXPECT_NEAR(two.ece(), 0, 1e-15);
  EXPECT_NEAR(ten.ece(), 1.8 / 4, 1e-14);
  const std::vector<ReliabilityBin> curve = ten.curve();
  ASSERT_EQ(curve.size(), 10U);
  EXPECT_EQ(curve[5].count, 2U);
  EXPECT_NEAR(curve[5].confidence, 0.575, 1e-15);
  EXPECT_EQ(curve[5].accuracy, 1);
  EXPECT_DOUBLE_EQ(curve[5].lower, 0.5);
  EXPECT_TRUE(std::isnan(curve[0].accuracy));
}

TEST(Calibration, bins_are_closed_above) {
  EXPECT_EQ(calibration_bin(0), 0U);
  EXPECT_EQ(calibration_bin(1), 14U);
  for (std::size_t bin = 1; bin < 15; ++bin) {
    const double edge = static_cast<double>(bin) / 15;
    EXPECT_EQ(calibration_bin(edge), bin - 1);
    EXPECT_EQ(calibration_bin(std::nextafter(edge, 1)), bin);
  }
  EXPECT_THROW(calibration_bin(1.01), ContractError);
  EXPECT_THROW(calibration_bin(NAN), ContractError);
  EXPECT_THROW(CalibrationMeter(0), ContractError);
}

// Two bins of two: .55 .6 (gap .85) and .9 .95 (gap .85): 1.7 / 4. Three bins of 2, 1, 1: .85 + .9 + .05.
TEST(Calibration, equal_mass_by_hand) {
  EXPECT_NEAR(example().ece_equal_mass(2), 1.7 / 4, 1e-14);
  EXPECT_NEAR(example().ece_equal_mass(3), 1.8 / 4, 1e-14);
  const std::vector<ReliabilityBin> curve = equal_mass_curve(example().ranked(), 3);
  EXPECT_EQ(curve[0].count, 2U);
  EXPECT_EQ(curve[0].lower, 0.55);
  EXPECT_EQ(curve[0].upper, 0.6);
  EXPECT_EQ(curve[2].confidence, 0.95);
}

// Most confident first: right, wrong, right, right: risks 0, 1/2, 1/3, 1/4.
TEST(Calibration, risk_and_coverage_by_hand) {
  EXPECT_NEAR(example().aurc(), (0.5 + 1.0 / 3 + 0.25) / 4, 1e-15);
  const std::vector<RiskPoint> curve = risk_coverage_curve(example().ranked());
  ASSERT_EQ(curve.size(), 4U);
  EXPECT_EQ(curve[1].threshold, 0.9);
  EXPECT_EQ(curve[1].coverage, 0.5);
  EXPECT_EQ(curve[1].risk, 0.5);
  EXPECT_EQ(curve[3].risk, 0.25);
}

TEST(Calibration, equal_confidences_are_accepted_together) {
  ConfidenceMeter meter;
  for (const bool correct : {true, false, false}) meter.add(0.5, correct);
  EXPECT_DOUBLE_EQ(meter.aurc(), 2.0 / 3);
  EXPECT_NEAR(meter.ece_equal_mass(2), (1.5 - 1) / 3, 1e-15);
}

TEST(Calibration, undefined_is_nan) {
  EXPECT_TRUE(std::isnan(CalibrationMeter().ece()));
  EXPECT_TRUE(std::isnan(ConfidenceMeter().aurc()) && std::isnan(ConfidenceMeter().ece_equal_mass()));
}

TEST(Calibration, merge_equals_adding) {
  Random random(6);
  CalibrationMeter whole, left, right;
  ConfidenceMeter all, first, second;
  for (int i = 0; i < 200; ++i) {
    const double confidence = random.uniform();
    const bool correct = random.uniform() < confidence;
    whole.add(confidence, correct, 2);
    left.add(confidence, correct);
    right.add(confidence, correct);
    all.add(confidence, correct);
    (i < 50 ? first : second).add(confidence, correct);
  }
  left.merge(right);
  first.merge(second);
  EXPECT_NEAR(left.ece(), whole.ece(), 1e-14);
  EXPECT_EQ(first.aurc(), all.aurc());
  EXPECT_EQ(first.ece_equal_mass(), all.ece_equal_mass());
  EXPECT_THROW(left.merge(CalibrationMeter(3)), ContractError);
}

}  // namespace
}  // namespace openaffect
