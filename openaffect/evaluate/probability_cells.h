// Columns of numbers, one a label, in the cells of a table: probabilities, or shares of people's answers.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "openaffect/evaluate/table_columns.h"

namespace openaffect {

enum class SumRule {
  one,   // probabilities of one label each: in [0, 1], summing to 1 within 1e-3
  free,  // probabilities of several labels: in [0, 1]
  any,   // shares or counts of answers: 0 or more
};

// (add* check). Refers to `table`, whose columns were read.
class ProbabilityCells {
 public:
  ProbabilityCells(const TableColumns& table, std::span<const std::string> columns, SumRule rule)
      : table_(table), columns_(columns), rule_(rule) {}

  // True when every cell of the row is null.
  bool is_empty(std::size_t row) const;

  // Appends a row's numbers to `into`. Error `format` with file, row and column for a cell that is none of them.
  Result<Done> add(std::size_t row, const std::string& id, std::vector<double>& into);

  // Error `format` that names the first row that sums to something else than 1, with its id, and counts all.
  Result<Done> check() const;

 private:
  const TableColumns& table_;
  std::span<const std::string> columns_;
  SumRule rule_;
  std::size_t rows_ = 0, bad_ = 0, first_row_ = 0;
  std::string first_id_;
  double first_sum_ = 0;
};

}  // namespace openaffect
