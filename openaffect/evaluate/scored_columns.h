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
  std::string gold;
  std::string predicted;                        // "": the rater does not say this
  std::vector<std::string> probabilities = {};  // a column per label, in the scheme's order; or empty
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
