// The rows of one source of a recipe. For this module.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/core/progress.h"
#include "openaffect/core/rater.h"
#include "openaffect/learn/recipe.h"
#include "openaffect/learn/split.h"
#include "openaffect/learn/text_key.h"
#include "openaffect/learn/training_data.h"

namespace openaffect {

// Rows that `where` keeps, that have a text and say something for a head; in the table's order.
struct SourceRows {
  std::string path, licence, sha256;
  LicenceClass licence_class = LicenceClass::open;
  std::vector<std::string> texts;
  std::vector<TextKey> keys;                     // of the texts
  std::vector<std::uint64_t> rows;               // of the table, from 1
  std::vector<std::string> group_columns;        // that keep together
  std::vector<std::vector<std::string>> groups;  // [group_columns][rows] their cells; "" where there is none
  std::vector<Part> parts;
  std::vector<TargetMatrix> targets;  // in the order of the recipe's targets
  std::string split_rule;
  std::uint64_t without_text = 0;  // rows passed over
  std::vector<std::string> notes;

  std::size_t size() const { return texts.size(); }
  std::uint64_t count(Part part) const;
};

// A set's or a table's rows, and their parts: by the column that the recipe names, or "split", else drawn (split.h).
// Errors: as plan_training's; `refused` when `where` keeps no row, no row has a text, no row says anything, or all
// texts are equal; `interrupted`.
Result<SourceRows> read_source_rows(const Recipe& recipe, const RecipeSource& source, const Watcher& watcher = {});

// Where a source's table lies. Error `not_found` for a set that was not fetched, with the command.
Result<std::string> table_of_source(const RecipeSource& source);

// "true" is True of a csv, too, and numbers are equal as numbers.
bool cell_says(const std::string& cell, const std::string& value);

}  // namespace openaffect
