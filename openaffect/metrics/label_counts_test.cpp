#include "openaffect/metrics/label_counts.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace openaffect {
namespace {

constexpr auto kOccurring = LabelAverage::occurring;
constexpr auto kAll = LabelAverage::all;

// Precision 2/3, 0, 0, -; recall 2/4, 0 of 2, 0 (not in gold), -; F1 4/7, 0, 0, -.
const std::vector<LabelCounts> kLabels = {{2, 4, 3}, {0, 2, 0}, {0, 0, 3}, {0, 0, 0}};

TEST(LabelCounts, one_sided_is_zero_and_absent_is_undefined) {
  EXPECT_DOUBLE_EQ(precision_of(kLabels[0]), 2.0 / 3);
  EXPECT_DOUBLE_EQ(recall_of(kLabels[0]), 0.5);
  EXPECT_DOUBLE_EQ(f1_of(kLabels[0]), 4.0 / 7);
  for (const std::size_t one_sided : {1U, 2U}) {
    EXPECT_EQ(precision_of(kLabels[one_sided]), 0);
    EXPECT_EQ(recall_of(kLabels[one_sided]), 0);
    EXPECT_EQ(f1_of(kLabels[one_sided]), 0);
  }
  EXPECT_TRUE(std::isnan(precision_of(kLabels[3])) && std::isnan(recall_of(kLabels[3])) &&
              std::isnan(f1_of(kLabels[3])));
}

TEST(LabelCounts, averages_by_hand) {
  EXPECT_DOUBLE_EQ(macro_precision(kLabels, kOccurring), 2.0 / 9);  // three labels occur
  EXPECT_DOUBLE_EQ(macro_recall(kLabels, kOccurring), 0.5 / 3);
  EXPECT_DOUBLE_EQ(macro_f1(kLabels, kOccurring), 4.0 / 21);
  EXPECT_DOUBLE_EQ(balanced_accuracy(kLabels, kOccurring), 0.25);  // two stand in gold
  EXPECT_DOUBLE_EQ(macro_f1(kLabels, kAll), 1.0 / 7);
  EXPECT_DOUBLE_EQ(balanced_accuracy(kLabels, kAll), 0.125);
  EXPECT_DOUBLE_EQ(micro_f1(kLabels), 2.0 * 2 / (6 + 6));
  EXPECT_DOUBLE_EQ(weighted_f1(kLabels), 4 * (4.0 / 7) / 6);
}

TEST(LabelCounts, nothing_to_average_is_nan) {
  const std::vector<LabelCounts> nothing(3);
  for (const LabelAverage average : {kOccurring, kAll}) {
    EXPECT_TRUE(std::isnan(macro_f1(nothing, average)));
    EXPECT_TRUE(std::isnan(balanced_accuracy(nothing, average)));
  }
  EXPECT_TRUE(std::isnan(micro_f1(nothing)) && std::isnan(weighted_f1(nothing)));
}

}  // namespace
}  // namespace openaffect
