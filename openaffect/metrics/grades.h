// Scores of labels that are ordered from low to high. Predictions out of the scheme have no place in the order and are
// left out.
#pragma once

#include <span>

#include "openaffect/metrics/confusion.h"
#include "openaffect/metrics/label_counts.h"

namespace openaffect {

// Cohen's weighted kappa (Psychological Bulletin 1968, eq. 7) with weights (i - j)² or |i - j| of positions, at most 1;
// NaN when both sides are the same one grade. With squares it is the concordance of the positions (regression.h).
double cohen_kappa_quadratic(const ConfusionMatrix& matrix);
double cohen_kappa_linear(const ConfusionMatrix& matrix);

// sum over i, j of |i - j| gold[i] predicted[j]: what chance makes of the linear weights, in O(labels).
double linear_chance(std::span<const LabelCounts> labels);

// Mean |value of gold - value of predicted|; NaN without items. An empty `values` means positions 0, 1, …
// Throws ContractError when there is not one value a label.
double grade_mae(const ConfusionMatrix& matrix, std::span<const double> values = {});

}  // namespace openaffect
