#include "openaffect/learn/train_setup.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "openaffect/core/describe.h"
#include "openaffect/core/sha256.h"
#include "openaffect/core/use.h"
#include "openaffect/raters/neural_library.h"
#include "openaffect/raters/table.h"
#include "openaffect/version.h"

namespace openaffect {
namespace {

// Fields of FitOptions that a job may go on with changed.
bool decides_weights(std::string_view field) {
  return field != "threads" && field != "checkpoint_seconds";
}

std::string recipe_print(Recipe recipe) {
  recipe.fit = {};
  recipe.notes.clear();
  recipe.base.clear();
  return sha256_hex(recipe_json(recipe)).substr(0, 16);
}

JobIdentity identity_of_job(const TrainSetup& setup) {
  JobIdentity identity;
  visit_options(setup.recipe.fit, [&](std::string_view name, const auto& value, std::string_view) {
    if (!decides_weights(name)) return;
    std::string flag = fmt::format("--{}", name);
    std::ranges::replace(flag, '_', '-');
    identity.emplace_back(std::move(flag), fmt::format("{}", value));
  });
  identity.emplace_back("--precision", std::string(precision_name(setup.precision)));
  identity.emplace_back("the base", setup.base.sha256);
  for (const SourceFacts& source : setup.plan.sources) identity.emplace_back("the data " + source.name, source.sha256);
  for (const TeacherFacts& teacher : setup.plan.teachers)
    identity.emplace_back("the teacher " + teacher.name, teacher.sha256);
  identity.emplace_back("the rest of the recipe", recipe_print(setup.recipe));
  return identity;
}

std::vector<std::string> names_of(const Scheme& scheme) {
  std::vector<std::string> names;
  for (const Label& label : scheme.labels()) names.push_back(label.id);
  for (const NumberField& field : scheme.fields()) names.push_back(field.id);
  return names;
}

// "base: MIT; mine: CC0-1.0; a_teacher: base: Apache-2.0": of a teacher what was not said before.
std::string licence_text(const TrainSetup& setup) {
  std::vector<std::string> parts;
  const auto add = [&](const std::string& name, const std::string& licence, bool repeat) {
    const std::string all = fmt::format("{}: {}", name, licence.empty() ? "unknown" : licence);
    for (std::size_t begin = 0; begin < all.size();) {
      const std::size_t end = std::min(all.find("; ", begin), all.size());
      const std::string part = all.substr(begin, end - begin);
      if (repeat || std::ranges::find(parts, part) == parts.end()) parts.push_back(part);
      begin = end + 2;
    }
  };
  add("base", setup.base_facts.licence, true);
  for (const SourceFacts& source : setup.plan.sources) add(source.name, source.licence, true);
  for (const TeacherFacts& teacher : setup.plan.teachers) add(teacher.name, teacher.licence, false);
  return fmt::format("{}", fmt::join(parts, "; "));
}

std::vector<std::pair<std::string, std::string>> library_versions() {
  std::vector<std::pair<std::string, std::string>> versions = {{"openaffect", OPENAFFECT_VERSION}};
  if (const auto door = open_neural_door())
    for (auto& [library, version] : (*door)->library_versions())
      versions.emplace_back(library, version.substr(0, version.find(' ')));
  return versions;
}

}  // namespace

Precision fastest_precision(Device device) {
  if (device == Device::cuda) return Precision::bfloat16;
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512bf16")) return Precision::bfloat16;
#endif
  return Precision::float32;
}

Result<TrainTools> open_train_tools() {
  TrainTools tools;
  OA_TRY(door, open_trainer_door());
  tools.door = door;
  tools.open_rater = [](const std::string& name, const std::string& folder, Device device) {
    return make_rater(name + "=model:" + folder, {}, {.device = device});
  };
  tools.versions = library_versions();
  return tools;
}

Result<TrainSetup> set_up_training(const TrainRequest& request, const TrainTools& tools) {
  TrainSetup setup;
  setup.recipe = request.recipe;
  Recipe& recipe = setup.recipe;
  if (recipe.fit_precision == Precision::int8)
    return Error{ErrorKind::unknown,
                 "nothing learns in int8: --precision float32 or bfloat16; --store int8 keeps weights so"};
  constexpr std::size_t kMostResamples = 1'000'000;
  if (request.resamples < 1 || request.resamples > kMostResamples)
    return Error{ErrorKind::unknown,
                 fmt::format("--resamples takes 1 to {}, not {}", kMostResamples, request.resamples)};
  OA_CHECK(check_recipe(recipe));
  OA_TRY(folder, find_base_folder(recipe.base));
  setup.base_folder = folder;
  OA_TRY(base, tools.door->open_base(folder));
  setup.base = std::move(base);
  const bool shorter = setup.base.longest_text < recipe.longest_text;
  if (shorter) recipe.longest_text = setup.base.longest_text;
  const auto known = base_facts(recipe.base);
  setup.base_facts = known ? *known : BaseFacts{"", folder, setup.base.licence, setup.base.licence_class};
  OA_CHECK(check_use(recipe.base, setup.base_facts.licence, setup.base_facts.licence_class, request.use));
  setup.precision = recipe.fit_precision.value_or(fastest_precision(request.device));
  OA_TRY(plan, plan_training(recipe, *setup.base.tokenizer, request.use, request.watcher));
  setup.plan = std::move(plan);
  if (shorter)
    setup.plan.notes.push_back(fmt::format("the base takes texts of at most {} tokens", setup.base.longest_text));
  setup.identity = identity_of_job(setup);
  return setup;
}

TrainedModel described_model(const TrainSetup& setup) {
  const Recipe& recipe = setup.recipe;
  TrainedModel model;
  model.name = recipe.name;
  model.version = recipe.version;
  model.summary = recipe.summary;
  model.licence = setup.base_facts.licence_class;
  for (const SourceFacts& source : setup.plan.sources) {
    model.licence = std::max(model.licence, source.licence_class);
    model.trained.emplace_back(source.name, source.sha256);
  }
  for (const TeacherFacts& teacher : setup.plan.teachers)
    model.licence = std::max(model.licence, teacher.licence_class);
  model.licence_text = licence_text(setup);
  model.languages = recipe.languages;
  model.precision = recipe.store;
  model.longest_text = recipe.longest_text;
  model.features = recipe.features;
  model.preparation = recipe.preparation;
  for (const RecipeHead& head : recipe.heads) {
    model.heads.push_back(
        {.id = head.id, .kind = head.kind, .scheme = head.scheme->id(), .names = names_of(*head.scheme)});
    model.schemes.push_back(head.scheme);
  }
  return model;
}

}  // namespace openaffect
