#include "openaffect/evaluate/preference_scores.h"

#include <cmath>

#include "openaffect/metrics/counted_scores_law.h"

namespace openaffect {
namespace {

const std::vector<std::string> kLabels = {"question", "advice", "joke"};

// Advice for a question three times, a question for advice once: preferences 3 to 1, with mean 1 3/2 and 1/2, and the
// joke, in no mistake, at their geometric mean √(3/4) before all three are scaled to mean 1.
TEST(PreferenceScores, by_hand) {
  const LabelColumn gold = {0, 0, 0, 1, 2, 1}, predicted = {1, 1, 1, 0, 2, kNoLabel};
  const auto scores = preference_scores(gold, predicted, kLabels);
  const double middle = std::sqrt(3.0), mean = (3 + 1 + middle) / 3;
  EXPECT_NEAR(find_score(*scores, "preference", "advice").value, 3 / mean, 1e-6);
  EXPECT_NEAR(find_score(*scores, "preference", "question").value, 1 / mean, 1e-6);
  EXPECT_NEAR(find_score(*scores, "preference", "joke").value, middle / mean, 1e-6);
  const double variance = (std::pow(3 / mean - 1, 2) + std::pow(1 / mean - 1, 2) + std::pow(middle / mean - 1, 2)) / 3;
  EXPECT_NEAR(find_score(*scores, "preference_bias").value, std::sqrt(variance), 1e-6);
}

TEST(PreferenceScores, law) {
  Random random(3);
  LabelColumn gold, predicted;
  for (int item = 0; item < 30; ++item) {
    gold.push_back(static_cast<LabelId>(random.below(3)));
    predicted.push_back(static_cast<LabelId>(random.below(4)) == 3 ? kNoLabel : static_cast<LabelId>(random.below(3)));
  }
  expect_law(gold.size(), [&](const std::vector<std::size_t>& items) -> MadeScores {
    LabelColumn some_gold, some_predicted;
    for (const std::size_t item : items) {
      some_gold.push_back(gold[item]);
      some_predicted.push_back(predicted[item]);
    }
    return preference_scores(some_gold, some_predicted, kLabels);
  });
}

TEST(PreferenceScores, a_label_that_always_wins_has_no_finite_preference) {
  EXPECT_EQ(find_score(*preference_scores(LabelColumn{0}, LabelColumn{1}, kLabels), "preference_bias").reason,
            "no_support");
}

TEST(PreferenceScores, bugs) {
  EXPECT_THROW(preference_scores(LabelColumn{0}, LabelColumn{}, kLabels), ContractError);
  EXPECT_THROW(preference_scores(LabelColumn{0}, LabelColumn{3}, kLabels), ContractError);
}

}  // namespace
}  // namespace openaffect
