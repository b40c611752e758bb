// A recipe for a user's own table: what the flags --data, --text, --label of `openaffect train text` mean.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "openaffect/learn/recipe.h"

namespace openaffect {

struct TableRecipe {
  std::string data = {};    // a file
  std::string text = {};    // its columns
  std::string label = {};   // of a scheme of several numbers with "{field}" for the field's name: "vad.{field}"
  std::string scheme = {};  // built in, or a file; "": the labels that occur
  std::string split = {};   // a column; "": found, or drawn
  std::vector<std::string> where = {};          // "column=cell": rows that count
  std::vector<std::string> keep_together = {};  // columns whose equal cells stay in one part
  std::string name = {};                        // of the model, lower_snake_case
  std::string licence = {};                     // of the data, for the card: "CC BY 4.0"
  std::string licence_class = "terms";          // open, terms, nc
};

// One source, one head. Without a scheme: the built-in one that has exactly the labels that occur, else one of the
// table's own, called as the column; of several labels a text where cells are lists. Errors: `unknown` for a column
// that is not there, with the nearest, and a scheme; `refused` for a table without rows, for fewer than two labels,
// and for numbers without a scheme.
Result<Recipe> recipe_of_table(const TableRecipe& table);

// first, first_and_mean; Error `unknown` otherwise.
Result<HeadFeatures> head_features_of_name(std::string_view name);

// The recipe in a file.
Result<Recipe> recipe_of_file(const std::string& path);

// The recipe of `config`, a file, or where that is "" of the table. Error `unknown`, naming the flag, where both speak
// of the data, and where data, text or label is missing.
Result<Recipe> recipe_of(const std::string& config, const TableRecipe& table);

}  // namespace openaffect
