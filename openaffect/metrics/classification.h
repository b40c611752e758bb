// Scores of one label an item.
#pragma once

#include <span>
#include <vector>

#include "openaffect/metrics/confusion.h"
#include "openaffect/metrics/label_counts.h"

namespace openaffect {

struct LabelScores {
  double precision = 0, recall = 0, f1 = 0;  // NaN where the label occurs on neither side
  LabelCounts counts = {};
};

// All in [0, 1] but mcc and cohen_kappa, in [-1, 1]; NaN where undefined, everything without items.
struct ClassificationScores {
  double accuracy = 0;
  double balanced_accuracy = 0;  // unweighted average recall (UAR)
  double precision = 0, recall = 0, macro_f1 = 0;
  double micro_f1 = 0;  // equal to accuracy unless a prediction is out of the scheme
  double weighted_f1 = 0;
  double mcc = 0;
  double cohen_kappa = 0;
  std::vector<LabelScores> labels = {};
};

ClassificationScores classification_scores(const ConfusionMatrix& matrix,
                                           LabelAverage average = LabelAverage::occurring);

// The same from margins: every label's counts and the number of items, which is more than the sum of `predicted` when
// predictions are out of the scheme. Those count as one more class that gold never has.
double accuracy(std::span<const LabelCounts> labels, double items);

// Matthews' correlation for any number of classes, R_K (Gorodkin, Computational Biology and Chemistry 2004, eq. 8),
// in [-1, 1]; NaN when gold or prediction has one class only (scikit-learn: 0).
double mcc(std::span<const LabelCounts> labels, double items);

// Cohen's kappa (Educational and Psychological Measurement 1960, eq. 1), at most 1; NaN when both sides are the same
// one class.
double cohen_kappa(std::span<const LabelCounts> labels, double items);

}  // namespace openaffect
