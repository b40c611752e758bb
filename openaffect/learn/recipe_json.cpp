// Recipes as JSON.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/core/describe.h"
#include "openaffect/learn/recipe.h"
#include "openaffect/learn/recipe_scheme.h"

namespace openaffect {
namespace {

using nlohmann::ordered_json;
using Where = std::vector<std::pair<std::string, std::string>>;

ordered_json where_json(const Where& where) {
  ordered_json json = ordered_json::object();
  for (const auto& [column, cell] : where) json[column] = cell;
  return json;
}

ordered_json target_json(const RecipeTarget& target) {
  ordered_json json = {{"head", target.head}, {"column", target.column}};
  if (!target.mapping.empty()) json["mapping"] = target.mapping;
  if (!target.cuts.empty()) json["cuts"] = target.cuts;
  if (target.scale != 1) json["scale"] = target.scale;
  if (target.offset != 0) json["offset"] = target.offset;
  return json;
}

ordered_json source_json(const RecipeSource& source) {
  ordered_json json = {{"name", source.name}};
  if (!source.set.empty()) json["set"] = source.set;
  if (!source.data.empty()) json["data"] = source.data;
  json["text"] = source.text;
  if (!source.where.empty()) json["where"] = where_json(source.where);
  if (!source.where_held_out.empty()) json["where_held_out"] = where_json(source.where_held_out);
  if (!source.split.empty()) json["split"] = source.split;
  if (!source.keep_together.empty()) json["keep_together"] = source.keep_together;
  if (!source.licence.empty()) json["licence"] = source.licence;
  if (source.set.empty() && source.licence_class != LicenceClass::terms)
    json["licence_class"] = licence_class_name(source.licence_class);
  if (source.merge_equal) json["merge_equal"] = true;
  json["targets"] = ordered_json::array();
  for (const RecipeTarget& target : source.targets) json["targets"].push_back(target_json(target));
  return json;
}

bool is_built_in(const Scheme& scheme) {
  const auto found = find_scheme(scheme.id());
  return found && scheme_text(**found) == scheme_text(scheme);
}

ordered_json head_json(const RecipeHead& head) {
  ordered_json json = {{"id", head.id}, {"kind", head_kind_name(head.kind)}};
  if (is_built_in(*head.scheme))
    json["scheme"] = head.scheme->id();
  else
    json["scheme"] = ordered_json::parse(scheme_text(*head.scheme));
  if (head.weight != 1) json["weight"] = head.weight;
  if (head.loss != MultiLabelLoss::cross_entropy)
    json["loss"] = kMultiLabelLossNames[static_cast<std::size_t>(head.loss)];
  if (head.class_weights != ClassWeights::none)
    json["class_weights"] = kClassWeightsNames[static_cast<std::size_t>(head.class_weights)];
  if (head.thresholds != ThresholdGoal::f1)
    json["thresholds"] = kThresholdGoalNames[static_cast<std::size_t>(head.thresholds)];
  return json;
}

template <class Options>
ordered_json options_json(const Options& options) {
  ordered_json json;
  visit_options(options, [&](std::string_view name, const auto& field, std::string_view) { json[name] = field; });
  return json;
}

}  // namespace

std::string recipe_json(const Recipe& recipe) {
  ordered_json json = {{"schema", "openaffect/recipe/1"}, {"name", recipe.name}, {"version", recipe.version}};
  if (!recipe.summary.empty()) json["summary"] = recipe.summary;
  json["languages"] = recipe.languages;
  json["base"] = recipe.base;
  json["preparation"] = options_json(recipe.preparation);
  json["longest_text"] = recipe.longest_text;
  json["features"] = kHeadFeaturesNames[static_cast<std::size_t>(recipe.features)];
  json["heads"] = ordered_json::array();
  for (const RecipeHead& head : recipe.heads) json["heads"].push_back(head_json(head));
  json["sources"] = ordered_json::array();
  for (const RecipeSource& source : recipe.sources) json["sources"].push_back(source_json(source));
  if (!recipe.teachers.empty()) {
    for (const RecipeTeacher& teacher : recipe.teachers)
      json["teachers"].push_back(teacher.heads.empty()
                                     ? ordered_json(teacher.model)
                                     : ordered_json{{"model", teacher.model}, {"heads", teacher.heads}});
    json["teacher_share"] = recipe.teacher_share;
  }
  json["fit"] = options_json(recipe.fit);
  if (recipe.fit_precision) json["fit_precision"] = precision_name(*recipe.fit_precision);
  json["store"] = precision_name(recipe.store);
  if (!recipe.notes.empty()) json["notes"] = recipe.notes;
  return json.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace openaffect
