#include "openaffect/agreement/kendall_w.h"

#include <gtest/gtest.h>

#include "openaffect/agreement/ratings_testing.h"

namespace openaffect {
namespace {

// Ranks 1 2 3, 1 3 2, 2 1 3: sums 4 6 8, squares about 6: 8; W = 12 * 8 / (9 * 24) = 4/9.
TEST(KendallW, by_hand) {
  const AgreementValue w = kendall_w(from_table({{10, 1, 5}, {20, 9, 4}, {30, 2, 6}}));
  EXPECT_NEAR(w.value, 4.0 / 9, 1e-15);
  EXPECT_EQ(w.n_units, 3U);
  EXPECT_EQ(w.n_ratings, 9U);
}

// Ranks 1.5 1.5 3 (one tie of two: 6) and 1 2 3: sums 2.5 3.5 6, squares about 4: 2.25 + .25 + 4 = 6.5;
// W = 12 * 6.5 / (4 * 24 - 2 * 6) = 78/84.
TEST(KendallW, ties_by_hand) {
  EXPECT_NEAR(kendall_w(from_table({{1, 1}, {1, 2}, {5, 3}})).value, 78.0 / 84, 1e-15);
}

TEST(KendallW, incomplete_units_are_left_out) {
  EXPECT_NEAR(kendall_w(from_table({{1, 1}, {4, kMissing}, {1, 2}, {5, 3}})).value, 78.0 / 84, 1e-15);
}

TEST(KendallW, undefined_has_a_reason) {
  EXPECT_EQ(kendall_w(Ratings{}).reason, "no_ratings");
  EXPECT_EQ(kendall_w(from_lists({{1, 2}, {2, 3}})).reason, "no_raters");
  EXPECT_EQ(kendall_w(from_table({{1}, {2}})).reason, "one_rater");
  EXPECT_EQ(kendall_w(from_table({{1, 2}})).reason, "too_few");
  EXPECT_EQ(kendall_w(from_table({{1, 1}, {1, 1}})).reason, "constant");
  EXPECT_EQ(kendall_w(from_table({{1, 2}, {1, 2}})).reason, "constant");  // each rater ranks all alike
}

}  // namespace
}  // namespace openaffect
