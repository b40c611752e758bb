#include "openaffect/metrics/label_counts.h"

#include <limits>

namespace openaffect {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

bool occurs(const LabelCounts& label) {
  return label.gold + label.predicted > 0;
}

// `value` is only asked of labels for which `counts` holds.
double mean(std::span<const LabelCounts> labels, LabelAverage average, auto&& counts, auto&& value) {
  double sum = 0, terms = 0;
  for (const LabelCounts& label : labels) {
    if (!counts(label)) continue;
    sum += value(label);
    terms += 1;
  }
  if (terms == 0) return kUndefined;
  return sum / (average == LabelAverage::all ? static_cast<double>(labels.size()) : terms);
}

}  // namespace

double precision_of(const LabelCounts& label) {
  if (!occurs(label)) return kUndefined;
  return label.predicted > 0 ? label.both / label.predicted : 0;
}

double recall_of(const LabelCounts& label) {
  if (!occurs(label)) return kUndefined;
  return label.gold > 0 ? label.both / label.gold : 0;
}

double f1_of(const LabelCounts& label) {
  return occurs(label) ? 2 * label.both / (label.gold + label.predicted) : kUndefined;
}

double macro_precision(std::span<const LabelCounts> labels, LabelAverage average) {
  return mean(labels, average, occurs, precision_of);
}

double macro_recall(std::span<const LabelCounts> labels, LabelAverage average) {
  return mean(labels, average, occurs, recall_of);
}

double macro_f1(std::span<const LabelCounts> labels, LabelAverage average) {
  return mean(labels, average, occurs,
              [](const LabelCounts& label) { return 2 * label.both / (label.gold + label.predicted); });
}

double balanced_accuracy(std::span<const LabelCounts> labels, LabelAverage average) {
  return mean(
      labels, average, [](const LabelCounts& label) { return label.gold > 0; },
      [](const LabelCounts& label) { return label.both / label.gold; });
}

double micro_f1(std::span<const LabelCounts> labels) {
  LabelCounts sum;
  for (const LabelCounts& label : labels) {
    sum.both += label.both;
    sum.gold += label.gold;
    sum.predicted += label.predicted;
  }
  return f1_of(sum);
}

double weighted_f1(std::span<const LabelCounts> labels) {
  double sum = 0, weight = 0;
  for (const LabelCounts& label : labels) {
    if (!(label.gold > 0)) continue;
    sum += label.gold * (2 * label.both / (label.gold + label.predicted));
    weight += label.gold;
  }
  return weight > 0 ? sum / weight : kUndefined;
}

}  // namespace openaffect
