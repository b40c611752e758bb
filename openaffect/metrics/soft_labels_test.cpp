#include "openaffect/metrics/soft_labels.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "openaffect/core/error.h"

namespace openaffect {
namespace {

using Row = std::vector<double>;
const Row kGold = {.5, .5, 0}, kPredicted = {.25, .25, .5};

// Cross entropy -ln(1/4) = 2 ln 2, of which gold's own entropy is ln 2. Middle 3/8 3/8 1/4:
// half of ln(4/3), and half of 1/2 ln(2/3) + 1/2 ln 2.
TEST(SoftLabels, by_hand) {
  EXPECT_NEAR(cross_entropy(kGold, kPredicted), 2 * std::log(2), 1e-15);
  EXPECT_NEAR(kl_divergence(kGold, kPredicted), std::log(2), 1e-15);
  EXPECT_NEAR(js_divergence(kGold, kPredicted), 0.5 * std::log(4.0 / 3) + 0.25 * std::log(2.0 / 3) + 0.25 * std::log(2),
              1e-15);
  EXPECT_DOUBLE_EQ(total_variation(kGold, kPredicted), 0.5);
}

TEST(SoftLabels, ends_of_the_range) {
  const Row here = {1, 0}, there = {0, 1};
  EXPECT_NEAR(js_divergence(here, there), std::log(2), 1e-15);
  EXPECT_DOUBLE_EQ(total_variation(here, there), 1);
  EXPECT_NEAR(kl_divergence(here, there), -std::log(kSoftLabelFloor), 1e-12);  // finite by the floor
  EXPECT_EQ(kl_divergence(here, here), 0);
  EXPECT_EQ(js_divergence(here, here), 0);
}

TEST(SoftLabels, counts_do_as_well_as_shares) {
  EXPECT_NEAR(kl_divergence(Row{3, 3, 0}, kPredicted), kl_divergence(kGold, kPredicted), 1e-15);
  EXPECT_THROW(kl_divergence(Row{0, 0, 0}, kPredicted), ContractError);
  EXPECT_THROW(total_variation(Row{1}, kPredicted), ContractError);
}

TEST(SoftLabelMeter, merge_equals_adding) {
  SoftLabelMeter whole, left, right;
  EXPECT_TRUE(std::isnan(whole.kl()));
  whole.add(kGold, kPredicted, 2);
  whole.add(kPredicted, kGold);
  left.add(kGold, kPredicted);
  right.add(kPredicted, kGold);
  right.add(kGold, kPredicted);
  left.merge(right);
  EXPECT_NEAR(left.kl(), whole.kl(), 1e-13);
  EXPECT_NEAR(left.js(), js_divergence(kGold, kPredicted), 1e-15);
  EXPECT_NEAR(left.cross_entropy(), whole.cross_entropy(), 1e-13);
  EXPECT_NEAR(left.total_variation(), 0.5, 1e-15);
}

}  // namespace
}  // namespace openaffect
