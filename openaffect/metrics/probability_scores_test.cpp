#include "openaffect/metrics/probability_scores.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "openaffect/metrics/bah_average_precision.h"
#include "openaffect/metrics/counted_scores_law.h"
#include "openaffect/metrics/probability_loss.h"
#include "openaffect/metrics/ranking.h"

namespace openaffect {
namespace {

const std::vector<std::string> kLabels = {"a", "b", "c"};
using Labels = std::vector<LabelId>;
using Numbers = std::vector<double>;
using Sets = std::vector<std::vector<LabelId>>;

// Probabilities in eighths, so that many are equal.
struct Sample {
  Labels gold;
  Sets sets;
  Numbers probabilities;
};

Sample random_sample(std::uint64_t seed, std::size_t items) {
  Random random(seed);
  Sample sample;
  for (std::size_t i = 0; i < items; ++i) {
    const auto first = static_cast<double>(random.below(9)), second = static_cast<double>(random.below(9));
    const double low = std::fmin(first, second), high = std::fmax(first, second);
    for (const double part : {low, high - low, 8 - high}) sample.probabilities.push_back(part / 8);
    sample.gold.push_back(static_cast<LabelId>(random.below(3)));
    sample.sets.emplace_back();
    for (LabelId label = 0; label < 3; ++label)
      if (random.below(3) == 0) sample.sets.back().push_back(label);
  }
  return sample;
}

Sample take(const Sample& whole, const std::vector<std::size_t>& chosen) {
  Sample sample;
  for (const std::size_t item : chosen) {
    sample.gold.push_back(whole.gold[item]);
    sample.sets.push_back(whole.sets[item]);
    for (std::size_t i = 0; i < 3; ++i) sample.probabilities.push_back(whole.probabilities[3 * item + i]);
  }
  return sample;
}

TEST(ProbabilityScores, law) {
  const Sample whole = random_sample(1, 40);
  const MetricChoice bah = {{"bah_average_precision", "bah_average_precision_corrected"}};
  for (const MetricChoice& choice : {MetricChoice{}, bah})
    for (const LabelAverage average : {LabelAverage::occurring, LabelAverage::all}) {
      expect_law(40, [&](const std::vector<std::size_t>& chosen) {
        const Sample sample = take(whole, chosen);
        return probability_scores(sample.gold, sample.probabilities, kLabels, {choice, average});
      });
      expect_law(40, [&](const std::vector<std::size_t>& chosen) {
        const Sample sample = take(whole, chosen);
        return label_set_probability_scores(sample.sets, sample.probabilities, kLabels, {choice, average});
      });
    }
}

TEST(ProbabilityScores, equals_the_accumulators) {
  const Sample sample = random_sample(2, 60);
  ProbabilityLossMeter loss;
  CalibrationMeter top, of_b;
  RankingMeter ranking;
  BahAveragePrecisionMeter bah;
  for (std::size_t i = 0; i < sample.gold.size(); ++i) {
    const std::span<const double> row(sample.probabilities.data() + 3 * i, 3);
    const auto best = static_cast<LabelId>(std::max_element(row.begin(), row.end()) - row.begin());
    loss.add(row, sample.gold[i]);
    top.add(row[static_cast<std::size_t>(best)], best == sample.gold[i]);
    of_b.add(row[1], sample.gold[i] == 1);
    ranking.add(row[1], sample.gold[i] == 1);
    bah.add(row[1], sample.gold[i] == 1);
  }
  auto scores = *probability_scores(sample.gold, sample.probabilities, kLabels);
  EXPECT_NEAR(find_score(*scores, "log_loss").value, loss.log_loss(), 1e-13);
  EXPECT_NEAR(find_score(*scores, "brier").value, loss.brier(), 1e-14);
  EXPECT_NEAR(find_score(*scores, "ece").value, top.ece(), 1e-14);
  EXPECT_NEAR(find_score(*scores, "ece", "b").value, of_b.ece(), 1e-14);
  EXPECT_EQ(find_score(*scores, "roc_auc", "b").value, ranking.roc_auc());
  EXPECT_EQ(find_score(*scores, "average_precision", "b").value, ranking.average_precision());
  EXPECT_EQ(find_score(*scores, "pr_auc_trapezoid", "b").value, ranking.pr_auc_trapezoid());
  auto official = *probability_scores(sample.gold, sample.probabilities, kLabels, {{{"bah_average_precision"}}});
  EXPECT_EQ(find_score(*official, "bah_average_precision", "b").value, bah.official());
}

// Two items, two labels: probabilities of the truth .75 and .5. Pooled: (.25, 0 in truth), (.75, 1), (.5, 0), (.5, 1).
TEST(ProbabilityScores, label_sets_by_hand) {
  auto scores = *label_set_probability_scores(Sets{{1}, {1}}, Numbers{.25, .75, .5, .5}, {"x", "y"});
  EXPECT_NEAR(find_score(*scores, "log_loss").value, (2 * std::log(4.0 / 3) + 2 * std::log(2)) / 4, 1e-14);
  EXPECT_NEAR(find_score(*scores, "brier").value, (2 * 0.0625 + 2 * 0.25) / 4, 1e-15);
  EXPECT_NEAR(find_score(*scores, "ece").value, (0.25 + 0.25 + 0) / 4, 1e-15);  // .5 and .5 cancel in their bin
  EXPECT_EQ(find_score(*scores, "mean_average_precision").value, 1);            // "x" has no items
  EXPECT_EQ(find_score(*scores, "average_precision", "x").reason, "no_support");
  EXPECT_EQ(find_score(*scores, "roc_auc").reason, "no_support");  // every item has "y"
  auto all = *label_set_probability_scores(Sets{{1}, {1}}, Numbers{.25, .75, .5, .5}, {"x", "y"},
                                           {.average = LabelAverage::all});
  EXPECT_EQ(find_score(*all, "mean_average_precision").value, 0.5);
}

TEST(ProbabilityScores, nothing_is_too_few) {
  auto none = *probability_scores(Labels{}, Numbers{}, kLabels);
  for (const Score& score : scores_of_all(*none)) EXPECT_EQ(score.reason, "too_few") << score.name.metric;
}

TEST(ProbabilityScores, bad_input) {
  const auto sums = probability_scores(Labels{0, 1, 2}, Numbers{.2, .3, .5, .2, .3, .4, 0, 0, 0}, kLabels);
  ASSERT_FALSE(sums);
  EXPECT_EQ(sums.error().what,
            "probability scores: probabilities sum to 0.9, not to 1; so do not those of 2 of 3 items");
  EXPECT_EQ(sums.error().where.row, 2U);
  EXPECT_TRUE(probability_scores(Labels{0}, Numbers{.2, .3, .5009}, kLabels));
  for (const double bad : {double{NAN}, std::numeric_limits<double>::infinity(), -0.1, 1.1}) {
    EXPECT_FALSE(probability_scores(Labels{0}, Numbers{bad, .5, .5}, kLabels));
    EXPECT_FALSE(label_set_probability_scores(Sets{{0}}, Numbers{bad, .5, .5}, kLabels));
  }
  EXPECT_FALSE(probability_scores(Labels{3}, Numbers{.2, .3, .5}, kLabels));
  EXPECT_FALSE(label_set_probability_scores(Sets{{kNoLabel}}, Numbers{.2, .3, .5}, kLabels));
  EXPECT_FALSE(label_set_probability_scores(Sets{{0}}, Numbers{1, 1, 1}, kLabels, {{{"aurc"}}}));
  EXPECT_FALSE(probability_scores(Labels{0}, Numbers{.2, .3, .5}, kLabels, {{{"mean_average_precision"}}}));
  EXPECT_THROW((void)probability_scores(Labels{0}, Numbers{1}, kLabels), ContractError);
  EXPECT_THROW((void)probability_scores(Labels{}, Numbers{}, kLabels, {.bins = 0}), ContractError);
}

}  // namespace
}  // namespace openaffect
