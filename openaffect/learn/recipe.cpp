// Reads recipes; recipe_check.cpp says what they may hold, recipe_json.cpp writes them.
#include "openaffect/learn/recipe.h"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "openaffect/catalog/entry.h"
#include "openaffect/core/describe.h"
#include "openaffect/core/names.h"
#include "openaffect/core/scheme_json.h"
#include "openaffect/learn/recipe_scheme.h"
#include "openaffect/system/file.h"

namespace openaffect {

using scheme_json::Object;
using scheme_json::Value;

namespace {

constexpr std::string_view kSchema = "openaffect/recipe/1";
constexpr double kLargestWhole = 9007199254740992;  // 2^53

Result<bool> truth_or(const Object& object, std::string_view key, bool otherwise) {
  const Value* value = object.find(key);
  if (value == nullptr) return otherwise;
  if (const bool* truth = std::get_if<bool>(&value->data)) return *truth;
  return object.error(key, "true or false is wanted");
}

Result<double> optional_number(const Object& object, std::string_view key, double otherwise) {
  if (object.find(key) == nullptr) return otherwise;
  return object.number(key);
}

Result<std::int64_t> whole_or(const Object& object, std::string_view key, std::int64_t otherwise) {
  OA_TRY(number, optional_number(object, key, static_cast<double>(otherwise)));
  if (number != std::floor(number) || std::abs(number) > kLargestWhole)
    return object.error(key, fmt::format("{} is no whole number", number));
  return static_cast<std::int64_t>(number);
}

// The position of a text among `names`; absent where there is none.
template <std::size_t N>
Result<std::optional<std::size_t>> choice(const Object& object, std::string_view key,
                                          const std::array<std::string_view, N>& names, std::string_view what) {
  if (object.find(key) == nullptr) return std::optional<std::size_t>();
  OA_TRY(name, object.text(key));
  const auto found = std::ranges::find(names, name);
  if (found != names.end()) return std::optional(static_cast<std::size_t>(found - names.begin()));
  return object.error(key, unknown_name_message(what, name, std::vector<std::string>(names.begin(), names.end())));
}

// Every described field of `options` that the object names; others are errors.
template <class Options>
Result<Options> read_options(const Value& value, const std::string& path) {
  OA_TRY(object, Object::open(value, path));
  Options options;
  std::vector<std::string> known;
  std::optional<Error> failed;
  const auto keep = [&failed](auto result, auto& to) {
    if (result)
      to = *result;
    else if (!failed)
      failed = result.error();
  };
  visit_options(options, [&](std::string_view name, auto& field, std::string_view) {
    using Field = std::remove_reference_t<decltype(field)>;
    known.emplace_back(name);
    if constexpr (std::is_same_v<Field, bool>) keep(truth_or(object, name, field), field);
    if constexpr (std::is_same_v<Field, double>) keep(optional_number(object, name, field), field);
    if constexpr (std::is_same_v<Field, std::int64_t>) keep(whole_or(object, name, field), field);
  });
  for (const scheme_json::Member& member : object.members())
    if (std::ranges::find(known, member.key) == known.end())
      return Error{ErrorKind::format, path + ": " + unknown_name_message("field", member.key, known)};
  if (failed) return *failed;
  return options;
}

// "where": {"task": "E-c", "root": true}
Result<std::vector<std::pair<std::string, std::string>>> read_where(const Object& source, std::string_view key) {
  std::vector<std::pair<std::string, std::string>> where;
  const Value* value = source.find(key);
  if (value == nullptr) return where;
  OA_TRY(object, Object::open(*value, source.path_of(key)));
  for (const scheme_json::Member& member : object.members()) {
    if (const auto* text = std::get_if<std::string>(&member.value.data))
      where.emplace_back(member.key, *text);
    else if (const bool* truth = std::get_if<bool>(&member.value.data))
      where.emplace_back(member.key, *truth ? "true" : "false");
    else if (const double* number = std::get_if<double>(&member.value.data))
      where.emplace_back(member.key, fmt::format("{}", *number));
    else
      return object.error(member.key, "a text, a number or a truth value is wanted");
  }
  return where;
}

Result<RecipeTarget> read_target(const Object& object) {
  OA_CHECK(object.check_keys({"head", "column", "mapping", "cuts", "scale", "offset"}));
  RecipeTarget target;
  OA_TRY(head, object.text("head"));
  OA_TRY(column, object.text_or("column", head));
  OA_TRY(mapping, object.text_or("mapping", ""));
  OA_TRY(scale, optional_number(object, "scale", 1));
  OA_TRY(offset, optional_number(object, "offset", 0));
  if (object.find("cuts") != nullptr) {
    OA_TRY(cuts, object.numbers("cuts"));
    target.cuts = std::move(cuts);
  }
  target.head = std::move(head);
  target.column = std::move(column);
  target.mapping = std::move(mapping);
  target.scale = scale;
  target.offset = offset;
  return target;
}

Result<RecipeSource> read_source(const Object& object, const std::string& folder) {
  OA_CHECK(object.check_keys({"name", "set", "data", "text", "where", "where_held_out", "split", "keep_together",
                              "licence", "licence_class", "merge_equal", "targets"}));
  RecipeSource source;
  OA_TRY(set, object.text_or("set", ""));
  OA_TRY(data, object.text_or("data", ""));
  OA_TRY(name, set.empty() ? object.text("name") : object.text_or("name", set));
  OA_TRY(text, object.text_or("text", source.text));
  OA_TRY(where, read_where(object, "where"));
  OA_TRY(where_held_out, read_where(object, "where_held_out"));
  OA_TRY(split, object.text_or("split", ""));
  OA_TRY(keep_together, object.texts("keep_together"));
  OA_TRY(merge_equal, truth_or(object, "merge_equal", false));
  OA_TRY(licence, object.text_or("licence", ""));
  OA_TRY(class_name, object.text_or("licence_class", "terms"));
  const auto licence_class = parse_licence_class(class_name);
  if (!licence_class) return object.error("licence_class", licence_class.error().what);
  if (!set.empty())
    for (const char* field : {"licence", "licence_class"})
      if (object.find(field) != nullptr) return object.error(field, "a set of the catalogue has its own");
  OA_TRY(targets, object.list("targets"));
  for (const Value& each : *targets) {
    OA_TRY(entry, Object::open(each, fmt::format("{}[{}]", object.path_of("targets"), source.targets.size())));
    OA_TRY(target, read_target(entry));
    source.targets.push_back(std::move(target));
  }
  source.name = std::move(name);
  source.set = std::move(set);
  source.data = path_below(folder, data);
  source.text = std::move(text);
  source.where = std::move(where);
  source.where_held_out = std::move(where_held_out);
  source.split = std::move(split);
  source.keep_together = std::move(keep_together);
  source.merge_equal = merge_equal;
  source.licence = std::move(licence);
  source.licence_class = *licence_class;
  return source;
}

// A scheme by name, file, or as the object itself, whose text `document` has.
Result<std::shared_ptr<const Scheme>> read_scheme(const Object& head, const std::string& id,
                                                  const nlohmann::json& document, const std::string& folder) {
  const Value* value = head.find("scheme");
  if (value != nullptr && std::holds_alternative<Value::Members>(value->data)) {
    auto scheme = Scheme::parse(document.at("scheme").dump());
    if (!scheme) return head.error("scheme", scheme.error().what);
    return std::shared_ptr<const Scheme>(std::make_shared<Scheme>(*std::move(scheme)));
  }
  OA_TRY(name, head.text_or("scheme", id));
  auto scheme = open_scheme(name, folder);
  if (!scheme) return Error{scheme.error().kind, head.error("scheme", describe_error(scheme.error())).what};
  return scheme;
}

Result<RecipeHead> read_head(const Object& object, const nlohmann::json& document, const std::string& folder) {
  OA_CHECK(object.check_keys({"id", "kind", "scheme", "weight", "loss", "class_weights", "thresholds"}));
  RecipeHead head;
  OA_TRY(id, object.name("id"));
  OA_TRY(scheme, read_scheme(object, id, document, folder));
  OA_TRY(kind, choice(object, "kind", kHeadKindNames, "kind of head"));
  OA_TRY(weight, optional_number(object, "weight", 1));
  OA_TRY(loss, choice(object, "loss", kMultiLabelLossNames, "loss"));
  OA_TRY(class_weights, choice(object, "class_weights", kClassWeightsNames, "kind of class weights"));
  OA_TRY(thresholds, choice(object, "thresholds", kThresholdGoalNames, "goal of thresholds"));
  if (!kind) {
    const auto usual = head_kind_of(*scheme);
    if (!usual) return object.error("scheme", usual.error().what);
    kind = static_cast<std::size_t>(*usual);
  }
  head.id = std::move(id);
  head.scheme = std::move(scheme);
  head.kind = static_cast<HeadKind>(*kind);
  head.weight = weight;
  head.loss = static_cast<MultiLabelLoss>(loss.value_or(0));
  head.class_weights = static_cast<ClassWeights>(class_weights.value_or(0));
  head.thresholds = static_cast<ThresholdGoal>(thresholds.value_or(0));
  return head;
}

std::string base_below(const std::string& folder, const std::string& base) {
  const std::string path = path_below(folder, base);
  return base.find('/') != std::string::npos || is_folder(path) ? path : base;
}

// Names, or objects of a name and heads.
Result<std::vector<RecipeTeacher>> read_teachers(const Object& file, const std::string& folder) {
  std::vector<RecipeTeacher> teachers;
  if (file.find("teachers") == nullptr) return teachers;
  OA_TRY(list, file.list("teachers"));
  for (const Value& each : *list) {
    RecipeTeacher teacher;
    if (const auto* name = std::get_if<std::string>(&each.data)) {
      teacher.model = *name;
    } else {
      OA_TRY(object, Object::open(each, fmt::format("teachers[{}]", teachers.size())));
      OA_CHECK(object.check_keys({"model", "heads"}));
      OA_TRY(model, object.text("model"));
      OA_TRY(heads, object.texts("heads"));
      teacher = {model, heads};
    }
    if (teacher.model.find('/') != std::string::npos) teacher.model = path_below(folder, teacher.model);
    teachers.push_back(std::move(teacher));
  }
  return teachers;
}

// What stands beside sources, heads, preparation and fit.
Result<Done> read_plain_fields(const Object& file, const std::string& folder, Recipe& recipe) {
  OA_TRY(name, file.text_or("name", recipe.name));
  OA_TRY(version, file.text_or("version", recipe.version));
  OA_TRY(summary, file.text_or("summary", ""));
  OA_TRY(base, file.text_or("base", recipe.base));
  OA_TRY(languages, file.texts("languages"));
  OA_TRY(notes, file.texts("notes"));
  OA_TRY(teachers, read_teachers(file, folder));
  OA_TRY(teacher_share, optional_number(file, "teacher_share", recipe.teacher_share));
  OA_TRY(longest, whole_or(file, "longest_text", static_cast<std::int64_t>(recipe.longest_text)));
  OA_TRY(fit_precision, choice(file, "fit_precision", kPrecisionNames, "precision"));
  OA_TRY(features, choice(file, "features", kHeadFeaturesNames, "features"));
  OA_TRY(store, choice(file, "store", kPrecisionNames, "precision"));
  if (longest < 0) return file.error("longest_text", "below 0");
  recipe.name = std::move(name);
  recipe.version = std::move(version);
  recipe.summary = std::move(summary);
  recipe.base = base_below(folder, base);
  if (file.find("languages") != nullptr) recipe.languages = std::move(languages);
  recipe.notes = std::move(notes);
  recipe.teachers = std::move(teachers);
  recipe.teacher_share = teacher_share;
  recipe.longest_text = static_cast<std::size_t>(longest);
  if (fit_precision) recipe.fit_precision = static_cast<Precision>(*fit_precision);
  recipe.features = static_cast<HeadFeatures>(features.value_or(0));
  recipe.store = static_cast<Precision>(store.value_or(0));
  return Done{};
}

Result<Done> read_lists(const Object& file, const nlohmann::json& document, const std::string& folder, Recipe& recipe) {
  OA_TRY(sources, file.list("sources"));
  for (const Value& each : *sources) {
    OA_TRY(object, Object::open(each, fmt::format("sources[{}]", recipe.sources.size())));
    OA_TRY(source, read_source(object, folder));
    recipe.sources.push_back(std::move(source));
  }
  OA_TRY(heads, file.list("heads"));
  for (const Value& each : *heads) {
    OA_TRY(object, Object::open(each, fmt::format("heads[{}]", recipe.heads.size())));
    OA_TRY(head, read_head(object, document.at("heads").at(recipe.heads.size()), folder));
    recipe.heads.push_back(std::move(head));
  }
  return Done{};
}

}  // namespace

Result<Recipe> parse_recipe(std::string_view json, const std::string& folder) {
  OA_TRY(value, scheme_json::parse(json));
  OA_TRY(file, Object::open(value, ""));
  OA_CHECK(file.check_schema(kSchema));
  OA_CHECK(file.check_keys({"schema", "name", "version", "summary", "languages", "base", "preparation", "longest_text",
                            "features", "sources", "heads", "teachers", "teacher_share", "fit", "fit_precision",
                            "store", "notes"}));
  Recipe recipe;
  OA_CHECK(read_plain_fields(file, folder, recipe));
  if (const Value* preparation = file.find("preparation")) {
    OA_TRY(options, read_options<TextPreparation>(*preparation, "preparation"));
    recipe.preparation = options;
  }
  if (const Value* fit = file.find("fit")) {
    OA_TRY(options, read_options<FitOptions>(*fit, "fit"));
    recipe.fit = options;
  }
  OA_CHECK(read_lists(file, nlohmann::json::parse(json), folder, recipe));
  OA_CHECK(check_recipe(recipe));
  return recipe;
}

}  // namespace openaffect
