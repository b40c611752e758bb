#include "openaffect/statistics/multiple.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/core/error.h"

namespace openaffect {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;

constexpr double kClose = 1e-15;

// Sorted .005 .01 .03 .04; Holm: 4 × .005 = .02, 3 × .01 = .03, 2 × .03 = .06, 1 × .04 -> .06 (monotone).
TEST(Holm, by_hand) {
  EXPECT_THAT(
      holm(std::vector<double>{.01, .04, .03, .005}),
      ElementsAre(DoubleNear(.03, kClose), DoubleNear(.06, kClose), DoubleNear(.06, kClose), DoubleNear(.02, kClose)));
}

// The same: 4 / 4 × .04 = .04, 4 / 3 × .03 = .04, 4 / 2 × .01 = .02, 4 × .005 = .02.
TEST(BenjaminiHochberg, by_hand) {
  EXPECT_THAT(
      benjamini_hochberg(std::vector<double>{.01, .04, .03, .005}),
      ElementsAre(DoubleNear(.02, kClose), DoubleNear(.04, kClose), DoubleNear(.04, kClose), DoubleNear(.02, kClose)));
}

TEST(Multiple, never_above_1_and_one_test_stays) {
  EXPECT_THAT(holm(std::vector<double>{.9, .8}), ElementsAre(1, 1));
  EXPECT_THAT(benjamini_hochberg(std::vector<double>{.9, 1}), ElementsAre(1, 1));
  EXPECT_THAT(holm(std::vector<double>{.04}), ElementsAre(.04));
  EXPECT_TRUE(holm({}).empty());
}

TEST(Multiple, nan_is_no_test) {
  const std::vector<double> with = {.01, NAN, .04}, without = {.01, .04};
  for (const auto adjust : {holm, benjamini_hochberg}) {
    const auto adjusted = adjust(with);
    EXPECT_EQ(adjusted[0], adjust(without)[0]);
    EXPECT_TRUE(std::isnan(adjusted[1]));
    EXPECT_EQ(adjusted[2], adjust(without)[1]);
  }
}

TEST(Multiple, refuses_what_is_no_probability) {
  EXPECT_THROW(holm(std::vector<double>{1.5}), ContractError);
  EXPECT_THROW(benjamini_hochberg(std::vector<double>{-.1}), ContractError);
}

}  // namespace
}  // namespace openaffect
