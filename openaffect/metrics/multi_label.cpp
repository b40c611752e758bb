#include "openaffect/metrics/multi_label.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/core.h>

#include "openaffect/core/error.h"

namespace openaffect {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

double share(double part, double whole) {
  return whole > 0 ? part / whole : kUndefined;
}

}  // namespace

SetOverlap set_overlap(std::span<const LabelId> gold, std::span<const LabelId> predicted) {
  std::size_t both = 0;
  for (auto ours = gold.begin(), theirs = predicted.begin(); ours != gold.end() && theirs != predicted.end();) {
    if (*ours == *theirs) ++both;
    const bool step_theirs = *theirs <= *ours, step_ours = *ours <= *theirs;
    if (step_ours) ++ours;
    if (step_theirs) ++theirs;
  }
  return {both, gold.size() - both, predicted.size() - both};
}

double jaccard_of(std::span<const LabelId> gold, std::span<const LabelId> predicted, EmptyPair empty) {
  if (gold.empty() && predicted.empty())
    return empty == EmptyPair::left_out ? kUndefined : empty == EmptyPair::one ? 1 : 0;
  const SetOverlap overlap = set_overlap(gold, predicted);
  return static_cast<double>(overlap.both) /
         static_cast<double>(overlap.both + overlap.gold_only + overlap.predicted_only);
}

std::vector<LabelId> as_set(std::span<const LabelId> labels_of_item, std::size_t labels) {
  std::vector<LabelId> set(labels_of_item.begin(), labels_of_item.end());
  std::sort(set.begin(), set.end());
  set.erase(std::unique(set.begin(), set.end()), set.end());
  if (!set.empty() && (set.front() < 0 || static_cast<std::size_t>(set.back()) >= labels))
    throw ContractError(fmt::format("label set: {} … {} of {} labels", set.front(), set.back(), labels));
  return set;
}

MultiLabelMeter::MultiLabelMeter(std::size_t labels, EmptyPair empty) : empty_(empty), counts_(labels) {
  if (labels == 0) throw ContractError("multi label: no labels");
}

void MultiLabelMeter::add(std::span<const LabelId> gold, std::span<const LabelId> predicted, std::uint64_t count) {
  const std::vector<LabelId> wanted = as_set(gold, counts_.size()), given = as_set(predicted, counts_.size());
  const auto times = static_cast<double>(count);
  for (const LabelId label : wanted) {
    LabelCounts& counts = counts_[static_cast<std::size_t>(label)];
    counts.gold += times;
    if (std::binary_search(given.begin(), given.end(), label)) counts.both += times;
  }
  for (const LabelId label : given) counts_[static_cast<std::size_t>(label)].predicted += times;
  const SetOverlap overlap = set_overlap(wanted, given);
  items_ += times;
  different_ += times * static_cast<double>(overlap.gold_only + overlap.predicted_only);
  if (overlap.gold_only + overlap.predicted_only == 0) equal_ += times;
  const double jaccard = jaccard_of(wanted, given, empty_);
  if (std::isnan(jaccard)) return;
  jaccard_items_ += times;
  jaccard_ += times * jaccard;
}

void MultiLabelMeter::merge(const MultiLabelMeter& other) {
  if (other.counts_.size() != counts_.size())
    throw ContractError(fmt::format("multi label: {} labels merged with {}", counts_.size(), other.counts_.size()));
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    counts_[i].both += other.counts_[i].both;
    counts_[i].gold += other.counts_[i].gold;
    counts_[i].predicted += other.counts_[i].predicted;
  }
  items_ += other.items_;
  jaccard_items_ += other.jaccard_items_;
  jaccard_ += other.jaccard_;
  different_ += other.different_;
  equal_ += other.equal_;
}

double MultiLabelMeter::jaccard() const {
  return share(jaccard_, jaccard_items_);
}
double MultiLabelMeter::hamming_loss() const {
  return share(different_, items_ * static_cast<double>(counts_.size()));
}
double MultiLabelMeter::subset_accuracy() const {
  return share(equal_, items_);
}

}  // namespace openaffect
