// Scores of several labels an item, for resamples (counted_scores.h).
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/core/rating.h"
#include "openaffect/metrics/counted_scores.h"
#include "openaffect/metrics/metric_choice.h"
#include "openaffect/metrics/multi_label.h"

namespace openaffect {

struct LabelSetScoreOptions {
  MetricChoice choice = {};
  LabelAverage average = LabelAverage::occurring;
  EmptyPair empty = EmptyPair::one;
};

// Overall: jaccard, hamming_loss, subset_accuracy, precision, recall (both macro), macro_f1, micro_f1, weighted_f1; per
// label: precision, recall, f1. Formulas: multi_label.h, label_counts.h.
//
// Rows are the distinct pairs of gold and predicted set; labels may stand in any order and twice. Undefined:
// "no_support" (nothing occurs; jaccard: every item is empty on both sides and left out), "too_few" (no item).
//
// A predicted set may hold kNoLabel: some answer outside the scheme, or none. It equals no label, so the item is wrong
// in subset_accuracy and counts one more label in jaccard's union, also where gold is empty; it is in no label's counts
// and not in hamming_loss, which ask only of labels.
//
// Fails when a label is outside `labels`, in gold kNoLabel too (the row names the first item), and when a metric is
// unknown. Throws ContractError when columns differ in length, and without labels.
Result<std::unique_ptr<CountedScores>> label_set_scores(std::span<const std::vector<LabelId>> gold,
                                                        std::span<const std::vector<LabelId>> predicted,
                                                        const std::vector<std::string>& labels,
                                                        const LabelSetScoreOptions& options = {});

}  // namespace openaffect
