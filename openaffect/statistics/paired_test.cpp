#include "openaffect/statistics/paired.h"

#include <cmath>

#include <gtest/gtest.h>

#include "openaffect/core/error.h"
#include "openaffect/statistics/statistics_testing.h"

namespace openaffect {
namespace {

using namespace testing_statistics;

// Kinds of a: 0..n-1, of b: n..2n-1.
PairedSample two_systems(std::uint32_t items) {
  PairedSample sample = {.kind_a = {}, .kind_b = {}, .kinds = 2 * items};
  for (std::uint32_t item = 0; item < items; ++item) {
    sample.kind_a.push_back(item);
    sample.kind_b.push_back(items + item);
  }
  return sample;
}

// Right or wrong: kind 1 is right.
PairedSample right_or_wrong(std::uint32_t both, std::uint32_t only_a, std::uint32_t only_b, std::uint32_t neither) {
  PairedSample sample = {.kind_a = {}, .kind_b = {}, .kinds = 2};
  const auto add = [&](std::uint32_t times, std::uint32_t a, std::uint32_t b) {
    sample.kind_a.insert(sample.kind_a.end(), times, a);
    sample.kind_b.insert(sample.kind_b.end(), times, b);
  };
  add(both, 1, 1), add(only_a, 1, 0), add(only_b, 0, 1), add(neither, 0, 0);
  return sample;
}

TEST(JointSample, numbers_pairs_as_they_first_occur) {
  const JointSample joint = joint_sample({{2, 0, 2, 0}, {1, 0, 1, 2}, 3, {0, 0, 1, 1}, 2});
  EXPECT_EQ(joint.sample.kind_of_item, (std::vector<std::uint32_t>{0, 1, 0, 2}));
  EXPECT_EQ(joint.sample.kinds, 3U);
  EXPECT_EQ(joint.kind_a, (std::vector<std::uint32_t>{2, 0, 0}));
  EXPECT_EQ(joint.kind_b, (std::vector<std::uint32_t>{1, 0, 2}));
  EXPECT_EQ(joint.sample.clusters, 2U);
}

// For means, the difference of paired systems is the mean of the items' differences: the same resamples, one by one.
TEST(PairedBootstrap, of_means_is_the_bootstrap_of_differences) {
  const std::vector<double> a = random_values(60, 1), b = random_values(60, 2);
  std::vector<double> both = a, differences;
  both.insert(both.end(), b.begin(), b.end());
  for (std::size_t item = 0; item < 60; ++item) differences.push_back(a[item] - b[item]);
  for (const IntervalMethod method : {IntervalMethod::percentile, IntervalMethod::bca}) {
    const BootstrapOptions options = {.resamples = 2000, .method = method};
    const auto paired = paired_bootstrap(two_systems(60), 1, mean_of(both), options).front();
    const auto expected = bootstrap(identity_sample(60), 1, mean_of(differences), options).front();
    EXPECT_NEAR(paired.a - paired.b, expected.estimate, 1e-14);
    EXPECT_NEAR(paired.difference.low, expected.low, 1e-12);
    EXPECT_NEAR(paired.difference.high, expected.high, 1e-12);
    EXPECT_NEAR(paired.difference.standard_error, expected.standard_error, 1e-12);
    EXPECT_FALSE(paired.tie);
  }
}

// n = 400, 40 items only a has right, 20 only b: d = .05, error √((60 / 400 - .05²) / 400) = .0192, d / error = 2.604,
// two-sided normal p = .0092.
TEST(PairedBootstrap, of_accuracies_is_near_the_normal_formula) {
  const auto result = paired_bootstrap(right_or_wrong(250, 40, 20, 90), 1, mean_of({0, 1}), {.resamples = 50'000});
  const auto& value = result.front();
  EXPECT_NEAR(value.a, 290 / 400.0, 1e-15);
  EXPECT_NEAR(value.b, 270 / 400.0, 1e-15);
  EXPECT_NEAR(value.difference.standard_error, .01920, .0003);
  EXPECT_NEAR(value.p, .0092, .003);
  EXPECT_GT(value.difference.low, 0);
}

TEST(PairedBootstrap, a_tie_has_p_1) {
  const auto value = paired_bootstrap(right_or_wrong(10, 5, 5, 3), 1, mean_of({0, 1})).front();
  EXPECT_TRUE(value.tie);
  EXPECT_EQ(value.p, 1);
  EXPECT_LT(value.difference.low, 0);
  EXPECT_GT(value.difference.high, 0);
}

// No resample is on the other side: p = 2 × (1 + 0) / (1 + R).
TEST(PairedBootstrap, p_is_never_0) {
  const auto value = paired_bootstrap(right_or_wrong(0, 30, 0, 0), 1, mean_of({0, 1}), {.resamples = 999}).front();
  EXPECT_NEAR(value.p, .002, 1e-15);
  EXPECT_EQ(value.difference.standard_error, 0);
}

TEST(PairedBootstrap, turned_around_is_the_negative) {
  const PairedSample sample = right_or_wrong(20, 9, 4, 8);
  PairedSample turned = sample;
  std::swap(turned.kind_a, turned.kind_b);
  const auto one = paired_bootstrap(sample, 1, mean_of({0, 1})).front();
  const auto other = paired_bootstrap(turned, 1, mean_of({0, 1})).front();
  EXPECT_EQ(one.difference.estimate, -other.difference.estimate);
  EXPECT_NEAR(one.difference.low, -other.difference.high, 1e-12);
  EXPECT_EQ(one.p, other.p);
}

TEST(PairedBootstrap, is_the_same_for_any_thread_count) {
  PairedSample sample = two_systems(20);
  sample.clusters = 4;
  for (std::uint32_t item = 0; item < 20; ++item) sample.cluster_of_item.push_back(item % 4);
  const auto one = paired_bootstrap(sample, 2, two_odd_values(), {.resamples = 301, .threads = 1});
  const auto four = paired_bootstrap(sample, 2, two_odd_values(), {.resamples = 301, .threads = 4});
  for (std::size_t value = 0; value < 2; ++value) {
    EXPECT_EQ(one[value].difference.low, four[value].difference.low);
    EXPECT_EQ(one[value].difference.high, four[value].difference.high);
    EXPECT_EQ(one[value].p, four[value].p);
  }
}

TEST(PairedBootstrap, undefined_differences_have_no_p) {
  const StatisticMaker never = [] {
    return Statistic([](std::span<const std::uint32_t>, std::span<double> values) { values[0] = NAN; });
  };
  const auto value = paired_bootstrap(two_systems(5), 1, never, {.resamples = 10}).front();
  EXPECT_TRUE(std::isnan(value.p));
  EXPECT_EQ(value.difference.note, "undefined_estimate");
  EXPECT_TRUE(std::isnan(paired_bootstrap(right_or_wrong(0, 1, 0, 0), 1, mean_of({0, 1})).front().p));
}

TEST(PairedBootstrap, refuses_what_is_out_of_range) {
  EXPECT_THROW(paired_bootstrap({{0, 0}, {0}, 1}, 1, mean_of({0})), ContractError);
  EXPECT_THROW(paired_bootstrap({{0}, {1}, 1}, 1, mean_of({0})), ContractError);
  EXPECT_THROW(paired_bootstrap(two_systems(2), 1, mean_of({0}), {.resamples = 0}), ContractError);
}

}  // namespace
}  // namespace openaffect
