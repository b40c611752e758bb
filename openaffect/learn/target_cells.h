// Cells of a table as what a head is to say. For this module.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/evaluate/label_cells.h"
#include "openaffect/learn/recipe.h"
#include "openaffect/learn/training_data.h"

namespace openaffect {

// The answers of one head, row by row: create (add_row* finish). Cells mean
//   labels    a label (id, name, alias, a grade's number; without case), or several: a JSON list, or joined by | or,
//   where
//             the whole is no label, by commas. Null and "" say nothing; an empty list says none of them.
//             single_label, ordinal: several labels count where all, mapped, are one; else the cell says nothing.
//             A mapped label without a counterpart: of several labels left out, of one the cell says nothing.
//   shares    (distribution) a list of labels, one a rater, each of which counts alike; of columns of counts those
//   numbers   scale * x + offset; with cuts they become labels
class TargetReader {
 public:
  // Error `format` (a target that does not fit the head) and `unknown` (a mapping that is not there).
  static Result<TargetReader> create(const RecipeHead& head, const RecipeTarget& target);

  const std::vector<std::string>& columns() const { return columns_; }  // of the table

  // [columns()] cells of one row, which is appended. Errors, with row and column: `format` for what is no number, and
  // for a number outside the scheme's range. Labels outside the scheme are an error of finish(). On an error nothing is
  // promised of what was added.
  Result<Done> add_row(std::span<const std::optional<std::string>* const> cells, std::uint64_t row);

  // The answers so far. Error `unknown`: labels outside the scheme, the first row and the first three of them.
  Result<TargetMatrix> finish(const std::string& path);

  // Forgets the last row.
  void drop_row() { matrix_.values.resize(matrix_.values.size() - matrix_.columns); }

  bool last_row_says_something() const;
  std::uint64_t contradictions() const { return contradictions_; }  // rows of several labels that say nothing

 private:
  TargetReader(const RecipeHead& head, const RecipeTarget& target);

  Result<Done> add_numbers(std::span<const std::optional<std::string>* const> cells, std::uint64_t row);
  Result<Done> add_counts(std::span<const std::optional<std::string>* const> cells, std::uint64_t row);
  Result<Done> add_labels(const std::optional<std::string>& cell, std::uint64_t row);
  Result<double> number(std::string_view cell, std::uint64_t row, std::size_t column) const;
  Result<std::vector<LabelId>> labels_of(std::string_view cell, std::uint64_t row);
  void add_unknown(std::string word, std::uint64_t row);
  void append_labels(const std::vector<LabelId>& labels);

  HeadKind kind_;
  std::shared_ptr<const Scheme> scheme_;
  RecipeTarget target_;
  std::optional<SchemeMapping> mapping_;
  std::shared_ptr<const Scheme> written_;  // of the labels in the cells
  std::optional<LabelNames> names_;
  std::vector<std::string> columns_;
  TargetMatrix matrix_;
  std::vector<std::string> unknown_;  // distinct, at most three
  std::uint64_t first_unknown_ = 0, contradictions_ = 0;
};

}  // namespace openaffect
