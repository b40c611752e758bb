#include "openaffect/learn/thresholds.h"

#include "openaffect/learn/judged_testing.h"

namespace openaffect {
namespace {

// Probabilities that are true and lie evenly in [0, 1]: of those above t a share F(t) = 2 (1 - t^2) / 2 / ((1 - t) +
// 1 / 2) is right, largest where t^2 - 3 t + 1 = 0, t = (3 - sqrt 5) / 2, which is half of F there (Lipton, Elkan and
// Narayanaswamy 2014, theorem 1).
TEST(Thresholds, half_of_the_best_f1_where_probabilities_are_true) {
  const double wanted = (3 - std::sqrt(5.0)) / 2;
  JudgedHead head = judged(HeadKind::multi_label, 1, 1);
  for (int i = 0; i < 2000; ++i) {
    const double p = (i + .5) / 2000;
    head.logits.push_back(logit_of(p));
    head.targets.push_back(static_cast<float>(p));
  }
  EXPECT_NEAR(fitted_thresholds(head, 1)[0], wanted, 1e-3);
  for (float& logit : head.logits) logit *= 3;
  EXPECT_NEAR(fitted_thresholds(head, 3)[0], wanted, 1e-3);
}

// What a loss adds to all logits of a label moves the threshold, and no decision.
TEST(Thresholds, a_shift_of_the_logits_changes_no_decision) {
  const JudgedHead head = drawn_head(HeadKind::multi_label, 3, 400, 1);
  JudgedHead moved = head;
  for (float& logit : moved.logits) logit += 1.5F;
  const auto plain = fitted_thresholds(head, 1), shifted = fitted_thresholds(moved, 1);
  for (std::size_t at = 0; at < head.logits.size(); ++at)
    EXPECT_EQ(sigmoid_of(head.logits[at]) >= plain[at % 3], sigmoid_of(moved.logits[at]) >= shifted[at % 3]);
}

// 40 texts have the label, all of them with .9, 10 others too; 950 have .1. Above .9 F1 = 80 / 90, and no threshold
// below is as good.
TEST(Thresholds, between_two_probabilities) {
  JudgedHead head = judged(HeadKind::multi_label, 1, 1);
  for (int i = 0; i < 1000; ++i) {
    head.logits.push_back(logit_of(i < 50 ? .9 : .1));
    head.targets.push_back(i < 40);
  }
  EXPECT_NEAR(fitted_thresholds(head, 1)[0], .5, 1e-6);
  EXPECT_NEAR(fitted_thresholds(head, 2)[0], (sigmoid_of(std::log(9) / 2) + sigmoid_of(-std::log(9) / 2)) / 2, 1e-6);
}

// By hand: a says .9 .4 .1 and has the first two, b says .8 .3 .2 and has the first, c says .6 and nothing of the rest,
// and has none. Jaccard at .5: (1/2 + 1 + 0) / 3; between .4 and .3: (1 + 1 + 0) / 3; below: (1 + 1/2 + 0) / 3.
TEST(Thresholds, of_the_best_jaccard_index_one_for_all) {
  JudgedHead head = judged(HeadKind::multi_label, 3, 3);
  for (const double p : {.9, .4, .1, .8, .3, .2, .6, .5, .5}) head.logits.push_back(logit_of(p));
  head.targets = {1, 1, 0, 1, 0, 0, 0, kNothing, kNothing};
  const auto found = fitted_thresholds(head, 1, ThresholdGoal::jaccard);
  ASSERT_EQ(found.size(), 3U);
  for (const double threshold : found) EXPECT_NEAR(threshold, .35, 1e-6);
  EXPECT_EQ(fitted_thresholds(judged(HeadKind::multi_label, 2, 2, {1, 2}, {0, 0}), 1, ThresholdGoal::jaccard),
            (std::vector<double>{.5, .5}));
}

TEST(Thresholds, of_a_label_without_evidence) {
  EXPECT_EQ(fitted_thresholds(judged(HeadKind::multi_label, 2, 2, {1, 2, 3, 4}, {0, 1, 0, 1}), 1),
            (std::vector<double>{.5, .5}));
  EXPECT_EQ(fitted_thresholds(judged(HeadKind::multi_label, 2, 2), 1), (std::vector<double>{.5, .5}));
  EXPECT_THROW(fitted_thresholds(judged(HeadKind::single_label, 2, 1), 1), ContractError);
}

}  // namespace
}  // namespace openaffect
