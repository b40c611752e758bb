#include "openaffect/metrics/pair_sums.h"

#include <vector>

#include <gtest/gtest.h>

namespace openaffect {
namespace {

using Counts = std::vector<std::uint32_t>;

// Five pairs, so that one is left behind the four lanes.
const std::vector<double> kX = {1, 2, 3, 4, 5}, kY = {2, 0, 1, 1, -1};

TEST(PairSums, by_hand) {
  const PairMoments sums = pair_moments(Counts{1, 0, 2, 0, 3}, kX, kY);
  EXPECT_EQ(sums.n, 6);
  EXPECT_EQ(sums.x, 1 + 6 + 15);
  EXPECT_EQ(sums.y, 2 + 2 - 3);
  EXPECT_EQ(sums.xx, 1 + 18 + 75);
  EXPECT_EQ(sums.yy, 4 + 2 + 3);
  EXPECT_EQ(sums.xy, 2 + 6 - 15);
  EXPECT_EQ(weighted_sum(Counts{1, 0, 2, 0, 3}, kX), 22);
}

TEST(PairSums, two_passes_agree) {
  const Counts counts = {1, 0, 2, 0, 3};
  const PairMoments sums = pair_moments(counts, kX, kY);
  const PairSpreads spreads = pair_spreads(counts, kX, kY);
  EXPECT_NEAR(spreads.x, sums.spread_x(), 1e-12);
  EXPECT_NEAR(spreads.y, sums.spread_y(), 1e-12);
  EXPECT_NEAR(spreads.both, sums.spread_both(), 1e-12);
}

TEST(PairSums, a_constant_has_no_spread) {
  const std::vector<double> tenths(7, 0.1), thirds(7, 1.0 / 3);
  const PairSpreads spreads = pair_spreads(Counts{1, 2, 3, 0, 5, 6, 7}, tenths, thirds);
  EXPECT_EQ(spreads.x, 0);
  EXPECT_EQ(spreads.y, 0);
}

}  // namespace
}  // namespace openaffect
