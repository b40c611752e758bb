#include "openaffect/metrics/preference.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/core/error.h"

namespace openaffect {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using Counts = std::vector<std::uint64_t>;

// The first was said for the second three times, the second for the first once: p 3 to 1, mean 1.
TEST(Preferences, two_labels_by_hand) {
  const auto found = preferences_of(Counts{70, 3, 1, 20}, 2);
  EXPECT_THAT(found.of_label, ElementsAre(DoubleNear(1.5, 1e-12), DoubleNear(0.5, 1e-12)));
  EXPECT_NEAR(found.bias, 0.5, 1e-12);
  EXPECT_EQ(found.reason, "");
}

// Wins in the proportion p_i / (p_i + p_j) for p = 1, 2, 4, of 15 mistakes a pair, which the model fits exactly. Mean
// 1: 3/7, 6/7, 12/7; deviations −4/7, −1/7, 5/7.
TEST(Preferences, three_labels_that_fit_the_model) {
  const auto found = preferences_of(Counts{9, 5, 3, 10, 9, 5, 12, 10, 9}, 3);
  EXPECT_THAT(found.of_label,
              ElementsAre(DoubleNear(3.0 / 7, 1e-9), DoubleNear(6.0 / 7, 1e-9), DoubleNear(12.0 / 7, 1e-9)));
  EXPECT_NEAR(found.bias, std::sqrt(2.0 / 7), 1e-9);
}

TEST(Preferences, no_mistake_is_no_preference) {
  const auto found = preferences_of(Counts{5, 0, 0, 7}, 2);
  EXPECT_THAT(found.of_label, ElementsAre(1, 1));
  EXPECT_EQ(found.bias, 0);
}

// The third neither won nor lost: it stands at the geometric mean of √3 and 1/√3.
TEST(Preferences, a_label_without_mistakes_takes_no_part) {
  const auto found = preferences_of(Counts{0, 3, 0, 1, 0, 0, 0, 0, 4}, 3);
  const double sum = std::sqrt(3) + 1 / std::sqrt(3) + 1;
  EXPECT_THAT(found.of_label, ElementsAre(DoubleNear(3 * std::sqrt(3) / sum, 1e-12),
                                          DoubleNear(3 / std::sqrt(3) / sum, 1e-12), DoubleNear(3 / sum, 1e-12)));
}

TEST(Preferences, never_said_is_zero) {
  const auto found = preferences_of(Counts{0, 0, 0, 5, 0, 2, 1, 2, 0}, 3);
  EXPECT_EQ(found.of_label[0], 0);
  EXPECT_NEAR(found.of_label[1] + found.of_label[2], 3, 1e-12);
}

// The first and second are never said; the pair of them is 0 / 0. The others win as often as they lose to each other.
TEST(Preferences, two_that_are_never_said) {
  const auto found = preferences_of(Counts{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 4, 1, 1, 4, 0}, 4);
  EXPECT_THAT(found.of_label, ElementsAre(0, 0, DoubleNear(2, 1e-12), DoubleNear(2, 1e-12)));
}

TEST(Preferences, without_bound_is_undefined) {
  const auto found = preferences_of(Counts{5, 3, 0, 7}, 2);
  EXPECT_TRUE(std::isnan(found.of_label[0]) && std::isnan(found.of_label[1]) && std::isnan(found.bias));
  EXPECT_EQ(found.reason, "no_support");
}

TEST(Preferences, empty_and_refused) {
  EXPECT_EQ(preferences_of({}, 0).reason, "no_support");
  EXPECT_THROW(preferences_of(Counts{1, 2, 3}, 2), ContractError);
  EXPECT_THAT(preferences_of(Counts{4}, 1).of_label, ElementsAre(1));
}

}  // namespace
}  // namespace openaffect
