// The confusion matrix: how often each gold label met each predicted one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "openaffect/core/rating.h"
#include "openaffect/metrics/label_counts.h"

namespace openaffect {

// Rows are gold, columns predicted labels, both 0 … labels - 1. A prediction of kNoLabel (an answer out of the scheme,
// or none) is wrong: it has a column of its own behind the last label and belongs to no label. Law: merging the
// matrices of two stretches gives the matrix of both.
class ConfusionMatrix {
 public:
  explicit ConfusionMatrix(std::size_t labels);  // throws ContractError for none

  // Throws ContractError when gold is no label, or predicted neither a label nor kNoLabel.
  void add(LabelId gold, LabelId predicted, std::uint64_t count = 1);
  void merge(const ConfusionMatrix& other);  // throws ContractError when it has another number of labels

  std::size_t labels() const { return labels_; }
  std::uint64_t items() const { return items_; }
  std::uint64_t count(LabelId gold, LabelId predicted) const;  // predicted may be kNoLabel; throws as add does

  std::vector<LabelCounts> label_counts() const;  // [labels]

 private:
  std::size_t index(LabelId gold, LabelId predicted) const;

  std::size_t labels_;
  std::uint64_t items_ = 0;
  std::vector<std::uint64_t> counts_;  // [labels, labels + 1]
};

// Throws ContractError when the columns differ in length.
ConfusionMatrix confusion_matrix(std::span<const LabelId> gold, std::span<const LabelId> predicted, std::size_t labels);

}  // namespace openaffect
