#include "openaffect/metrics/classification.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace openaffect {
namespace {

ClassificationScores scores_of(std::vector<LabelId> gold, std::vector<LabelId> predicted, std::size_t labels) {
  return classification_scores(confusion_matrix(gold, predicted, labels));
}

// Gold 0 0 0 1 1 2, predicted 0 0 1 1 2 2: right 2/3, 1/2, 1/1 of gold; 2/2, 1/2, 1/2 of predictions.
// F1 4/5, 2/4, 2/3. Margins 3 2 1 and 2 2 2: expected agreement 12/36.
// R_K: (6*4 - 12) / sqrt((36 - 14) (36 - 12)).
TEST(Classification, by_hand) {
  const ClassificationScores scores = scores_of({0, 0, 0, 1, 1, 2}, {0, 0, 1, 1, 2, 2}, 3);
  EXPECT_DOUBLE_EQ(scores.accuracy, 4.0 / 6);
  EXPECT_DOUBLE_EQ(scores.balanced_accuracy, (2.0 / 3 + 0.5 + 1) / 3);
  EXPECT_DOUBLE_EQ(scores.precision, 2.0 / 3);
  EXPECT_DOUBLE_EQ(scores.macro_f1, (0.8 + 0.5 + 2.0 / 3) / 3);
  EXPECT_DOUBLE_EQ(scores.weighted_f1, (3 * 0.8 + 2 * 0.5 + 2.0 / 3) / 6);
  EXPECT_DOUBLE_EQ(scores.micro_f1, scores.accuracy);
  EXPECT_DOUBLE_EQ(scores.mcc, 12 / std::sqrt(22.0 * 24));
  EXPECT_DOUBLE_EQ(scores.cohen_kappa, 0.5);  // (2/3 - 1/3) / (1 - 1/3)
  EXPECT_DOUBLE_EQ(scores.labels[1].f1, 0.5);
}

// The published reference value: kappa .538462 of these ten items.
TEST(Classification, golden_kappa) {
  const auto scores = scores_of({0, 1, 2, 1, 0, 2, 1, 1, 0, 2}, {0, 1, 1, 1, 0, 2, 2, 1, 1, 2}, 3);
  EXPECT_NEAR(scores.cohen_kappa, 0.538462, 5e-7);
}

// Two of four answers are out of the scheme: right 2 of 4; label 0 has precision 1 and recall 1/2.
TEST(Classification, out_of_scheme_is_wrong) {
  const ClassificationScores scores = scores_of({0, 0, 1, 1}, {0, kNoLabel, 1, kNoLabel}, 2);
  EXPECT_DOUBLE_EQ(scores.accuracy, 0.5);
  EXPECT_DOUBLE_EQ(scores.labels[0].precision, 1);
  EXPECT_DOUBLE_EQ(scores.labels[0].recall, 0.5);
  EXPECT_DOUBLE_EQ(scores.macro_f1, 2.0 / 3);
  EXPECT_DOUBLE_EQ(scores.micro_f1, 2.0 * 2 / (4 + 2));
  EXPECT_DOUBLE_EQ(scores.cohen_kappa, (0.5 - 0.25) / 0.75);  // expected: (2*1 + 2*1) / 16
}

TEST(Classification, undefined_is_nan) {
  const ClassificationScores none = scores_of({}, {}, 2);
  EXPECT_TRUE(std::isnan(none.accuracy) && std::isnan(none.macro_f1) && std::isnan(none.mcc));
  const ClassificationScores same = scores_of({1, 1}, {1, 1}, 2);
  EXPECT_EQ(same.accuracy, 1);
  EXPECT_EQ(same.macro_f1, 1);  // over the one label that occurs
  EXPECT_TRUE(std::isnan(same.mcc) && std::isnan(same.cohen_kappa));
  EXPECT_TRUE(std::isnan(same.labels[0].f1));
  const ClassificationScores constant = scores_of({0, 1}, {1, 1}, 2);
  EXPECT_TRUE(std::isnan(constant.mcc));
  EXPECT_EQ(constant.cohen_kappa, 0);  // chance agrees in half of the items, and so do they
}

}  // namespace
}  // namespace openaffect
