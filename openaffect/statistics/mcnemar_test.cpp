#include "openaffect/statistics/mcnemar.h"

#include <gtest/gtest.h>

namespace openaffect {
namespace {

// Binomial sums by hand: 2 (1 + 8) / 2^8; 2 × 1 / 2^5; 2 (1 + 10 + 45) / 2^10.
TEST(McnemarExact, by_hand) {
  EXPECT_NEAR(mcnemar_exact(1, 7), 18 / 256.0, 1e-14);
  EXPECT_NEAR(mcnemar_exact(5, 0), 2 / 32.0, 1e-14);
  EXPECT_NEAR(mcnemar_exact(2, 8), 112 / 1024.0, 1e-14);
  EXPECT_EQ(mcnemar_exact(7, 1), mcnemar_exact(1, 7));
}

TEST(McnemarExact, ties_and_near_ties_are_1) {
  EXPECT_EQ(mcnemar_exact(0, 0), 1);
  EXPECT_EQ(mcnemar_exact(40, 40), 1);
  EXPECT_EQ(mcnemar_exact(1, 0), 1);  // 2 × 1/2
}

}  // namespace
}  // namespace openaffect
