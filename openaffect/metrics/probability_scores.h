// Scores of probabilities of labels, for resamples (counted_scores.h).
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/core/rating.h"
#include "openaffect/metrics/calibration.h"
#include "openaffect/metrics/counted_scores.h"
#include "openaffect/metrics/label_counts.h"
#include "openaffect/metrics/metric_choice.h"

namespace openaffect {

struct ProbabilityScoreOptions {
  MetricChoice choice = {};
  // What averages of average_precision and pr_auc_trapezoid run over: labels that gold has, or all (0 for the others,
  // as scikit-learn). roc_auc is averaged over labels that some items have and some have not.
  LabelAverage average = LabelAverage::occurring;
  std::size_t bins = kCalibrationBins;
};

// Both families, with probabilities [items, labels], row-major, and rows = items:
//   overall    log_loss, brier, ece, ece_equal_mass, ece_classwise, roc_auc, average_precision, pr_auc_trapezoid (the
//              last three one label against the rest, averaged)
//   per label  ece (of that probability alone), roc_auc, average_precision, pr_auc_trapezoid; when asked for by name
//              bah_average_precision, bah_average_precision_corrected
// Formulas: probability_loss.h, calibration.h, ranking.h, bah_average_precision.h. Undefined: "too_few" (no item),
// "no_support" (a label that no item has, or for roc_auc all have).
//
// Fail when a probability is not in [0, 1] (NaN too), gold is outside `labels` (the row names the first item), or a
// metric is unknown. Throw ContractError when sizes do not fit, without labels, and without bins.

// One label an item. ece, ece_equal_mass and aurc (overall, only here) speak of the top label, the first one of
// several equal. ece_classwise is the mean ece of all labels (Kull et al., NeurIPS 2019, eq. 3). Probabilities are used
// as given; fails when those of an item do not sum to 1 within 1e-3, with the first such item and how many there are.
Result<std::unique_ptr<CountedScores>> probability_scores(std::span<const LabelId> gold,
                                                          std::span<const double> probabilities,
                                                          const std::vector<std::string>& labels,
                                                          const ProbabilityScoreOptions& options = {});

// Several labels an item, each with a probability of its own. ece and ece_equal_mass pool the probabilities of all
// labels; log_loss (binary cross entropy) and brier (squared distance) are means over items and labels;
// mean_average_precision (overall, only here) is average_precision by its usual name.
Result<std::unique_ptr<CountedScores>> label_set_probability_scores(std::span<const std::vector<LabelId>> gold,
                                                                    std::span<const double> probabilities,
                                                                    const std::vector<std::string>& labels,
                                                                    const ProbabilityScoreOptions& options = {});

}  // namespace openaffect
