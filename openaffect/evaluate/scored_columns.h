// Which columns are scored: for pairing.cpp.
#pragma once

#include <string>
#include <vector>

#include "openaffect/evaluate/pairing.h"
#include "openaffect/evaluate/table_columns.h"
#include "openaffect/overview/rated_table.h"

namespace openaffect {

// A gold column and the prediction column of the same field.
struct ScoredField {
  std::string field = {};  // of a scheme of numbers; "" else
  std::string gold;        // "": gold has shares of answers only
  std::string predicted;   // "": the rater does not say this
  // Columns of probabilities of the predictions and of shares of gold, or empty. Labels: the scheme's, in its order;
  // without a scheme those that the columns name. There is a column of probabilities for each, of shares for each that
  // the scheme has or that somebody said.
  std::vector<std::string> column_labels = {};
  std::vector<std::string> probabilities = {};
  std::vector<std::string> shares = {};
  std::string share_prefix = {};       // "share.", "ekman7."
  std::string log_probabilities = {};  // column of lists, of texts; ""
};

struct ScoredColumns {
  std::string system;                              // the rater's name, or the file's
  std::string source;                              // of a labelled table: its text column; "" else
  std::shared_ptr<const Scheme> scheme = nullptr;  // null: labels are those that occur
  std::vector<ScoredField> fields;
};

// `rated`: what the table of predictions says of itself; null when it is none of ours. `same`: gold stands in that
// table too. Error `unknown` with the candidates.
Result<ScoredColumns> choose_columns(const TableColumns& predicted, const RatedTable* rated, const TableColumns& gold,
                                     bool same, const PairingOptions& options);

}  // namespace openaffect
