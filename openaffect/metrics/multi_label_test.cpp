#include "openaffect/metrics/multi_label.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "openaffect/core/error.h"
#include "openaffect/core/random.h"

namespace openaffect {
namespace {

using Set = std::vector<LabelId>;

// {0,1} against {1,2}: 1/3, two labels wrong; {} against {}; {2} against {}: 0, one wrong.
MultiLabelMeter example(EmptyPair empty) {
  MultiLabelMeter meter(4, empty);
  meter.add(Set{1, 0}, Set{2, 1, 1});
  meter.add(Set{}, Set{});
  meter.add(Set{2}, Set{});
  return meter;
}

TEST(MultiLabelMeter, by_hand) {
  const MultiLabelMeter meter = example(EmptyPair::one);
  EXPECT_DOUBLE_EQ(meter.jaccard(), (1.0 / 3 + 1 + 0) / 3);
  EXPECT_DOUBLE_EQ(example(EmptyPair::zero).jaccard(), 1.0 / 9);
  EXPECT_DOUBLE_EQ(example(EmptyPair::left_out).jaccard(), 1.0 / 6);
  EXPECT_DOUBLE_EQ(meter.hamming_loss(), 3.0 / 12);
  EXPECT_DOUBLE_EQ(meter.subset_accuracy(), 1.0 / 3);
  EXPECT_EQ(meter.counts()[1], (LabelCounts{1, 1, 1}));
  EXPECT_EQ(meter.counts()[2], (LabelCounts{0, 1, 1}));
  EXPECT_DOUBLE_EQ(micro_f1(meter.counts()), 2.0 / 5);
  EXPECT_DOUBLE_EQ(macro_f1(meter.counts(), LabelAverage::occurring), 1.0 / 3);
}

TEST(MultiLabelMeter, merge_equals_adding) {
  Random random(2);
  const auto set = [&random] {
    Set labels;
    for (LabelId label = 0; label < 5; ++label)
      if (random.below(3) == 0) labels.push_back(label);
    return labels;
  };
  MultiLabelMeter whole(5), left(5), right(5);
  for (int i = 0; i < 100; ++i) {
    const Set gold = set(), predicted = set();
    whole.add(gold, predicted, 2);
    (i < 30 ? left : right).add(gold, predicted);
    (i < 40 ? left : right).add(gold, predicted);
  }
  left.merge(right);
  EXPECT_NEAR(left.jaccard(), whole.jaccard(), 1e-14);
  EXPECT_EQ(left.hamming_loss(), whole.hamming_loss());
  EXPECT_EQ(left.subset_accuracy(), whole.subset_accuracy());
  EXPECT_TRUE(std::equal(left.counts().begin(), left.counts().end(), whole.counts().begin()));
}

TEST(MultiLabelMeter, undefined_and_bugs) {
  MultiLabelMeter meter(2, EmptyPair::left_out);
  EXPECT_TRUE(std::isnan(meter.jaccard()) && std::isnan(meter.hamming_loss()) && std::isnan(meter.subset_accuracy()));
  meter.add(Set{}, Set{});
  EXPECT_TRUE(std::isnan(meter.jaccard()));
  EXPECT_EQ(meter.subset_accuracy(), 1);
  EXPECT_THROW(meter.add(Set{2}, Set{}), ContractError);
  EXPECT_THROW(meter.add(Set{}, Set{kNoLabel}), ContractError);
  EXPECT_THROW(meter.merge(MultiLabelMeter(3)), ContractError);
  EXPECT_THROW(MultiLabelMeter(0), ContractError);
}

}  // namespace
}  // namespace openaffect
