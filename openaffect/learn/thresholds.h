// From which probability on a label of several is said: best for F1 (by label), or for the Jaccard index (by text).
//
// f1: a threshold a label, where its F1 on the development part is expected to be best. The threshold that has the best
// F1 on the part itself follows noise where few texts have the label. So a label's answers are first mixed with what
// the network expects of them: with n texts that have it, answer y of a text becomes (1 - w) y + w q, w = 500 / (500 +
// n), q the text's probability, moved in log odds until the q of all texts sum to n (so that a loss that shifts
// probabilities does no harm). Then it is the midpoint between two neighbouring probabilities where 2 sum(y of those
// above) / (how many are above + n) is largest (Lipton, Elkan and Narayanaswamy, ECML 2014: with w = 1 and true
// probabilities, this is the best that one can do).
//
// Measured on GoEmotions' 28 labels with a fine-tuned MiniLM, macro-F1 on held-out texts, mean over 16 random splits of
// its development and test parts; choosing on 5,426 texts / on 1,356 texts (docs/train.md has the whole table):
//   best F1 on the part itself .528 / .514   mean over bootstrap resamples .533 / .519   mixed .533 / .531
//
// jaccard: one threshold for all labels, where the mean Jaccard index of the part's texts is largest. A label's own
// threshold for F1 says rare labels more often than a text's set gains by it.
#pragma once

#include <vector>

#include "openaffect/learn/judged_head.h"

namespace openaffect {

// One a label, in (0, 1), of a head of kind multi_label at a temperature; for f1, .5 for a label that no text has, or
// all; for jaccard .5 for all where no text has a label. An answer that is a share of raters counts as it is for f1,
// and holds from .5 on for jaccard. Throws ContractError for another kind of head.
std::vector<double> fitted_thresholds(const JudgedHead& head, double temperature,
                                      ThresholdGoal goal = ThresholdGoal::f1);

}  // namespace openaffect
