#include "openaffect/statistics/smallest_difference.h"

#include <cmath>

#include <gtest/gtest.h>

#include "openaffect/core/error.h"
#include "openaffect/core/random.h"

namespace openaffect {
namespace {

// 1.959964 + .841621 = 2.801585; with power .5 only 1.959964 is left.
TEST(SmallestDifference, by_hand) {
  EXPECT_NEAR(smallest_difference(.02), .0560317, 1e-7);
  EXPECT_NEAR(smallest_difference(.02, {.power = .5}), .0391993, 1e-7);
  EXPECT_EQ(smallest_difference(0), 0);
}

// Put back into Connor's equation, the difference asks for the n that it came from.
TEST(SmallestAccuracyDifference, solves_the_equation_for_n) {
  for (const double n : {50.0, 300.0, 5427.0})
    for (const double s : {.1, .25, .5, 1.0}) {
      const auto d = smallest_accuracy_difference(static_cast<std::uint64_t>(n), s);
      if (!d) continue;
      const double root = 1.959963984540054 * std::sqrt(s) + .841621233572914 * std::sqrt(s - *d * *d);
      EXPECT_NEAR(root * root / (*d * *d), n, 1e-6 * n);
    }
}

// Simulated: 400 items, 20 % discordant, of which system a wins (s + d) / 2s. The test that the formula speaks of is
// |wins - losses| > 1.96 √discordant; it must find d four times in five.
TEST(SmallestAccuracyDifference, is_found_with_the_power_asked_for) {
  const double s = .2, d = *smallest_accuracy_difference(400, s);
  EXPECT_NEAR(d, .0622, .0005);  // close to 2.8016 √(.2 / 400) = .0626
  Random random(11);
  int found = 0;
  for (int study = 0; study < 4000; ++study) {
    double wins = 0, losses = 0;
    for (int item = 0; item < 400; ++item) {
      const double u = random.uniform();
      if (u < (s + d) / 2)
        ++wins;
      else if (u < s)
        ++losses;
    }
    if (std::abs(wins - losses) > 1.959964 * std::sqrt(wins + losses)) ++found;
  }
  EXPECT_NEAR(found / 4000.0, .8, .025);
}

TEST(SmallestAccuracyDifference, absent_where_the_items_can_show_none) {
  EXPECT_FALSE(smallest_accuracy_difference(100, 0));
  EXPECT_FALSE(smallest_accuracy_difference(100, .01));
  EXPECT_FALSE(smallest_accuracy_difference(3, 1));
  EXPECT_TRUE(smallest_accuracy_difference(100, .2));
}

TEST(SmallestDifference, refuses_what_is_out_of_range) {
  EXPECT_THROW(smallest_difference(-1), ContractError);
  EXPECT_THROW(smallest_difference(1, {.alpha = 0}), ContractError);
  EXPECT_THROW(smallest_difference(1, {.power = .3}), ContractError);
  EXPECT_THROW(smallest_accuracy_difference(0, .5), ContractError);
  EXPECT_THROW(smallest_accuracy_difference(10, 1.5), ContractError);
}

}  // namespace
}  // namespace openaffect
