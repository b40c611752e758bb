#include "openaffect/learn/temperature.h"

#include <algorithm>

#include "openaffect/learn/judged_testing.h"

namespace openaffect {
namespace {

// A logit of 2 that holds three times in four: s(2 / T) = 3 / 4 where 2 / T = ln 3.
TEST(Temperature, by_hand) {
  const JudgedHead several = judged(HeadKind::multi_label, 1, 1, {2, 2, 2, 2}, {1, 1, 0, 1});
  EXPECT_NEAR(fitted_temperature(several, 0), 2 / std::log(3.0), 1e-9);
  EXPECT_NEAR(negative_log_likelihood(several, 2 / std::log(3.0)), -(3 * std::log(.75) + std::log(.25)) / 4, 1e-12);
  // The same as two labels of which one holds, as one grade above another, and as shares.
  const JudgedHead one = judged(HeadKind::single_label, 2, 1, {2, 0, 2, 0, 0, -2, 0, 2}, {0, 0, 0, 0});
  EXPECT_NEAR(fitted_temperature(one, 0), 2 / std::log(3.0), 1e-9);
  const JudgedHead grades = judged(HeadKind::ordinal, 1, 1, {2, 2, 2, 2}, {1, 0, 1, 1});
  EXPECT_NEAR(fitted_temperature(grades, 0), 2 / std::log(3.0), 1e-9);
  const JudgedHead shares = judged(HeadKind::distribution, 2, 2, {2, 0}, {.75F, .25F});
  EXPECT_NEAR(fitted_temperature(shares, 0), 2 / std::log(3.0), 1e-6);
}

TEST(Temperature, is_found_again) {
  for (const HeadKind kind : {HeadKind::single_label, HeadKind::multi_label, HeadKind::ordinal, HeadKind::distribution})
    for (const double temperature : {.6, 1.0, 2.5})
      EXPECT_NEAR(fitted_temperature(drawn_head(kind, 4, 5000, temperature), 0) / temperature, 1, .06)
          << head_kind_name(kind);
}

TEST(Temperature, has_no_slope_there) {
  for (const HeadKind kind : {HeadKind::single_label, HeadKind::multi_label, HeadKind::ordinal}) {
    const JudgedHead head = drawn_head(kind, 5, 300, 1.7);
    const double best = fitted_temperature(head, 0), loss = negative_log_likelihood(head, best);
    const double h = 1e-3;
    EXPECT_NEAR((negative_log_likelihood(head, best + h) - negative_log_likelihood(head, best - h)) / (2 * h), 0, 1e-6);
    for (const double other : {.05, .3, .9 * best, 1.1 * best, 5.0, 20.0})
      EXPECT_GE(negative_log_likelihood(head, other), loss) << other;
  }
}

TEST(Temperature, stays_within_its_bounds) {
  EXPECT_NEAR(fitted_temperature(judged(HeadKind::multi_label, 1, 1, {2, -3}, {1, 0}), 0), kLowestTemperature, 1e-9);
  EXPECT_NEAR(fitted_temperature(judged(HeadKind::multi_label, 1, 1, {2, -3}, {0, 1}), 0), kHighestTemperature, 1e-6);
}

// Six texts, all right: chance. With ten texts' worth of the network's own word, w = 10 / 16, s(3 / T) is 1 - w (1 -
// s(3)). Of 5,000 texts the same word weighs nothing.
TEST(Temperature, few_texts_change_little) {
  const JudgedHead few = judged(HeadKind::multi_label, 1, 1, {3, 3, 3, 3, 3, 3}, {1, 1, 1, 1, 1, 1});
  EXPECT_NEAR(sigmoid_of(3 / fitted_temperature(few)), 1 - 10.0 / 16 * (1 - sigmoid_of(3)), 1e-9);
  const JudgedHead many = drawn_head(HeadKind::single_label, 4, 5000, 2.5);
  EXPECT_NEAR(fitted_temperature(many) / fitted_temperature(many, 0), 1, .005);
}

TEST(Temperature, passes_over_what_was_not_said) {
  EXPECT_EQ(fitted_temperature(judged(HeadKind::single_label, 2, 1, {2, 0}, {kNothing})), 1);
  EXPECT_EQ(fitted_temperature(judged(HeadKind::single_label, 2, 1)), 1);
  EXPECT_EQ(fitted_temperature(judged(HeadKind::regression, 1, 1, {2, 3}, {.5F, .1F})), 1);
  EXPECT_TRUE(std::isnan(negative_log_likelihood(judged(HeadKind::regression, 1, 1, {2}, {.5F}), 1)));
  const JudgedHead several = judged(HeadKind::multi_label, 1, 1, {2, 2, 90, 2, 2}, {1, 1, kNothing, 0, 1});
  EXPECT_NEAR(fitted_temperature(several, 0), 2 / std::log(3.0), 1e-9);
}

}  // namespace
}  // namespace openaffect
