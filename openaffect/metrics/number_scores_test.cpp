#include "openaffect/metrics/number_scores.h"

#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "openaffect/metrics/counted_scores_law.h"
#include "openaffect/metrics/rank_correlation.h"
#include "openaffect/metrics/regression.h"

namespace openaffect {
namespace {

using Numbers = std::vector<double>;

void expect_law_of(const Numbers& gold, const Numbers& predicted) {
  expect_law(gold.size(), [&](const std::vector<std::size_t>& chosen) {
    Numbers of_gold, of_predicted;
    for (const std::size_t item : chosen) {
      of_gold.push_back(gold[item]);
      of_predicted.push_back(predicted[item]);
    }
    return number_scores(of_gold, of_predicted);
  });
}

TEST(NumberScores, law) {
  Random random(1);
  for (const std::size_t items : {1U, 2U, 9U, 80U}) {
    Numbers gold, predicted, grades, half;
    for (std::size_t i = 0; i < items; ++i) {
      gold.push_back(100 + random.uniform());
      predicted.push_back(random.below(9) == 0 ? NAN : gold.back() + random.uniform());
      grades.push_back(0.1 * static_cast<double>(random.below(4)));
      half.push_back(0.1 * static_cast<double>(random.below(2)));
    }
    expect_law_of(gold, predicted);
    expect_law_of(grades, half);  // ties; constant in many samples
  }
}

TEST(NumberScores, equals_the_accumulators) {
  Random random(2);
  Numbers gold, predicted;
  RegressionMeter meter;
  RankCorrelationMeter ranks;
  for (int i = 0; i < 50; ++i) {
    gold.push_back(static_cast<double>(random.below(9)));
    predicted.push_back(gold.back() * random.uniform());
    meter.add(gold.back(), predicted.back());
    ranks.add(gold.back(), predicted.back());
  }
  gold.push_back(NAN);  // left out
  predicted.push_back(3);
  auto scores = *number_scores(gold, predicted);
  EXPECT_NEAR(find_score(*scores, "ccc").value, meter.ccc(), 1e-13);
  EXPECT_NEAR(find_score(*scores, "pearson").value, meter.pearson(), 1e-13);
  EXPECT_NEAR(find_score(*scores, "rmse").value, meter.rmse(), 1e-13);
  EXPECT_NEAR(find_score(*scores, "mae").value, meter.mae(), 1e-13);
  EXPECT_NEAR(find_score(*scores, "r2").value, meter.r2(), 1e-13);
  EXPECT_NEAR(find_score(*scores, "spearman").value, ranks.spearman(), 1e-13);
  EXPECT_NEAR(find_score(*scores, "kendall_tau").value, ranks.kendall_tau(), 1e-13);
}

TEST(NumberScores, large_means_cost_no_digits) {
  auto scores = *number_scores(Numbers{1e9 + 1, 1e9 + 2, 1e9 + 3}, Numbers{10, 12, 11});
  EXPECT_NEAR(find_score(*scores, "pearson").value, 0.5, 1e-12);
}

// A sample of a far corner: the sums of squares lose nine digits there, and are done again.
TEST(NumberScores, far_corner_costs_no_digits) {
  Numbers gold = {1e6 + 1, 1e6 + 2, 1e6 + 3}, predicted = {1e6 + 10, 1e6 + 12, 1e6 + 11};
  for (int i = 0; i < 1000; ++i) {
    gold.push_back(-1e3);
    predicted.push_back(-1e3);
  }
  auto scores = *number_scores(gold, predicted, {.choice = MetricChoice::only("pearson")});
  std::vector<std::uint32_t> times(gold.size());
  times[0] = times[1] = times[2] = 1;
  Numbers value(1);
  scores->score(row_counts(*scores, times), value);
  EXPECT_NEAR(value[0], 0.5, 1e-9);
}

TEST(NumberScores, reasons) {
  auto constant = *number_scores(Numbers{.1, .1, .1}, Numbers{1, 2, 3});
  for (const char* metric : {"pearson", "spearman", "kendall_tau", "r2"})
    EXPECT_EQ(find_score(*constant, metric).reason, "constant") << metric;
  EXPECT_EQ(find_score(*constant, "ccc").value, 0);
  auto same = *number_scores(Numbers{.1, .1, .1}, Numbers{.1, .1, .1});
  EXPECT_EQ(find_score(*same, "ccc").reason, "constant");
  auto one = *number_scores(Numbers{1, NAN}, Numbers{2, 3});
  for (const char* metric : {"ccc", "pearson", "spearman", "kendall_tau", "r2"})
    EXPECT_EQ(find_score(*one, metric).reason, "too_few") << metric;
  EXPECT_EQ(find_score(*one, "mae").value, 1);
  auto none = *number_scores(Numbers{NAN}, Numbers{2});
  EXPECT_EQ(find_score(*none, "rmse").reason, "too_few");
}

TEST(NumberScores, rows) {
  auto scores = *number_scores(Numbers{2, NAN, 1, 2, 4}, Numbers{3, 1, 5, 3, NAN});
  EXPECT_EQ(std::vector<std::uint32_t>(scores->row_of_item().begin(), scores->row_of_item().end()),
            (std::vector<std::uint32_t>{1, 2, 0, 1, 2}));
}

TEST(NumberScores, kendall_is_slow_and_so_only_done_when_asked) {
  const Numbers gold = {1, 2, 3}, predicted = {3, 2, 1};
  EXPECT_EQ((*number_scores(gold, predicted, {.kendall_rows = 2}))->names().size(), 6U);
  auto asked = *number_scores(gold, predicted, {.choice = MetricChoice::only("kendall_tau"), .kendall_rows = 2});
  EXPECT_EQ(find_score(*asked, "kendall_tau").value, -1);
}

TEST(NumberScores, bad_input) {
  const auto infinite = number_scores(Numbers{1, 2}, Numbers{1, std::numeric_limits<double>::infinity()});
  ASSERT_FALSE(infinite);
  EXPECT_EQ(infinite.error().what, "number scores: gold 2, predicted inf");
  EXPECT_EQ(infinite.error().where.row, 2U);
  EXPECT_FALSE(number_scores(Numbers{1}, Numbers{1}, {.choice = {{"accuracy"}}}));
  EXPECT_THROW((void)number_scores(Numbers{1}, Numbers{}), ContractError);
}

}  // namespace
}  // namespace openaffect
