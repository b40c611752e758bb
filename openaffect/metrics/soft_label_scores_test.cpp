#include "openaffect/metrics/soft_label_scores.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "openaffect/metrics/counted_scores_law.h"
#include "openaffect/metrics/soft_labels.h"

namespace openaffect {
namespace {

using Numbers = std::vector<double>;

TEST(SoftLabelScores, law) {
  Random random(3);
  Numbers gold, predicted;
  for (int i = 0; i < 20; ++i) {
    const double share = random.uniform(), other = random.uniform();
    gold.insert(gold.end(), {3 * share, 3 - 3 * share});
    predicted.insert(predicted.end(), {other, 1 - other});
  }
  expect_law(20, [&](const std::vector<std::size_t>& chosen) {
    Numbers of_gold, of_predicted;
    for (const std::size_t item : chosen)
      for (const std::size_t at : {2 * item, 2 * item + 1}) {
        of_gold.push_back(gold[at]);
        of_predicted.push_back(predicted[at]);
      }
    return soft_label_scores(of_gold, of_predicted, 2);
  });
}

TEST(SoftLabelScores, equals_the_accumulator) {
  const Numbers gold = {2, 1, 0, 0, 1, 1}, predicted = {.5, .25, .25, .1, .2, .7};
  SoftLabelMeter meter;
  for (const std::size_t at : {0U, 3U}) meter.add(std::span(gold).subspan(at, 3), std::span(predicted).subspan(at, 3));
  auto scores = *soft_label_scores(gold, predicted, 3);
  EXPECT_NEAR(find_score(*scores, "kl").value, meter.kl(), 1e-15);
  EXPECT_NEAR(find_score(*scores, "js").value, meter.js(), 1e-15);
  EXPECT_NEAR(find_score(*scores, "cross_entropy").value, meter.cross_entropy(), 1e-15);
  EXPECT_NEAR(find_score(*scores, "total_variation").value, meter.total_variation(), 1e-15);
}

TEST(SoftLabelScores, bad_input) {
  const auto sums = soft_label_scores(Numbers{1, 0}, Numbers{.5, .4}, 2);
  ASSERT_FALSE(sums);
  EXPECT_EQ(sums.error().what, "soft label scores: the prediction sums to 0.9, not to 1");
  EXPECT_FALSE(soft_label_scores(Numbers{0, 0}, Numbers{.5, .5}, 2));
  EXPECT_FALSE(soft_label_scores(Numbers{-1, 2}, Numbers{.5, .5}, 2));
  EXPECT_FALSE(soft_label_scores(Numbers{NAN, 1}, Numbers{.5, .5}, 2));
  EXPECT_FALSE(soft_label_scores(Numbers{1, INFINITY}, Numbers{.5, .5}, 2));
  EXPECT_FALSE(soft_label_scores(Numbers{1, 0}, Numbers{1.5, -.5}, 2));
  EXPECT_FALSE(soft_label_scores(Numbers{1, 0}, Numbers{.5, .5}, 2, {{{"ece"}}}));
  EXPECT_THROW((void)soft_label_scores(Numbers{1, 0, 1}, Numbers{1, 0, 0}, 2), ContractError);
  EXPECT_THROW((void)soft_label_scores(Numbers{}, Numbers{1}, 1), ContractError);
  EXPECT_THROW((void)soft_label_scores(Numbers{}, Numbers{}, 0), ContractError);
  auto none = *soft_label_scores(Numbers{}, Numbers{}, 2);
  EXPECT_EQ(find_score(*none, "kl").reason, "too_few");
}

}  // namespace
}  // namespace openaffect
