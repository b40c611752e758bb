#include "openaffect/metrics/confusion.h"

#include <fmt/core.h>

#include "openaffect/core/error.h"

namespace openaffect {

ConfusionMatrix::ConfusionMatrix(std::size_t labels) : labels_(labels), counts_(labels * (labels + 1)) {
  if (labels == 0) throw ContractError("confusion matrix: no labels");
}

std::size_t ConfusionMatrix::index(LabelId gold, LabelId predicted) const {
  const auto known = [this](LabelId label) { return label >= 0 && static_cast<std::size_t>(label) < labels_; };
  if (!known(gold) || (predicted != kNoLabel && !known(predicted)))
    throw ContractError(fmt::format("confusion matrix: gold {}, predicted {} of {} labels", gold, predicted, labels_));
  const std::size_t column = predicted == kNoLabel ? labels_ : static_cast<std::size_t>(predicted);
  return static_cast<std::size_t>(gold) * (labels_ + 1) + column;
}

void ConfusionMatrix::add(LabelId gold, LabelId predicted, std::uint64_t count) {
  counts_[index(gold, predicted)] += count;
  items_ += count;
}

void ConfusionMatrix::merge(const ConfusionMatrix& other) {
  if (other.labels_ != labels_)
    throw ContractError(fmt::format("confusion matrix: {} labels merged with {}", labels_, other.labels_));
  for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
  items_ += other.items_;
}

std::uint64_t ConfusionMatrix::count(LabelId gold, LabelId predicted) const {
  return counts_[index(gold, predicted)];
}

std::vector<LabelCounts> ConfusionMatrix::label_counts() const {
  std::vector<LabelCounts> all(labels_);
  for (std::size_t gold = 0; gold < labels_; ++gold) {
    const auto* row = counts_.data() + gold * (labels_ + 1);
    for (std::size_t predicted = 0; predicted <= labels_; ++predicted) {
      const auto count = static_cast<double>(row[predicted]);
      all[gold].gold += count;
      if (predicted < labels_) all[predicted].predicted += count;
    }
    all[gold].both = static_cast<double>(row[gold]);
  }
  return all;
}

ConfusionMatrix confusion_matrix(std::span<const LabelId> gold, std::span<const LabelId> predicted,
                                 std::size_t labels) {
  if (gold.size() != predicted.size())
    throw ContractError(fmt::format("confusion matrix: {} gold and {} predicted", gold.size(), predicted.size()));
  ConfusionMatrix matrix(labels);
  for (std::size_t i = 0; i < gold.size(); ++i) matrix.add(gold[i], predicted[i]);
  return matrix;
}

}  // namespace openaffect
