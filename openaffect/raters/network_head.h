// One head of a network as columns of a rating: what was decided, the numbers behind it, and which of them words are
// weighed for.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "openaffect/core/rater.h"
#include "openaffect/nn/trained_model.h"
#include "openaffect/raters/text_scorer.h"

namespace openaffect {

// Fields, S being `column`:
//   single_label, distribution  S (the most probable label; of equals the first output), S.LABEL its probability for
//                               each, S.confidence (the highest of them)
//   multi_label                 S (those whose probability is at least their threshold), S.LABEL; with `one_label`: S
//                               (the label whose probability is furthest above its threshold), S.LABEL, S.confidence
//   ordinal                     S (the number of k with P(grade > k) > .5), S.GRADE, S.confidence. A grade's
//   probability
//                               is the difference of the two beside it, at least 0, and all of them sum to 1
//   regression                  S.FIELD; a single one of the scheme's own name: S
struct NetworkHead {
  std::string column;
  HeadKind kind = HeadKind::single_label;
  std::shared_ptr<const Scheme> scheme;
  // Which label, or field, of the scheme an output stands for, none twice. Of an ordinal head: 0, 1, 2 …
  std::vector<LabelId> choice_of_output;
  double temperature = 1;
  std::vector<double> thresholds = {};  // of multi_label, by output
  bool one_label = false;               // of multi_label
  bool cut = false;                     // regression: to the field's range
};

std::vector<RaterField> head_fields(const NetworkHead& head);

// `values` are the head's own, from a TextScore; `columns` those of head_fields().
void fill_head(const NetworkHead& head, std::span<const double> values, std::size_t item,
               std::span<RatingColumn> columns);

// A number that a word may add to: its field (position in head_fields()) and the output it is of.
struct HeadTarget {
  std::size_t field = 0;
  std::size_t output = 0;
};

// What words are weighed for: the numbers of each decided label (of none, the most probable), of a regression all, of
// an ordinal head the decision itself.
std::vector<HeadTarget> head_targets(const NetworkHead& head, std::span<const double> values);

// log(p / (1 - p)) of the label, the number of a regression, the expected grade, which is the sum of P(grade > k). What
// it loses without a word is the word's weight. `first` is the head's first output in the score.
double target_value(const NetworkHead& head, const HeadTarget& target, const TextScore& score, std::size_t first);

}  // namespace openaffect
