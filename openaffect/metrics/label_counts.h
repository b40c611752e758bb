// Precision, recall and F1 of labels, and their averages: the arithmetic that single-label and multi-label scores
// share.
#pragma once

#include <span>

namespace openaffect {

// How often a label stands in gold, in prediction, and in both at the same item. Whole numbers; doubles, because all
// they are for is division.
struct LabelCounts {
  double both = 0;
  double gold = 0;
  double predicted = 0;

  bool operator==(const LabelCounts&) const = default;
};

// What an average over labels runs over. `occurring`: labels in gold or prediction (for balanced accuracy: in gold);
// scikit-learn's default for single labels. `all`: every label of the scheme, 0 for those that occur nowhere;
// scikit-learn's default for several labels, where it knows the columns.
enum class LabelAverage { occurring, all };

// In [0, 1]. 0 for a label that occurs on one side only, NaN for one that occurs on neither.
double precision_of(const LabelCounts& label);  // both / predicted
double recall_of(const LabelCounts& label);     // both / gold
double f1_of(const LabelCounts& label);         // 2 both / (gold + predicted)

// Averages, in [0, 1]; NaN when there is nothing to average.
double macro_precision(std::span<const LabelCounts> labels, LabelAverage average);
double macro_recall(std::span<const LabelCounts> labels, LabelAverage average);
double macro_f1(std::span<const LabelCounts> labels, LabelAverage average);
double balanced_accuracy(std::span<const LabelCounts> labels, LabelAverage average);  // UAR: mean recall, gold labels
double micro_f1(std::span<const LabelCounts> labels);     // 2 sum(both) / (sum(gold) + sum(predicted))
double weighted_f1(std::span<const LabelCounts> labels);  // weights: gold; NaN when no label occurs in gold

}  // namespace openaffect
