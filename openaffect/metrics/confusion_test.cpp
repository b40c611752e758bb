#include "openaffect/metrics/confusion.h"

#include <vector>

#include <gtest/gtest.h>

#include "openaffect/core/error.h"

namespace openaffect {
namespace {

TEST(ConfusionMatrix, by_hand) {
  const std::vector<LabelId> gold = {0, 0, 0, 1, 1}, predicted = {0, 1, kNoLabel, 1, 1};
  const ConfusionMatrix matrix = confusion_matrix(gold, predicted, 3);
  EXPECT_EQ(matrix.items(), 5U);
  EXPECT_EQ(matrix.count(0, 0), 1U);
  EXPECT_EQ(matrix.count(0, 1), 1U);
  EXPECT_EQ(matrix.count(0, kNoLabel), 1U);
  EXPECT_EQ(matrix.count(1, 1), 2U);
  // The answer out of the scheme stands in no label's predictions.
  EXPECT_EQ(matrix.label_counts(), (std::vector<LabelCounts>{{1, 3, 1}, {2, 2, 3}, {0, 0, 0}}));
}

TEST(ConfusionMatrix, merge_equals_adding) {
  ConfusionMatrix whole(2), left(2), right(2);
  whole.add(0, 1, 3);
  whole.add(1, kNoLabel, 2);
  left.add(0, 1, 3);
  right.add(1, kNoLabel);
  right.add(1, kNoLabel);
  left.merge(right);
  EXPECT_EQ(left.label_counts(), whole.label_counts());
  EXPECT_EQ(left.items(), 5U);
}

TEST(ConfusionMatrix, bugs_throw) {
  EXPECT_THROW(ConfusionMatrix(0), ContractError);
  ConfusionMatrix matrix(2);
  EXPECT_THROW(matrix.add(2, 0), ContractError);
  EXPECT_THROW(matrix.add(kNoLabel, 0), ContractError);
  EXPECT_THROW(matrix.add(0, 2), ContractError);
  EXPECT_THROW(matrix.merge(ConfusionMatrix(3)), ContractError);
  EXPECT_THROW(confusion_matrix(std::vector<LabelId>{0}, {}, 2), ContractError);
}

}  // namespace
}  // namespace openaffect
