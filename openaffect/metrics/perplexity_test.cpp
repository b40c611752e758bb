#include "openaffect/metrics/perplexity.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace openaffect {
namespace {

// A uniform guess among four has perplexity 4; of 1/2 and 1/8, the geometric mean is 1/4 too.
TEST(PerplexityMeter, by_hand) {
  PerplexityMeter uniform, mixed;
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(uniform.add(std::log(0.25)));
  ASSERT_TRUE(mixed.add(std::log(0.5)));
  ASSERT_TRUE(mixed.add(std::log(0.125)));
  EXPECT_NEAR(uniform.value(), 4, 1e-14);
  EXPECT_NEAR(mixed.value(), 4, 1e-14);
}

TEST(PerplexityMeter, undefined_and_infinite) {
  PerplexityMeter meter;
  EXPECT_TRUE(std::isnan(meter.value()));
  ASSERT_TRUE(meter.add(-std::numeric_limits<double>::infinity()));
  EXPECT_TRUE(std::isinf(meter.value()));
}

TEST(PerplexityMeter, refuses_what_is_no_probability) {
  PerplexityMeter meter;
  EXPECT_FALSE(meter.add(0.5));
  const auto refused = meter.add(std::nan(""));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::format);
  EXPECT_EQ(meter.count(), 0U);
  ASSERT_TRUE(meter.add(1e-7));
  EXPECT_EQ(meter.value(), 1);
}

TEST(PerplexityMeter, merge_weighs_by_tokens) {
  PerplexityMeter left, right;
  ASSERT_TRUE(left.add(std::log(0.5)));
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(right.add(0));
  left.merge(right);
  left.merge({});
  EXPECT_EQ(left.count(), 4U);
  EXPECT_NEAR(left.value(), std::pow(2, 0.25), 1e-15);
}

}  // namespace
}  // namespace openaffect
