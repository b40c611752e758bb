// Areas under curves: how well scores put positive items before negative ones. Ties are one step of the curve, so that
// no order of equal scores is preferred.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "openaffect/metrics/ranked_items.h"

namespace openaffect {

// Each for a sample in which item i stands counts[i] times; O(n), no allocation.

// Area under the ROC curve: the chance that a positive item scores higher than a negative one, ties counting half
// (Hanley & McNeil, Radiology 1982), in [0, 1]; NaN without positive or without negative items.
double roc_auc(const RankedItems& items, std::span<const std::uint32_t> counts);

// Average precision, the step sum: sum over thresholds of (recall gained) × precision, in [0, 1]; NaN without positive
// items (scikit-learn: 0).
double average_precision(const RankedItems& items, std::span<const std::uint32_t> counts);

// The area under the same points joined by straight lines, from (recall 0, precision 1): optimistic (Davis & Goadrich,
// ICML 2006, section 4), and in many papers. NaN without positive items.
double pr_auc_trapezoid(const RankedItems& items, std::span<const std::uint32_t> counts);

// Keeps every item. Law: merging equals adding.
class RankingMeter {
 public:
  void add(double score, bool positive);  // finite
  void merge(const RankingMeter& other);
  std::size_t count() const { return scores_.size(); }
  RankedItems ranked() const { return {scores_, positive_}; }
  double roc_auc() const;
  double average_precision() const;
  double pr_auc_trapezoid() const;

 private:
  std::vector<double> scores_;
  std::vector<std::uint8_t> positive_;
};

}  // namespace openaffect
