#include "openaffect/learn/table_recipe.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>

#include <fmt/format.h>

#include "openaffect/catalog/entry.h"
#include "openaffect/core/names.h"
#include "openaffect/evaluate/label_cells.h"
#include "openaffect/evaluate/table_columns.h"
#include "openaffect/learn/recipe_scheme.h"
#include "openaffect/raters/spec.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

Result<std::vector<CellFilter>> filters_of(const std::vector<std::string>& where) {
  std::vector<CellFilter> filters;
  for (const std::string& each : where) {
    OA_TRY(filter, CellFilter::parse(each));
    filters.push_back(std::move(filter));
  }
  return filters;
}

// The words of a column, sorted, and whether cells are lists of them.
struct Labels {
  std::vector<std::string> names;
  bool several = false;
};

bool is_list(std::string_view cell) {
  return cell.starts_with('[') || cell.find('|') != std::string_view::npos;
}

Labels labels_of(const TableColumns& table, const std::string& column) {
  Labels labels;
  std::set<std::string> distinct;
  const TextCells& cells = table.cells(column);
  for (std::size_t row = 0; row < cells.size(); ++row) {
    if (!cells[row] || cells[row]->empty() || !table.is_kept(row)) continue;
    labels.several = labels.several || is_list(*cells[row]);
    if (!is_list(*cells[row]))
      distinct.insert(*cells[row]);
    else
      for (std::string& word : cell_words(*cells[row])) distinct.insert(std::move(word));
  }
  labels.names.assign(distinct.begin(), distinct.end());
  return labels;
}

// Whether nearly all are numbers, and not all of them whole: a NaN or a word among them makes no classes of the rest.
bool are_fractions(const std::vector<std::string>& names) {
  constexpr double kNearlyAll = .9;
  std::size_t numbers = 0;
  bool fractions = false;
  for (const std::string& name : names)
    if (const auto number = cell_number(name)) {
      ++numbers;
      fractions = fractions || *number != std::floor(*number);
    }
  return fractions && static_cast<double>(numbers) >= kNearlyAll * static_cast<double>(names.size());
}

Result<std::shared_ptr<const Scheme>> scheme_of_column(const TableRecipe& recipe) {
  OA_TRY(filters, filters_of(recipe.where));
  OA_TRY(table, TableColumns::open(recipe.data, {}));
  std::vector<std::string> columns = {recipe.label, recipe.text};
  for (const CellFilter& filter : filters) columns.push_back(filter.column);
  std::ranges::sort(columns);
  columns.erase(std::ranges::unique(columns).begin(), columns.end());
  OA_CHECK(table.read(columns));
  OA_CHECK(table.keep(filters));
  if (table.cells(recipe.label).size() == 0) return Error{ErrorKind::refused, "has no rows", {recipe.data, {}, "", {}}};
  const Labels labels = labels_of(table, recipe.label);
  if (are_fractions(labels.names))
    return Error{ErrorKind::refused,
                 "holds numbers: name the scheme whose numbers they are (--scheme polarity, or a file of kind numbers)",
                 {recipe.data, {}, recipe.label, {}}};
  auto scheme = scheme_of_labels(recipe.label, labels.names,
                                 labels.several ? SchemeKind::multi_categories : SchemeKind::categories);
  if (scheme) return scheme;
  Error error = scheme.error();
  error.where = {recipe.data, {}, recipe.label, {}};
  return error;
}

// What a recipe says of its data, nothing else says again.
Result<Done> check_no_table(const TableRecipe& table) {
  const std::pair<const char*, bool> of_tables[] = {{"--data", !table.data.empty()},
                                                    {"--text", !table.text.empty()},
                                                    {"--label", !table.label.empty()},
                                                    {"--scheme", !table.scheme.empty()},
                                                    {"--split", !table.split.empty()},
                                                    {"--where", !table.where.empty()},
                                                    {"--keep-together", !table.keep_together.empty()},
                                                    {"--licence", !table.licence.empty()}};
  for (const auto& [flag, given] : of_tables)
    if (given)
      return Error{ErrorKind::unknown, fmt::format("{} is for a table; with --config the recipe says it", flag)};
  return Done{};
}

}  // namespace

Result<Recipe> recipe_of_table(const TableRecipe& table) {
  OA_TRY(scheme, table.scheme.empty() ? scheme_of_column(table) : open_scheme(table.scheme, ""));
  if (scheme->fields().size() > 1 && table.label.find("{field}") == std::string::npos)
    return Error{
        ErrorKind::unknown,
        fmt::format("the scheme {} has {} numbers: --label '{}.{{field}}', with {{field}} for the name of each",
                    scheme->id(), scheme->fields().size(), scheme->id())};
  OA_TRY(kind, head_kind_of(*scheme));
  OA_TRY(filters, filters_of(table.where));
  OA_TRY(licence_class, parse_licence_class(table.licence_class));
  Recipe recipe;
  recipe.name = table.name;
  RecipeSource source;
  source.name = rater_name_of(table.data, NameOf::file);
  source.data = table.data;
  source.text = table.text;
  source.split = table.split;
  source.keep_together = table.keep_together;
  source.licence = table.licence;
  source.licence_class = licence_class;
  for (CellFilter& filter : filters) source.where.emplace_back(std::move(filter.column), std::move(filter.value));
  source.targets.push_back({.head = scheme->id(), .column = table.label});
  recipe.sources.push_back(std::move(source));
  recipe.heads.push_back({.id = scheme->id(), .kind = kind, .scheme = scheme});
  return recipe;
}

Result<HeadFeatures> head_features_of_name(std::string_view name) {
  const auto found = std::ranges::find(kHeadFeaturesNames, name);
  if (found != kHeadFeaturesNames.end()) return static_cast<HeadFeatures>(found - kHeadFeaturesNames.begin());
  return Error{ErrorKind::unknown, fmt::format("--features takes first or first_and_mean, not '{}'", name)};
}

Result<Recipe> recipe_of_file(const std::string& path) {
  constexpr std::uint64_t kMost = std::uint64_t{16} << 20;
  OA_TRY(text, read_file(path, kMost));
  auto recipe = parse_recipe(text, std::filesystem::path(path).parent_path().string());
  if (recipe) return recipe;
  Error error = recipe.error();
  if (error.where.file.empty()) error.where.file = path;
  return error;
}

Result<Recipe> recipe_of(const std::string& config, const TableRecipe& table) {
  if (!config.empty()) {
    OA_CHECK(check_no_table(table));
    return recipe_of_file(config);
  }
  for (const auto& [flag, value] :
       {std::pair{"--data", &table.data}, {"--text", &table.text}, {"--label", &table.label}})
    if (value->empty())
      return Error{ErrorKind::unknown, fmt::format("{} is missing: a table needs --data, --text and --label", flag)};
  return recipe_of_table(table);
}

}  // namespace openaffect
