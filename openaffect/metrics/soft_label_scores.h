// Scores of predicted against observed distributions over labels, for resamples (counted_scores.h).
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "openaffect/core/error.h"
#include "openaffect/metrics/counted_scores.h"
#include "openaffect/metrics/metric_choice.h"

namespace openaffect {

struct SoftLabelScoreOptions {
  MetricChoice choice = {};
};

// kl, js, cross_entropy, total_variation: means over items (soft_labels.h). Both sides are [items, labels], row-major;
// rows = items. Gold may be shares or counts of answers and is divided by its sum; predictions must sum to 1 within
// 1e-3. Undefined: "too_few" (no item).
//
// Fails (the row names the first item) when a number is negative, NaN or infinite, when gold sums to nothing or a
// prediction not to 1; and when a metric is unknown. Throws ContractError when sizes do not fit, and without labels.
Result<std::unique_ptr<CountedScores>> soft_label_scores(std::span<const double> gold,
                                                         std::span<const double> predicted, std::size_t labels,
                                                         const SoftLabelScoreOptions& options = {});

}  // namespace openaffect
