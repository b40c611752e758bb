#include "openaffect/statistics/permutation.h"

#include <cmath>

#include <gtest/gtest.h>

#include "openaffect/core/error.h"
#include "openaffect/statistics/mcnemar.h"
#include "openaffect/statistics/statistics_testing.h"

namespace openaffect {
namespace {

using namespace testing_statistics;

PairedSample two_systems(std::uint32_t items) {
  PairedSample sample = {.kind_a = {}, .kind_b = {}, .kinds = 2 * items};
  for (std::uint32_t item = 0; item < items; ++item) {
    sample.kind_a.push_back(item);
    sample.kind_b.push_back(items + item);
  }
  return sample;
}

// Kind 1 is right; `same` items are right for both.
PairedSample discordant(std::uint32_t only_a, std::uint32_t only_b, std::uint32_t same) {
  PairedSample sample = {.kind_a = {}, .kind_b = {}, .kinds = 2};
  sample.kind_a.insert(sample.kind_a.end(), only_a + same, 1);
  sample.kind_a.insert(sample.kind_a.end(), only_b, 0);
  sample.kind_b.insert(sample.kind_b.end(), only_a, 0);
  sample.kind_b.insert(sample.kind_b.end(), same + only_b, 1);
  return sample;
}

// Differences 1, 2, 4 of three items: sums of ±1 ±2 ±4 are ±7, ±5, ±3, ±1. Of the 8, two reach |7|: p = 1/4.
// Differences 1, 2, -4: the sum -1, which all reach: p = 1. Differences 1, -2, 4: |3| is reached by 7, 5, 3: 6/8.
TEST(PairedPermutation, of_three_items_sees_all_eight) {
  const auto p = [](double x, double y, double z) {
    const auto value = paired_permutation(two_systems(3), 1, mean_of({x, y, z, 0, 0, 0})).front();
    EXPECT_TRUE(value.exact);
    EXPECT_EQ(value.permutations, 8U);
    EXPECT_NEAR(value.difference, (x + y + z) / 3, 1e-15);
    return value.p;
  };
  EXPECT_EQ(p(1, 2, 4), .25);
  EXPECT_EQ(p(1, 2, -4), 1);
  EXPECT_EQ(p(1, -2, 4), .75);
  EXPECT_EQ(p(.1, .2, .4), .25);  // .1 + .2 + .4 is not .7 in floating point, in any order
}

// Clusters {1, 2} and {4}: ±3 ±4 are ±7, ±1: p of 7 is 2/4.
TEST(PairedPermutation, swaps_whole_clusters) {
  PairedSample sample = two_systems(3);
  sample.cluster_of_item = {1, 1, 0};
  sample.clusters = 2;
  const auto value = paired_permutation(sample, 1, mean_of({1, 2, 4, 0, 0, 0})).front();
  EXPECT_EQ(value.permutations, 4U);
  EXPECT_EQ(value.p, .5);
}

// For accuracies the test is the sign test of the discordant items: exactly McNemar's, however many agree.
TEST(PairedPermutation, of_accuracies_is_mcnemar) {
  for (const auto& [only_a, only_b] : {std::pair{1U, 7U}, {6U, 2U}, {9U, 0U}, {5U, 6U}}) {
    const auto value = paired_permutation(discordant(only_a, only_b, 500), 1, mean_of({0, 1})).front();
    EXPECT_TRUE(value.exact);
    EXPECT_EQ(value.permutations, std::size_t{1} << (only_a + only_b));
    EXPECT_NEAR(value.p, mcnemar_exact(only_a, only_b), 1e-14);
  }
}

// 40 discordant items are too many to see all; 200,000 permutations have a standard error of √(p q / R) < .001.
TEST(PairedPermutation, drawn_permutations_come_near_the_exact_p) {
  const PermutationOptions options = {.resamples = 200'000};
  const auto by_kind = paired_permutation(discordant(26, 14, 100), 1, mean_of({0, 1}), options).front();
  EXPECT_FALSE(by_kind.exact);
  EXPECT_EQ(by_kind.permutations, 200'000U);
  EXPECT_NEAR(by_kind.p, mcnemar_exact(26, 14), .002);
  std::vector<double> values(80, 0.0);  // the same, every item with kinds of its own
  for (std::size_t item = 0; item < 40; ++item) values[item < 26 ? item : 40 + item] = 1;
  const auto by_item = paired_permutation(two_systems(40), 1, mean_of(values), options).front();
  EXPECT_NEAR(by_item.p, mcnemar_exact(26, 14), .002);
  PairedSample clustered = two_systems(40);
  clustered.cluster_of_item = clustered.kind_a;
  clustered.clusters = 40;
  EXPECT_EQ(paired_permutation(clustered, 1, mean_of(values), options).front().p, by_item.p);
}

TEST(PairedPermutation, throws_coins_for_groups_of_more_than_64) {
  const auto value =
      paired_permutation(discordant(150, 110, 0), 1, mean_of({0, 1}), {.resamples = 100'000, .threads = 2}).front();
  EXPECT_NEAR(value.p, mcnemar_exact(150, 110), .002);
}

TEST(PairedPermutation, exact_from_the_first_power_of_two_on) {
  const auto exact = [](std::size_t resamples) {
    return paired_permutation(discordant(2, 2, 9), 1, mean_of({0, 1}), {.resamples = resamples}).front().exact;
  };
  EXPECT_FALSE(exact(15));
  EXPECT_TRUE(exact(16));
}

TEST(PairedPermutation, a_tie_has_p_1) {
  const auto tie = paired_permutation(discordant(30, 30, 9), 1, mean_of({0, 1})).front();
  EXPECT_TRUE(tie.tie);
  EXPECT_EQ(tie.p, 1);
  const auto same = paired_permutation(discordant(0, 0, 9), 1, mean_of({0, 1})).front();
  EXPECT_TRUE(same.tie && same.exact);
  EXPECT_EQ(same.permutations, 1U);
  EXPECT_EQ(same.p, 1);
}

// With 999 permutations of which none reaches d but d itself, p = 1 / 1000.
TEST(PairedPermutation, p_is_never_0) {
  const auto value = paired_permutation(discordant(60, 0, 0), 1, mean_of({0, 1}), {.resamples = 999}).front();
  EXPECT_NEAR(value.p, .001, 1e-15);
}

TEST(PairedPermutation, is_the_same_for_any_thread_count) {
  const PermutationOptions options = {.resamples = 501, .seed = 3};
  const auto one = paired_permutation(two_systems(30), 2, two_odd_values(), options);
  for (const std::size_t threads : {0U, 2U, 6U}) {
    const auto many =
        paired_permutation(two_systems(30), 2, two_odd_values(), {.resamples = 501, .seed = 3, .threads = threads});
    for (std::size_t value = 0; value < 2; ++value) EXPECT_EQ(one[value].p, many[value].p);
  }
}

// Undefined for the system that holds a's first answer without a's second: in half of the 2^3 permutations.
TEST(PairedPermutation, leaves_undefined_permutations_out_and_counts_them) {
  const StatisticMaker fussy = [] {
    return Statistic([](std::span<const std::uint32_t> counts, std::span<double> values) {
      values[0] = counts[0] == 1 && counts[1] == 0 ? NAN : 7.0 * counts[0] + 2 * counts[1] + counts[2];
    });
  };
  const auto value = paired_permutation(two_systems(3), 1, fussy).front();
  EXPECT_EQ(value.undefined, 4U);
  EXPECT_EQ(value.p, .5);  // 10 - 0 and 0 - 10 reach 10, 9 - 1 and 1 - 9 do not
}

TEST(PairedPermutation, an_undefined_difference_has_no_p) {
  const StatisticMaker never = [] {
    return Statistic([](std::span<const std::uint32_t>, std::span<double> values) { values[0] = NAN; });
  };
  const auto value = paired_permutation(two_systems(4), 1, never).front();
  EXPECT_TRUE(std::isnan(value.p));
  EXPECT_FALSE(value.tie);
}

TEST(PairedPermutation, refuses_what_is_out_of_range) {
  EXPECT_THROW(paired_permutation(two_systems(3), 1, mean_of({}), {.resamples = 0}), ContractError);
  EXPECT_THROW(paired_permutation({{0, 0}, {0}, 1}, 1, mean_of({0})), ContractError);
}

}  // namespace
}  // namespace openaffect
