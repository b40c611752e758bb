#include "openaffect/metrics/grades.h"

#include <cmath>
#include <cstdlib>
#include <limits>
#include <vector>

#include <fmt/core.h>

#include "openaffect/core/error.h"

namespace openaffect {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

// Calls visit(gold, predicted, count) for every cell inside the scheme.
void for_each_cell(const ConfusionMatrix& matrix, auto&& visit) {
  const auto labels = static_cast<int>(matrix.labels());
  for (int gold = 0; gold < labels; ++gold)
    for (int predicted = 0; predicted < labels; ++predicted)
      visit(gold, predicted,
            static_cast<double>(matrix.count(static_cast<LabelId>(gold), static_cast<LabelId>(predicted))));
}

std::vector<LabelCounts> inside(const ConfusionMatrix& matrix) {
  std::vector<LabelCounts> labels = matrix.label_counts();
  for (std::size_t gold = 0; gold < labels.size(); ++gold)
    labels[gold].gold -= static_cast<double>(matrix.count(static_cast<LabelId>(gold), kNoLabel));
  return labels;
}

double weighted_kappa(double observed, double chance, double items) {
  return chance > 0 ? 1 - observed * items / chance : kUndefined;
}

}  // namespace

double cohen_kappa_quadratic(const ConfusionMatrix& matrix) {
  double items = 0, observed = 0, chance = 0;
  const std::vector<LabelCounts> labels = inside(matrix);
  for_each_cell(matrix, [&](int gold, int predicted, double count) {
    const double weight = (gold - predicted) * (gold - predicted);
    items += count;
    observed += weight * count;
    chance +=
        weight * labels[static_cast<std::size_t>(gold)].gold * labels[static_cast<std::size_t>(predicted)].predicted;
  });
  return weighted_kappa(observed, chance, items);
}

double cohen_kappa_linear(const ConfusionMatrix& matrix) {
  double items = 0, observed = 0;
  for_each_cell(matrix, [&](int gold, int predicted, double count) {
    items += count;
    observed += std::abs(gold - predicted) * count;
  });
  return weighted_kappa(observed, linear_chance(inside(matrix)), items);
}

double linear_chance(std::span<const LabelCounts> labels) {
  LabelCounts all, below;
  for (const LabelCounts& label : labels) {
    all.gold += label.gold;
    all.predicted += label.predicted;
  }
  double sum = 0;  // |i - j| counts the steps between i and j: each step is crossed by those below it and above it
  for (const LabelCounts& label : labels) {
    below.gold += label.gold;
    below.predicted += label.predicted;
    sum += below.gold * (all.predicted - below.predicted) + below.predicted * (all.gold - below.gold);
  }
  return sum;
}

double grade_mae(const ConfusionMatrix& matrix, std::span<const double> values) {
  if (!values.empty() && values.size() != matrix.labels())
    throw ContractError(fmt::format("grades: {} values for {} labels", values.size(), matrix.labels()));
  const auto value = [values](int label) { return values.empty() ? label : values[static_cast<std::size_t>(label)]; };
  double items = 0, sum = 0;
  for_each_cell(matrix, [&](int gold, int predicted, double count) {
    items += count;
    sum += std::abs(value(gold) - value(predicted)) * count;
  });
  return items > 0 ? sum / items : kUndefined;
}

}  // namespace openaffect
