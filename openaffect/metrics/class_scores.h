// Scores of one label an item, for resamples (counted_scores.h).
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/core/rating.h"
#include "openaffect/metrics/counted_scores.h"
#include "openaffect/metrics/label_counts.h"
#include "openaffect/metrics/metric_choice.h"

namespace openaffect {

// `graded`: labels stand from low to high, and grades.h has something to say.
enum class LabelOrder { none, graded };

struct ClassScoreOptions {
  MetricChoice choice = {};
  LabelAverage average = LabelAverage::occurring;
  LabelOrder order = LabelOrder::none;
  std::vector<double> values = {};  // of graded labels, for mae and pearson; empty: positions 0, 1, …
};

// Overall: accuracy, balanced_accuracy, precision, recall (both macro), macro_f1, micro_f1, weighted_f1, mcc,
// cohen_kappa; per label: precision, recall, f1. Of graded labels also cohen_kappa_quadratic, cohen_kappa_linear (of
// positions), mae, pearson (of values). Formulas: classification.h, grades.h, regression.h.
//
// A prediction of kNoLabel is wrong in accuracy and F1 and left out of the scores of grades. Rows are the distinct
// pairs of gold and predicted label, by gold, then predicted, kNoLabel first. score() takes about a microsecond for 300
// rows. Undefined: "no_support" (a label, or an average over labels, that occurs nowhere in the sample), "constant"
// (mcc, kappa, pearson), "too_few" (no item; pearson: fewer than two).
//
// Fails when a label is outside `labels` (the row names the first item), gold is kNoLabel, or a metric is unknown.
// Throws ContractError when columns differ in length, without labels, and when there is not one value a label.
Result<std::unique_ptr<CountedScores>> class_scores(std::span<const LabelId> gold, std::span<const LabelId> predicted,
                                                    const std::vector<std::string>& labels,
                                                    const ClassScoreOptions& options = {});

}  // namespace openaffect
