// Which rows of a table count, for ratings_reader.cpp: those that could be read and say what was asked for.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/agreement/ratings_reader_shapes.h"

namespace openaffect {

// Whether a row counts; `cell_of(column)` is its cell's text, without spaces around it. Conditions on several columns
// must all hold; of several on one column one is enough.
template <class CellOf>
bool is_chosen(std::span<const RowCondition> conditions, const CellOf& cell_of) {
  return std::ranges::all_of(conditions, [&](const RowCondition& condition) {
    const std::string_view cell = cell_of(condition.column);
    return std::ranges::any_of(
        conditions, [&](const RowCondition& other) { return other.column == condition.column && other.value == cell; });
  });
}

class RowChoice {
 public:
  // Error `unknown`, with the nearest name, for a column that is not there.
  static Result<RowChoice> create(const NamedColumns& columns, std::span<const RowCondition> conditions);

  void add_to(std::vector<std::size_t>& columns) const;  // that parse() must have been given

  // The rows of the block that count. Those with a fault do not.
  std::vector<std::size_t> rows(const Block& block);

  std::uint64_t passed_over() const { return passed_over_; }

  // Error `unknown` when there were rows and none counted: it names what the columns hold instead.
  Result<Done> check() const;

 private:
  void note_others(std::size_t place, std::string_view cell);

  std::string file_;
  std::vector<RowCondition> conditions_;
  std::vector<std::string> names_;                // distinct columns of the conditions
  std::vector<std::size_t> columns_;              // the same in the table
  std::vector<std::vector<std::string>> others_;  // [columns] what else was seen, a few of them
  std::uint64_t chosen_ = 0, passed_over_ = 0;
};

}  // namespace openaffect
