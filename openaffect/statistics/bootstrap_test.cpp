#include "openaffect/statistics/bootstrap.h"

#include <cmath>

#include <gtest/gtest.h>

#include "openaffect/core/describe.h"
#include "openaffect/core/error.h"
#include "openaffect/statistics/statistics_testing.h"

namespace openaffect {
namespace {

using namespace testing_statistics;

void expect_same(const std::vector<BootstrapValue>& a, const std::vector<BootstrapValue>& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t value = 0; value < a.size(); ++value) {
    EXPECT_TRUE(same_bits(a[value].estimate, b[value].estimate));
    EXPECT_TRUE(same_bits(a[value].low, b[value].low)) << a[value].low << " " << b[value].low;
    EXPECT_TRUE(same_bits(a[value].high, b[value].high));
    EXPECT_TRUE(same_bits(a[value].standard_error, b[value].standard_error));
    EXPECT_EQ(a[value].undefined, b[value].undefined);
    EXPECT_EQ(a[value].note, b[value].note);
  }
}

// All 27 resamples of the values 0, 3, 9: sums 0 (1), 3 (3), 6 (3), 9 (4: 3+3+3 and thrice 0+0+9), 12 (6), 15 (3),
// 18 (3), 21 (3), 27 (1). The variance of the mean is Σ(x - 4)² / 3² = (16 + 1 + 25) / 9. Cumulated: 1/27 = .037,
// 4/27 = .148 and, from above, .037, .148: the 5 % quantile is 3 / 3, the 95 % quantile 21 / 3.
TEST(Bootstrap, of_three_items_equals_all_27_resamples) {
  const auto result = bootstrap(identity_sample(3), 1, mean_of({0, 3, 9}), {.resamples = 100'000, .confidence = .9});
  ASSERT_EQ(result.size(), 1U);
  EXPECT_EQ(result[0].estimate, 4);
  EXPECT_EQ(result[0].low, 1);
  EXPECT_EQ(result[0].high, 7);
  EXPECT_NEAR(result[0].standard_error, std::sqrt(42 / 9.0), .02);
  EXPECT_EQ(result[0].undefined, 0U);
  EXPECT_EQ(result[0].note, "");
}

// A mean's standard error is σ / √n, σ with n in the denominator; its interval the normal one, here ∓ 1.96 × .0091.
TEST(Bootstrap, of_a_mean_equals_the_formula) {
  const std::vector<double> values = random_values(1000, 3);
  double mean = 0, variance = 0;
  for (const double value : values) mean += value / 1000;
  for (const double value : values) variance += (value - mean) * (value - mean) / 1000;
  const double error = std::sqrt(variance / 1000);
  for (const IntervalMethod method : {IntervalMethod::percentile, IntervalMethod::bca}) {
    const auto result = bootstrap(identity_sample(1000), 1, mean_of(values), {.method = method}).front();
    EXPECT_NEAR(result.standard_error, error, .03 * error);
    EXPECT_NEAR(result.low, mean - 1.96 * error, .07 * error);
    EXPECT_NEAR(result.high, mean + 1.96 * error, .07 * error);
  }
}

TEST(Bootstrap, is_the_same_for_any_thread_count) {
  Sample sample = identity_sample(50);
  for (const bool clustered : {false, true}) {
    if (clustered) {
      sample.clusters = 9;
      for (std::uint32_t item = 0; item < 50; ++item) sample.cluster_of_item.push_back(item % 9);
    }
    for (const IntervalMethod method : {IntervalMethod::percentile, IntervalMethod::bca}) {
      const BootstrapOptions one = {.resamples = 999, .seed = 8, .threads = 1, .method = method};
      const auto expected = bootstrap(sample, 2, two_odd_values(), one);
      for (const std::size_t threads : {0U, 2U, 5U}) {
        BootstrapOptions many = one;
        many.threads = threads;
        expect_same(bootstrap(sample, 2, two_odd_values(), many), expected);
      }
    }
  }
}

TEST(Bootstrap, depends_on_the_seed) {
  const auto low = [](std::uint64_t seed) {
    return bootstrap(identity_sample(40), 2, two_odd_values(), {.resamples = 200, .seed = seed})[1].low;
  };
  EXPECT_NE(low(1), low(2));
}

// Whole numbers add up to the same sum in any order, so that the results are equal in every bit; the jackknife's
// weights add in another order, so that BCa is equal but for rounding.
TEST(Bootstrap, merged_kinds_give_what_single_items_give) {
  Sample merged = {.kind_of_item = {}, .kinds = 5};
  std::vector<double> values;
  for (std::uint32_t item = 0; item < 300; ++item) {
    merged.kind_of_item.push_back(item * item % 5);
    values.push_back(item * item % 5);
  }
  BootstrapOptions options = {.resamples = 500};
  expect_same(bootstrap(merged, 1, mean_of({0, 1, 2, 3, 4}), options),
              bootstrap(identity_sample(300), 1, mean_of(values), options));
  options.method = IntervalMethod::bca;
  const auto a = bootstrap(merged, 1, mean_of({0, 1, 2, 3, 4}), options).front();
  const auto b = bootstrap(identity_sample(300), 1, mean_of(values), options).front();
  EXPECT_NEAR(a.low, b.low, 1e-9);
  EXPECT_NEAR(a.high, b.high, 1e-9);
}

// Ten items in a cluster that are all alike tell no more than one: the error is that of the ten clusters' mean.
TEST(Bootstrap, clusters_of_equal_items_count_once) {
  Sample sample = {.kind_of_item = {}, .kinds = 10, .cluster_of_item = {}, .clusters = 10};
  for (std::uint32_t item = 0; item < 100; ++item) {
    sample.kind_of_item.push_back(item / 10);
    sample.cluster_of_item.push_back(item / 10);
  }
  const StatisticMaker mean = mean_of({1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
  const auto clustered = bootstrap(sample, 1, mean, {.method = IntervalMethod::bca}).front();
  const auto ten = bootstrap(identity_sample(10), 1, mean, {.method = IntervalMethod::bca}).front();
  EXPECT_EQ(clustered.low, ten.low);
  EXPECT_EQ(clustered.high, ten.high);
  EXPECT_NEAR(clustered.standard_error, std::sqrt(8.25 / 10), .02);  // variance of 1..10: 8.25
  sample.cluster_of_item.clear();
  EXPECT_NEAR(bootstrap(sample, 1, mean).front().standard_error, std::sqrt(8.25 / 100), .01);
}

// One item in four makes the statistic undefined; a resample of 4 lacks it with (3/4)^4 = .3164.
TEST(Bootstrap, leaves_undefined_resamples_out_and_counts_them) {
  const StatisticMaker needs_last = [] {
    return Statistic([](std::span<const std::uint32_t> counts, std::span<double> values) {
      values[0] = counts[3] == 0 ? std::nan("") : counts[3];
    });
  };
  const auto result = bootstrap(identity_sample(4), 1, needs_last).front();
  EXPECT_NEAR(static_cast<double>(result.undefined), 3164, 150);
  EXPECT_EQ(result.low, 1);
  EXPECT_FALSE(std::isnan(result.standard_error));
  // Leaving out item 3 leaves nothing to score.
  EXPECT_EQ(bootstrap(identity_sample(4), 1, needs_last, {.method = IntervalMethod::bca}).front().note,
            "percentile_jackknife_undefined");
}

TEST(Bootstrap, names_why_there_is_no_interval) {
  const auto one = bootstrap(identity_sample(1), 1, mean_of({3})).front();
  EXPECT_EQ(one.note, "one_unit");
  EXPECT_EQ(one.estimate, 3);
  EXPECT_TRUE(std::isnan(one.low) && std::isnan(one.high) && std::isnan(one.standard_error));
  const auto none = bootstrap(Sample{}, 1, mean_of({})).front();
  EXPECT_EQ(none.note, "undefined_estimate");
  EXPECT_EQ(none.undefined, 10'000U);
  const auto few = bootstrap(identity_sample(3), 1, mean_of({1, 2, 3}), {.resamples = 1}).front();
  EXPECT_EQ(few.note, "too_few_resamples");
}

// 10,000 exponential values: a of a mean is Σ(x - m)³ / (6 (Σ(x - m)²)^1.5), by kinds (one each, so grouped) or exactly
// from the values. BCa moves both ends by about a × (z² - 1) errors; grouping may move a by .0005.
TEST(Bootstrap, grouped_jackknife_is_close_to_the_whole_one) {
  std::vector<double> values = random_values(10'000, 4);
  for (double& value : values) value = std::round(-100 * std::log(1 - value));
  Sample by_value = identity_sample(10'000);
  std::vector<double> distinct(2000);
  for (std::size_t value = 0; value < 2000; ++value) distinct[value] = static_cast<double>(value);
  for (std::size_t item = 0; item < 10'000; ++item)
    by_value.kind_of_item[item] = static_cast<std::uint32_t>(values[item]);
  by_value.kinds = 2000;
  const BootstrapOptions options = {.resamples = 2000, .method = IntervalMethod::bca};
  const auto grouped = bootstrap(identity_sample(10'000), 1, mean_of(values), options).front();
  const auto whole = bootstrap(by_value, 1, mean_of(distinct), options).front();
  EXPECT_NE(grouped.low, whole.low);
  EXPECT_NEAR(grouped.low, whole.low, .02 * whole.standard_error);
  EXPECT_NEAR(grouped.high, whole.high, .02 * whole.standard_error);
}

TEST(Bootstrap, refuses_options_out_of_range) {
  EXPECT_THROW(bootstrap(identity_sample(2), 1, mean_of({1, 2}), {.resamples = 0}), ContractError);
  EXPECT_THROW(bootstrap(identity_sample(2), 1, mean_of({1, 2}), {.confidence = 1}), ContractError);
  EXPECT_THROW(bootstrap({{0, 2}, 2}, 1, mean_of({1, 2})), ContractError);
}

TEST(Bootstrap, describes_every_option) {
  BootstrapOptions options;
  std::vector<std::string_view> names;
  visit_options(options, [&](std::string_view name, auto&, std::string_view) { names.push_back(name); });
  EXPECT_EQ(names, (std::vector<std::string_view>{"resamples", "seed", "threads", "confidence", "method"}));
  EXPECT_EQ(interval_method_name(IntervalMethod::bca), "bca");
  EXPECT_EQ(interval_method_name(IntervalMethod::percentile), "percentile");
}

}  // namespace
}  // namespace openaffect
