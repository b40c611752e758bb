// Scores of one number an item, for resamples (counted_scores.h).
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "openaffect/core/error.h"
#include "openaffect/metrics/counted_scores.h"
#include "openaffect/metrics/metric_choice.h"

namespace openaffect {

struct NumberScoreOptions {
  MetricChoice choice = {};
  std::size_t kendall_rows = 20'000;  // kendall_tau, O(n log n) a resample, is among "all" up to so many rows
};

// ccc, pearson, spearman, kendall_tau, rmse, mae, r2. Formulas: regression.h, rank_correlation.h.
//
// An item with NaN on either side is left out (its row counts nothing). Rows are the distinct pairs, by gold, then
// predicted; all that are left out share the last. score() of moments takes a nanosecond or two a row. Undefined:
// "constant"; "too_few" (fewer than two items that have both numbers; rmse and mae: none).
//
// Fails when a number is infinite (the row names the first item) or a metric is unknown. Throws ContractError when
// columns differ in length.
Result<std::unique_ptr<CountedScores>> number_scores(std::span<const double> gold, std::span<const double> predicted,
                                                     const NumberScoreOptions& options = {});

}  // namespace openaffect
