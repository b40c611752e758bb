// Scores of several labels an item.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "openaffect/core/rating.h"
#include "openaffect/metrics/label_counts.h"

namespace openaffect {

// What an item counts in the Jaccard average that has no label on either side. SemEval-2018 task 1 E-c, whose
// "accuracy" this is, counts 1; scikit-learn's default (zero_division) counts 0.
enum class EmptyPair { one, zero, left_out };

// |gold and predicted| / |gold or predicted| of one item, or what `empty` says; NaN when left out. Sets are sorted and
// hold no label twice.
double jaccard_of(std::span<const LabelId> gold, std::span<const LabelId> predicted, EmptyPair empty);

// Labels in one of two sorted sets only, and in both.
struct SetOverlap {
  std::size_t both = 0, gold_only = 0, predicted_only = 0;
};
SetOverlap set_overlap(std::span<const LabelId> gold, std::span<const LabelId> predicted);

// Sorted, without repetition. Throws ContractError when a label is not in 0 … labels - 1.
std::vector<LabelId> as_set(std::span<const LabelId> labels_of_item, std::size_t labels);

// Law: merging the meters of two stretches gives the meter of both, up to float rounding.
class MultiLabelMeter {
 public:
  explicit MultiLabelMeter(std::size_t labels, EmptyPair empty = EmptyPair::one);  // throws ContractError for none

  // In any order; throws ContractError when a label is not in 0 … labels - 1.
  void add(std::span<const LabelId> gold, std::span<const LabelId> predicted, std::uint64_t count = 1);
  void merge(const MultiLabelMeter& other);  // throws ContractError when it has another number of labels

  // All in [0, 1]; NaN without items. Averages over labels: label_counts.h with counts().
  double jaccard() const;          // mean over items (SemEval-2018 task 1, Mohammad et al., eq. 1)
  double hamming_loss() const;     // labels in one set only / (items × labels)
  double subset_accuracy() const;  // items whose sets are equal
  std::span<const LabelCounts> counts() const { return counts_; }  // [labels]

 private:
  EmptyPair empty_;
  std::vector<LabelCounts> counts_;
  double items_ = 0, jaccard_items_ = 0, jaccard_ = 0, different_ = 0, equal_ = 0;
};

}  // namespace openaffect
