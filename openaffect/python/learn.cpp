#include <algorithm>

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

void take_recipe_options(Keywords& keywords, Recipe& recipe) {
  visit_options(recipe.fit, [&](std::string_view name, auto& value, std::string_view) {
    keywords.take(std::string(name).c_str(), value);
  });
  keywords.take("base", recipe.base);
  keywords.take("name", recipe.name);
  if (keywords.has("language")) keywords.take_list("language", recipe.languages);
  if (keywords.has("precision"))
    recipe.fit_precision = value_of(parse_precision(keywords.get<std::string>("precision")));
  if (keywords.has("store")) recipe.store = value_of(parse_precision(keywords.get<std::string>("store")));
  if (keywords.has("features"))
    recipe.features = value_of(head_features_of_name(keywords.get<std::string>("features")));
}

// All but the recipe.
TrainRequest request_of(Keywords& keywords) {
  TrainRequest request;
  keywords.take("output", request.output);
  while (request.output.size() > 1 && request.output.ends_with('/')) request.output.pop_back();
  if (keywords.has("device")) request.device = value_of(parse_device(keywords.get<std::string>("device")));
  keywords.take("use", request.use);
  keywords.take("force", request.force);
  keywords.take("resamples", request.resamples);
  keywords.take("command", request.command);
  return request;
}

// {"json": …, "text": …}: the summary for programs and for people.
nb::dict train_text(const nb::dict& given, const nb::object& listener) {
  LongCall call(listener);
  Keywords keywords(given);
  TrainRequest request = request_of(keywords);
  const auto config = keywords.get<std::string>("config");
  const TableRecipe table = table_recipe(keywords, request.output);
  request.recipe = call.run([&] { return recipe_of(config, table); });  // which reads the table
  take_recipe_options(keywords, request.recipe);
  keywords.end();
  double done = 0;
  request.watcher = {call.stop(), [&](const std::string& text) { call.tell(done, text); }};
  request.progress = [&, epochs = request.recipe.fit.epochs](const FitProgress& progress) {
    done = static_cast<double>(progress.step) / static_cast<double>(std::max<std::int64_t>(1, progress.steps));
    call.tell(done, describe_fit(progress, epochs));
  };
  const TrainSummary summary = call.run([&]() -> Result<TrainSummary> {
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
