#include <algorithm>
#include <functional>

#include <nanobind/stl/map.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "openaffect/core/describe.h"
#include "openaffect/learn/table_recipe.h"
#include "openaffect/learn/train_job.h"
#include "openaffect/learn/train_text.h"
#include "openaffect/python/keywords.h"
#include "openaffect/python/long_call.h"
#include "openaffect/python/modules.h"
#include "openaffect/raters/neural_options.h"
#include "openaffect/raters/spec.h"

namespace openaffect::python {
namespace {

TableRecipe table_recipe(Keywords& keywords, const std::string& output) {
  TableRecipe table;
  keywords.take("data", table.data);
  keywords.take("text", table.text);
  keywords.take("label", table.label);
  keywords.take("scheme", table.scheme);
  keywords.take("split", table.split);
  keywords.take_list("where", table.where);
  keywords.take_list("keep_together", table.keep_together);
  keywords.take("licence", table.licence);
  keywords.take("licence_class", table.licence_class);
  table.name = rater_name_of(output, NameOf::folder);
  return table;
}

// What is said of the recipe beside its table: changes, to be made when there is one. They must not touch Python.
std::vector<std::function<void(Recipe&)>> recipe_changes(Keywords& keywords) {
  std::vector<std::function<void(Recipe&)>> changes;
  FitOptions defaults;
  visit_options(defaults, [&](std::string_view name, auto& value, std::string_view) {
    const std::string keyword(name);
    if (!keywords.has(keyword.c_str())) return;
    keywords.take(keyword.c_str(), value);
    changes.push_back([keyword, given = value](Recipe& recipe) {
      visit_options(recipe.fit, [&](std::string_view other, auto& field, std::string_view) {
        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(field)>, std::remove_cv_t<decltype(given)>>)
          if (other == keyword) field = given;
      });
    });
  });
  if (keywords.has("base"))
    changes.push_back([base = keywords.get<std::string>("base")](Recipe& recipe) { recipe.base = base; });
  if (keywords.has("name"))
    changes.push_back([name = keywords.get<std::string>("name")](Recipe& recipe) { recipe.name = name; });
  std::vector<std::string> languages;
  keywords.take_list("language", languages);
  if (!languages.empty()) changes.push_back([languages](Recipe& recipe) { recipe.languages = languages; });
  if (keywords.has("precision"))
    changes.push_back([precision = value_of(parse_precision(keywords.get<std::string>("precision")))](Recipe& recipe) {
      recipe.fit_precision = precision;
    });
  if (keywords.has("store"))
    changes.push_back([store = value_of(parse_precision(keywords.get<std::string>("store")))](Recipe& recipe) {
      recipe.store = store;
    });
  if (keywords.has("features"))
    changes.push_back([features = value_of(head_features_of_name(keywords.get<std::string>("features")))](
                          Recipe& recipe) { recipe.features = features; });
  return changes;
}

// {"json": …, "text": …}: the summary for programs and for people.
nb::dict train_text(const nb::dict& given, const nb::object& listener) {
  LongCall call(listener);
  Keywords keywords(given);
  TrainRequest request;
  keywords.take("output", request.output);
  while (request.output.size() > 1 && request.output.ends_with('/')) request.output.pop_back();
  const auto config = keywords.get<std::string>("config");
  const TableRecipe table = table_recipe(keywords, request.output);
  const auto changes = recipe_changes(keywords);
  if (keywords.has("device")) request.device = value_of(parse_device(keywords.get<std::string>("device")));
  keywords.take("force", request.force);
  keywords.take("resamples", request.resamples);
  keywords.take("command", request.command);
  keywords.end();
  request.stop = call.stop();
  request.progress = [&](const FitProgress& progress) {
    const auto done =
        static_cast<double>(progress.step) / static_cast<double>(std::max<std::int64_t>(1, progress.steps));
    call.tell(done, describe_fit(progress, request.recipe.fit.epochs));
  };
  const TrainSummary summary = call.run([&]() -> Result<TrainSummary> {
    OA_TRY(recipe, recipe_of(config, table));
    request.recipe = std::move(recipe);
    for (const auto& change : changes) change(request.recipe);
    OA_TRY(tools, open_train_tools());
    return run_training(request, tools);
  });
  nb::dict dict;
  dict["json"] = train_summary_json(summary);
  dict["text"] = train_summary_text(summary);
  return dict;
}

}  // namespace

void add_learn(nb::module_& module) {
  module.def("train_text", &train_text, nb::arg("options"), nb::arg("listener").none());
}

}  // namespace openaffect::python
