#include "openaffect/metrics/classification.h"

#include <cmath>
#include <limits>

namespace openaffect {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

double both_of(std::span<const LabelCounts> labels) {
  double sum = 0;
  for (const LabelCounts& label : labels) sum += label.both;
  return sum;
}

}  // namespace

double accuracy(std::span<const LabelCounts> labels, double items) {
  return items > 0 ? both_of(labels) / items : kUndefined;
}

double mcc(std::span<const LabelCounts> labels, double items) {
  double covariance = items * both_of(labels), gold = items * items, predicted = items * items, outside = items;
  for (const LabelCounts& label : labels) {
    covariance -= label.gold * label.predicted;
    gold -= label.gold * label.gold;
    predicted -= label.predicted * label.predicted;
    outside -= label.predicted;
  }
  predicted -= outside * outside;
  return gold > 0 && predicted > 0 ? covariance / (std::sqrt(gold) * std::sqrt(predicted)) : kUndefined;
}

double cohen_kappa(std::span<const LabelCounts> labels, double items) {
  double chance = 0;
  for (const LabelCounts& label : labels) chance += label.gold * label.predicted;
  const double most = items * items - chance;
  return most > 0 ? (items * both_of(labels) - chance) / most : kUndefined;
}

ClassificationScores classification_scores(const ConfusionMatrix& matrix, LabelAverage average) {
  const std::vector<LabelCounts> labels = matrix.label_counts();
  const auto items = static_cast<double>(matrix.items());
  ClassificationScores scores = {.accuracy = accuracy(labels, items),
                                 .balanced_accuracy = balanced_accuracy(labels, average),
                                 .precision = macro_precision(labels, average),
                                 .recall = macro_recall(labels, average),
                                 .macro_f1 = macro_f1(labels, average),
                                 .micro_f1 = micro_f1(labels),
                                 .weighted_f1 = weighted_f1(labels),
                                 .mcc = mcc(labels, items),
                                 .cohen_kappa = cohen_kappa(labels, items)};
  for (const LabelCounts& label : labels)
    scores.labels.push_back({precision_of(label), recall_of(label), f1_of(label), label});
  return scores;
}

}  // namespace openaffect
