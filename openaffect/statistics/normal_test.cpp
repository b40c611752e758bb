#include "openaffect/statistics/normal.h"

#include <cmath>

#include <gtest/gtest.h>

#include "openaffect/core/error.h"

namespace openaffect {
namespace {

// Abramowitz & Stegun 1964, tables 26.1 and 26.5.
TEST(Normal, equals_the_published_tables) {
  EXPECT_NEAR(normal_probability(1), .841344746068543, 1e-14);
  EXPECT_NEAR(normal_probability(-2), 1 - .977249868051821, 1e-14);
  EXPECT_NEAR(normal_quantile(.975), 1.959963984540054, 1e-14);
  EXPECT_NEAR(normal_quantile(.8), .841621233572914, 1e-14);
  EXPECT_EQ(normal_quantile(.5), 0);
}

TEST(Normal, ends_and_outside) {
  EXPECT_EQ(normal_quantile(0), -INFINITY);
  EXPECT_EQ(normal_quantile(1), INFINITY);
  EXPECT_THROW(normal_quantile(1.01), ContractError);
  EXPECT_THROW(normal_quantile(NAN), ContractError);
}

}  // namespace
}  // namespace openaffect
