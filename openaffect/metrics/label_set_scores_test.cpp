#include "openaffect/metrics/label_set_scores.h"

#include <vector>

#include <gtest/gtest.h>

#include "openaffect/metrics/counted_scores_law.h"

namespace openaffect {
namespace {

const std::vector<std::string> kLabels = {"joy", "fear", "anger", "never"};
using Sets = std::vector<std::vector<LabelId>>;

Sets random_sets(Random& random, std::size_t items) {
  Sets sets(items);
  for (auto& set : sets)
    for (LabelId label = 0; label < 3; ++label)
      if (random.below(3) == 0) set.push_back(label);
  return sets;
}

TEST(LabelSetScores, law) {
  Random random(1);
  for (const EmptyPair empty : {EmptyPair::one, EmptyPair::zero, EmptyPair::left_out}) {
    const Sets gold = random_sets(random, 40), predicted = random_sets(random, 40);
    expect_law(40, [&](const std::vector<std::size_t>& chosen) {
      Sets of_gold, of_predicted;
      for (const std::size_t item : chosen) {
        of_gold.push_back(gold[item]);
        of_predicted.push_back(predicted[item]);
      }
      return label_set_scores(of_gold, of_predicted, kLabels, {.empty = empty});
    });
  }
}

TEST(LabelSetScores, equals_the_accumulator) {
  Random random(2);
  const Sets gold = random_sets(random, 30), predicted = random_sets(random, 30);
  MultiLabelMeter meter(kLabels.size());
  for (std::size_t i = 0; i < gold.size(); ++i) meter.add(gold[i], predicted[i]);
  auto scores = *label_set_scores(gold, predicted, kLabels);
  EXPECT_NEAR(find_score(*scores, "jaccard").value, meter.jaccard(), 1e-14);
  EXPECT_NEAR(find_score(*scores, "hamming_loss").value, meter.hamming_loss(), 1e-14);
  EXPECT_NEAR(find_score(*scores, "subset_accuracy").value, meter.subset_accuracy(), 1e-14);
  EXPECT_EQ(find_score(*scores, "macro_f1").value, macro_f1(meter.counts(), LabelAverage::occurring));
  EXPECT_EQ(find_score(*scores, "weighted_f1").value, weighted_f1(meter.counts()));
  EXPECT_EQ(find_score(*scores, "recall", "fear").value, recall_of(meter.counts()[1]));
}

TEST(LabelSetScores, order_and_repetition_do_not_matter) {
  auto scores = *label_set_scores(Sets{{0, 2}, {2, 0, 0}}, Sets{{1}, {1, 1}}, kLabels);
  EXPECT_EQ(scores->rows(), 1U);
}

TEST(LabelSetScores, reasons) {
  auto empty = *label_set_scores(Sets{{}}, Sets{{}}, kLabels, {.empty = EmptyPair::left_out});
  EXPECT_EQ(find_score(*empty, "jaccard").reason, "no_support");
  EXPECT_EQ(find_score(*empty, "macro_f1").reason, "no_support");
  EXPECT_EQ(find_score(*empty, "subset_accuracy").value, 1);
  auto none = *label_set_scores(Sets{}, Sets{}, kLabels);
  EXPECT_EQ(find_score(*none, "jaccard").reason, "too_few");
}

// Items: {} against an answer that is no label; {joy} against {joy, one}; {fear} against {fear}.
// Jaccard 0, 1/2, 1; equal sets: the last alone; joy and fear are never wrong, in gold or in prediction.
TEST(LabelSetScores, an_answer_outside_the_scheme_is_wrong_also_where_gold_is_empty) {
  auto scores = *label_set_scores(Sets{{}, {0}, {1}}, Sets{{kNoLabel}, {kNoLabel, 0}, {1}}, kLabels);
  EXPECT_EQ(find_score(*scores, "jaccard").value, 0.5);
  EXPECT_EQ(find_score(*scores, "subset_accuracy").value, 1.0 / 3);
  EXPECT_EQ(find_score(*scores, "hamming_loss").value, 0);
  EXPECT_EQ(find_score(*scores, "macro_f1").value, 1);
  EXPECT_EQ(find_score(*scores, "precision", "joy").value, 1);
}

TEST(LabelSetScores, bad_input) {
  const auto outside = label_set_scores(Sets{{0}, {1, kNoLabel}}, Sets{{0}, {}}, kLabels);
  ASSERT_FALSE(outside);
  EXPECT_EQ(outside.error().what, "label set scores: gold holds label -1 of 4");
  EXPECT_EQ(outside.error().where.row, 2U);
  EXPECT_FALSE(label_set_scores(Sets{{4}}, Sets{{0}}, kLabels));
  EXPECT_FALSE(label_set_scores(Sets{{0}}, Sets{{0}}, kLabels, {.choice = {{"mcc"}}}));
  EXPECT_THROW((void)label_set_scores(Sets{{0}}, Sets{}, kLabels), ContractError);
  EXPECT_THROW((void)label_set_scores(Sets{}, Sets{}, {}), ContractError);
}

}  // namespace
}  // namespace openaffect
