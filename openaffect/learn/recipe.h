// A training run as a file: which texts, which heads, which settings. What `openaffect train text --config` reads, and
// what the flags --data, --text, --label make one of. docs/recipes.md describes the fields.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/core/rater.h"
#include "openaffect/core/scheme.h"
#include "openaffect/learn/fit_options.h"
#include "openaffect/learn/training_data.h"
#include "openaffect/nn/precision.h"
#include "openaffect/nn/trained_model.h"

namespace openaffect {

// One head's answers among the columns of a source.
struct RecipeTarget {
  std::string head;
  std::string column;             // of labels (text, or a list of texts) or, of a regression, of numbers when the head
                                  // has one field; "{field}" stands for the field's name: "vad.{field}"; of a
                                  // distribution, too, for the label's, where columns hold counts: "votes.{field}"
  std::string mapping = {};       // "goemotions28_to_ekman7": labels of another scheme, brought to the head's
  std::vector<double> cuts = {};  // numbers become labels or grades: label i where cuts[i-1] <= number < cuts[i]
  double scale = 1, offset = 0;   // of numbers: scale * x + offset
};

// Where texts and answers come from: a set of the catalogue, or a table.
struct RecipeSource {
  std::string name;
  std::string set = {};   // of the catalogue; else
  std::string data = {};  // a file
  std::string text = "text";
  std::vector<std::pair<std::string, std::string>> where = {};  // column, cell: rows that count
  std::string split = {};  // a column with train, development, test; "" : found, or drawn (split.h)
  std::vector<std::string> keep_together = {};  // columns whose equal cells stay in one part; "" : person, dialogue …
  std::vector<RecipeTarget> targets;
  // Rows that count in development and test, beside `where`: of SST the whole sentences, {{"root", "true"}}.
  std::vector<std::pair<std::string, std::string>> where_held_out = {};
  // Of a table; a set of the catalogue has its own.
  std::string licence = {};
  LicenceClass licence_class = LicenceClass::terms;
  // Equal texts of the training part become one that has the answers of all; of two answers to one question the first
  // counts.
  bool merge_equal = false;
};

enum class ClassWeights { none, balanced };  // balanced: texts / (classes * texts of the class), at most 10
inline constexpr std::array<std::string_view, 2> kClassWeightsNames = {"none", "balanced"};
inline constexpr std::array<std::string_view, 2> kMultiLabelLossNames = {"cross_entropy", "asymmetric"};
inline constexpr std::array<std::string_view, 2> kThresholdGoalNames = {"f1", "jaccard"};

struct RecipeHead {
  std::string id;
  HeadKind kind = HeadKind::single_label;
  std::shared_ptr<const Scheme> scheme;
  double weight = 1;
  MultiLabelLoss loss = MultiLabelLoss::cross_entropy;
  ClassWeights class_weights = ClassWeights::none;
  ThresholdGoal thresholds = ThresholdGoal::f1;
};

// A finished model that the new one learns from, too (teachers.h).
struct RecipeTeacher {
  std::string model;                    // a folder, or a name in the store of models
  std::vector<std::string> heads = {};  // of the recipe, that it teaches; "": all that it has
};

struct Recipe {
  std::string name = "model";  // of the model, lower_snake_case
  std::string version = "1.0";
  std::string summary = {};
  std::vector<std::string> languages = {"en"};
  std::string base = "minilm";  // of the catalogue, or a folder
  TextPreparation preparation = {};
  std::size_t longest_text = 128;
  HeadFeatures features = HeadFeatures::first;
  std::vector<RecipeSource> sources;
  std::vector<RecipeHead> heads;
  std::vector<RecipeTeacher> teachers = {};
  double teacher_share = .5;  // of a target that people and teachers said something of
  FitOptions fit = {};
  std::optional<Precision> fit_precision = {};  // absent: bfloat16 where the machine has it
  Precision store = Precision::float32;         // float32 or int8: how the weights are kept
  std::vector<std::string> notes = {};          // for the card: sentences on data, limits, what was tried
};

// Errors name the path of what is wrong ("sources[1].targets[0].head: …"); an unknown field with the nearest name.
// Schemes that are files, and a base or data given as files, are taken relative to `folder`, that of the recipe.
Result<Recipe> parse_recipe(std::string_view json, const std::string& folder);
// For the card; law: parse(recipe_json(r)) == r. Schemes that are not built in stand in it whole.
std::string recipe_json(const Recipe& recipe);

// What parse_recipe() checks beside the form, for recipes that were made of flags: every number in its range, names
// that are there, heads that fit their schemes, targets that fit their heads. Errors as parse_recipe().
Result<Done> check_recipe(const Recipe& recipe);

// categories -> single_label, multi_categories -> multi_label, grades -> ordinal, numbers -> regression.
// Error `unsupported` for words, texts and tracks, which no head says.
Result<HeadKind> head_kind_of(const Scheme& scheme);

// A scheme of the distinct labels of a column: the built-in one that has exactly these, else one called `name`, labels
// in the order given, ids in snake_case ("_2" behind the second of a kind), names as they are written. `several`: of
// any number a text. Errors: `refused` for fewer than two labels, `unsupported` for more than 4,096.
Result<std::shared_ptr<const Scheme>> scheme_of_labels(std::string_view name, std::span<const std::string> labels,
                                                       SchemeKind kind = SchemeKind::categories);

}  // namespace openaffect
