#include "openaffect/statistics/draw_units.h"

#include <cmath>
#include <map>

#include <gtest/gtest.h>

#include "openaffect/core/error.h"
#include "openaffect/statistics/statistics_testing.h"

namespace openaffect {
namespace {

using testing_statistics::identity_sample;
using Counts = std::vector<std::uint32_t>;

Counts drawn(const DrawUnits& units, std::uint64_t stream) {
  Counts counts(units.kinds(), 77);  // what draw() finds does not matter
  units.draw(Random(5, stream), counts);
  return counts;
}

Sample random_sample(std::size_t items, std::size_t kinds, std::uint64_t seed) {
  Random random(seed);
  Sample sample = {.kind_of_item = Counts(items), .kinds = kinds};
  for (std::uint32_t& kind : sample.kind_of_item) kind = static_cast<std::uint32_t>(random.below(kinds));
  return sample;
}

// Three items have 3^3 = 27 ordered draws, in 10 multisets: 1 way for (3,0,0), 3 for (2,1,0), 6 for (1,1,1).
TEST(DrawUnits, all_27_draws_of_three_items_are_equally_likely) {
  const DrawUnits units(identity_sample(3));
  constexpr int kDraws = 270'000;
  std::map<Counts, int> seen;
  for (int draw = 1; draw <= kDraws; ++draw) ++seen[drawn(units, static_cast<std::uint64_t>(draw))];
  ASSERT_EQ(seen.size(), 10U);
  double chi_square = 0;
  for (const auto& [counts, times] : seen) {
    ASSERT_EQ(counts[0] + counts[1] + counts[2], 3U);
    double ways = 6;
    for (const std::uint32_t count : counts) ways /= count == 3 ? 6 : count == 2 ? 2 : 1;
    const double expected = kDraws * ways / 27;
    chi_square += (times - expected) * (times - expected) / expected;
  }
  EXPECT_LT(chi_square, 27.9);  // 9 degrees of freedom, p = .001
}

// Each count is binomial(n, 1/n): mean 1, variance 1 - 1/n; 2,000 draws of 101 items.
TEST(DrawUnits, counts_have_mean_and_variance_of_the_binomial) {
  const DrawUnits units(identity_sample(101));
  double squares = 0, first = 0, last = 0;
  for (std::uint64_t draw = 1; draw <= 2000; ++draw) {
    const Counts counts = drawn(units, draw);
    double sum = 0;
    for (const std::uint32_t count : counts) {
      sum += count;
      squares += (count - 1.0) * (count - 1.0);
    }
    ASSERT_EQ(sum, 101);
    first += counts.front();
    last += counts.back();
  }
  EXPECT_NEAR(squares / (2000 * 101), 1 - 1 / 101.0, .02);
  EXPECT_NEAR(first / 2000, 1, .09);
  EXPECT_NEAR(last / 2000, 1, .09);
}

TEST(DrawUnits, merged_kinds_draw_the_sums_of_the_kinds_that_they_merge) {
  const Sample merged = random_sample(1001, 7, 1);
  const DrawUnits one_by_one(identity_sample(1001)), together(merged);
  for (std::uint64_t draw = 1; draw < 20; ++draw) {
    const Counts items = drawn(one_by_one, draw);
    Counts sums(7);
    for (std::size_t item = 0; item < items.size(); ++item) sums[merged.kind_of_item[item]] += items[item];
    EXPECT_EQ(drawn(together, draw), sums);
  }
  EXPECT_EQ(DrawUnits(merged).counts(), [&] {
    Counts sums(7);
    for (const std::uint32_t kind : merged.kind_of_item) ++sums[kind];
    return sums;
  }());
}

TEST(DrawUnits, a_cluster_for_each_item_draws_the_same_as_none) {
  Sample sample = random_sample(500, 12, 2);
  const DrawUnits without(sample);
  sample.cluster_of_item = identity_sample(500).kind_of_item;
  sample.clusters = 500;
  const DrawUnits with(sample);
  for (std::uint64_t draw = 1; draw < 20; ++draw) EXPECT_EQ(drawn(with, draw), drawn(without, draw));
}

// Drawing clusters is drawing their numbers and adding up what they hold. Cluster 3 is empty and never drawn.
TEST(DrawUnits, clusters_are_drawn_whole) {
  const std::vector<std::uint32_t> cluster_of_item = {4, 0, 0, 1, 2, 1, 0, 4};
  const std::vector<std::uint32_t> kind_of_item = {1, 0, 2, 2, 1, 0, 2, 1};
  const std::vector<std::size_t> number_of_cluster = {0, 1, 2, 9, 3};  // without the empty one
  const DrawUnits units({kind_of_item, 3, cluster_of_item, 5}), numbers(identity_sample(4));
  EXPECT_EQ(units.size(), 4U);
  EXPECT_TRUE(units.clustered());
  EXPECT_EQ(units.counts(), (Counts{2, 3, 3}));
  for (std::uint64_t draw = 1; draw < 50; ++draw) {
    const Counts times = drawn(numbers, draw);
    Counts expected(3);
    for (std::size_t item = 0; item < kind_of_item.size(); ++item)
      expected[kind_of_item[item]] += times[number_of_cluster[cluster_of_item[item]]];
    EXPECT_EQ(drawn(units, draw), expected);
  }
}

TEST(DrawUnits, adds_and_takes_back) {
  const DrawUnits units({{0, 1, 1, 0}, 2, {0, 0, 0, 1}, 2});
  Counts counts = units.counts();
  units.add(0, -1U, counts);
  EXPECT_EQ(counts, (Counts{1, 0}));
  units.add(0, 3, counts);
  EXPECT_EQ(counts, (Counts{4, 6}));
}

TEST(DrawUnits, an_empty_sample_has_nothing_to_draw) {
  const DrawUnits units(Sample{});
  EXPECT_EQ(units.size(), 0U);
  EXPECT_TRUE(drawn(units, 1).empty());
  EXPECT_EQ(drawn(DrawUnits({{}, 3}), 1), (Counts{0, 0, 0}));
}

TEST(DrawUnits, refuses_what_is_out_of_range) {
  EXPECT_THROW(DrawUnits({{0, 3}, 3}), ContractError);
  EXPECT_THROW(DrawUnits({{0, 1}, 2, {0}, 1}), ContractError);
  EXPECT_THROW(DrawUnits({{0, 1}, 2, {0, 1}, 1}), ContractError);
  Counts two(2);
  EXPECT_THROW(DrawUnits(identity_sample(3)).draw(Random(1), two), ContractError);
}

}  // namespace
}  // namespace openaffect
