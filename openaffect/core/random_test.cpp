#include "openaffect/core/random.h"

#include <gtest/gtest.h>

#include "openaffect/core/error.h"

namespace openaffect {
namespace {

// xoshiro256** seeded with splitmix64(0): e220a8397b1dcdaf, 6e789e6aa1b965f4, 06c45d188009454f, f88bb8a8724c81ec (the
// published first outputs of splitmix64 from 0). First output by hand: rotl(s1 * 5, 7) * 9.
TEST(Random, follows_the_published_generator) {
  const std::uint64_t five = 0x6e789e6aa1b965f4ULL * 5;
  EXPECT_EQ(Random(0).next(), ((five << 7) | (five >> 57)) * 9);
}

TEST(Random, streams_of_one_seed_differ_and_repeat) {
  EXPECT_EQ(Random(7, 3).next(), Random(7, 3).next());
  EXPECT_NE(Random(7, 3).next(), Random(7, 4).next());
  EXPECT_NE(Random(7, 3).next(), Random(8, 3).next());
}

// 60,000 throws of a die: each face 10,000 +- 5 standard deviations (sqrt(60000 * 5/36) = 91.3).
TEST(Random, below_is_even) {
  Random random(1);
  int counts[6] = {};
  for (int i = 0; i < 60000; ++i) ++counts[random.below(6)];
  for (int count : counts) EXPECT_NEAR(count, 10000, 457);
  EXPECT_THROW(random.below(0), ContractError);
}

TEST(Random, uniform_stays_in_range) {
  Random random(2);
  double sum = 0;
  for (int i = 0; i < 10000; ++i) {
    const double value = random.uniform();
    ASSERT_GE(value, 0);
    ASSERT_LT(value, 1);
    sum += value;
  }
  EXPECT_NEAR(sum / 10000, 0.5, 5 * 0.2887 / 100);
}

}  // namespace
}  // namespace openaffect
