// What a recipe may hold.
#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "openaffect/core/describe.h"
#include "openaffect/core/names.h"
#include "openaffect/learn/recipe.h"
#include "openaffect/learn/target_cells.h"

namespace openaffect {
namespace {

// Closed, but for a least of `above`, which is open.
struct Range {
  std::string_view name;
  double least, most;
  bool above = false;
};

constexpr double kJustBelow1 = 1 - 0x1p-53;
constexpr Range kFitRanges[] = {
    {"epochs", 0, 10'000, true},
    {"lr", 0, 1},
    {"head_lr", 0, 1},
    {"layer_decay", 0, 1},
    {"weight_decay", 0, 1},
    {"warmup", 0, 1},
    {"clip", 0, 1e6},
    {"batch", 1, 65'536},
    {"accumulate", 1, 65'536},
    {"ema", 0, kJustBelow1},
    {"dropout", 0, kJustBelow1},
    {"attention_dropout", 0, kJustBelow1},
    {"head_dropout", 0, kJustBelow1},
    {"temperature", 0, 1000, true},
    {"patience", 0, 10'000},
    {"seed", 0, 0x1p53},
    {"threads", 0, 4096},
    {"checkpoint_seconds", 0, 1e9},
};
constexpr std::size_t kShortestWindow = 8, kLongestWindow = 8192;  // tokens
constexpr double kLargestWeight = 1000;

Error wrong(const std::string& path, const std::string& what) {
  return Error{ErrorKind::format, fmt::format("{}: {}", path, what)};
}

Result<Done> check_fit(const FitOptions& fit) {
  std::optional<Error> failed;
  visit_options(fit, [&](std::string_view name, const auto& field, std::string_view) {
    const auto* const range = std::ranges::find(kFitRanges, name, &Range::name);
    if (failed || std::is_same_v<std::decay_t<decltype(field)>, bool>) return;
    if (range == std::end(kFitRanges)) throw ContractError(fmt::format("fit.{} has no range", name));
    const auto number = static_cast<double>(field);
    if (number >= range->least && number <= range->most && !(range->above && number == range->least)) return;
    failed =
        wrong(fmt::format("fit.{}", name), fmt::format("{} is not {} {} and at most {}", field,
                                                       range->above ? "above" : "at least", range->least, range->most));
  });
  if (failed) return *failed;
  return Done{};
}

Result<Done> check_head(const RecipeHead& head, const std::string& path) {
  if (!is_snake_case(head.id)) return wrong(path + ".id", fmt::format("'{}' is not lower_snake_case", head.id));
  if (head.scheme == nullptr) return wrong(path + ".scheme", "missing");
  const bool is_numbers = head.kind == HeadKind::regression;
  const std::size_t choices = is_numbers ? head.scheme->fields().size() : head.scheme->labels().size();
  if (head.scheme->kind() == SchemeKind::track || choices == 0)
    return wrong(path + ".scheme",
                 fmt::format("the scheme {} is of kind {}, which a head of kind {} cannot say", head.scheme->id(),
                             scheme_kind_name(head.scheme->kind()), head_kind_name(head.kind)));
  if (!(head.weight > 0 && head.weight <= kLargestWeight))
    return wrong(path + ".weight", fmt::format("{} is not above 0 and at most {}", head.weight, kLargestWeight));
  if (head.loss != MultiLabelLoss::cross_entropy && head.kind != HeadKind::multi_label)
    return wrong(path + ".loss", "only a head of several labels has the choice");
  if (head.thresholds != ThresholdGoal::f1 && head.kind != HeadKind::multi_label)
    return wrong(path + ".thresholds", "only a head of several labels has them");
  const bool weighs = head.kind == HeadKind::single_label || head.kind == HeadKind::multi_label;
  if (head.class_weights != ClassWeights::none && !weighs)
    return wrong(path + ".class_weights", fmt::format("not for a head of kind {}", head_kind_name(head.kind)));
  if (head.class_weights != ClassWeights::none && head.loss == MultiLabelLoss::asymmetric)
    return wrong(path + ".class_weights", "not with the asymmetric loss, which weighs in its own way");
  return Done{};
}

std::vector<std::string> head_ids(const Recipe& recipe) {
  std::vector<std::string> ids;
  for (const RecipeHead& head : recipe.heads) ids.push_back(head.id);
  return ids;
}

Result<Done> check_heads(const Recipe& recipe) {
  if (recipe.heads.empty()) return wrong("heads", "none given");
  std::set<std::string> seen;
  for (std::size_t i = 0; i < recipe.heads.size(); ++i) {
    const std::string path = fmt::format("heads[{}]", i), &id = recipe.heads[i].id;
    OA_CHECK(check_head(recipe.heads[i], path));
    if (!seen.insert(id).second) return wrong(path + ".id", fmt::format("'{}' stands twice", id));
  }
  return Done{};
}

Result<Done> check_use_of_heads(const Recipe& recipe) {
  std::set<std::string> used;
  for (const RecipeSource& source : recipe.sources)
    for (const RecipeTarget& target : source.targets) used.insert(target.head);
  for (std::size_t i = 0; i < recipe.heads.size(); ++i)
    if (!used.contains(recipe.heads[i].id))
      return wrong(fmt::format("heads[{}]", i), fmt::format("no source has answers for '{}'", recipe.heads[i].id));
  return Done{};
}

Result<Done> check_targets(const Recipe& recipe, const RecipeSource& source, const std::string& path) {
  if (source.targets.empty()) return wrong(path + ".targets", "none given");
  std::set<std::string> seen;
  for (std::size_t i = 0; i < source.targets.size(); ++i) {
    const RecipeTarget& target = source.targets[i];
    const std::string here = fmt::format("{}.targets[{}]", path, i);
    const auto head = std::ranges::find(recipe.heads, target.head, &RecipeHead::id);
    if (head == recipe.heads.end())
      return wrong(here + ".head", unknown_name_message("head", target.head, head_ids(recipe)));
    if (!seen.insert(target.head).second) return wrong(here + ".head", fmt::format("'{}' stands twice", target.head));
    if (target.column.empty()) return wrong(here + ".column", "empty");
    const auto reader = TargetReader::create(*head, target);
    if (!reader) return wrong(here, reader.error().what);
  }
  return Done{};
}

// Names are parts of tensors' names.
bool is_source_name(std::string_view name) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
           c == '.';
  };
  return !name.empty() && name.size() <= 64 && std::ranges::all_of(name, fits);
}

Result<Done> check_sources(const Recipe& recipe) {
  if (recipe.sources.empty()) return wrong("sources", "none given");
  std::set<std::string> seen;
  for (std::size_t i = 0; i < recipe.sources.size(); ++i) {
    const RecipeSource& source = recipe.sources[i];
    const std::string path = fmt::format("sources[{}]", i);
    if (!is_source_name(source.name))
      return wrong(path + ".name", fmt::format("'{}' is not of letters, digits, _ - and . (at most 64)", source.name));
    if (!seen.insert(source.name).second) return wrong(path + ".name", fmt::format("'{}' stands twice", source.name));
    if (source.set.empty() == source.data.empty()) return wrong(path, "either set or data is wanted");
    if (source.text.empty()) return wrong(path + ".text", "empty");
    OA_CHECK(check_targets(recipe, source, path));
  }
  return Done{};
}

}  // namespace

Result<Done> check_recipe(const Recipe& recipe) {
  if (!is_snake_case(recipe.name)) return wrong("name", fmt::format("'{}' is not lower_snake_case", recipe.name));
  if (recipe.base.empty()) return wrong("base", "empty");
  if (recipe.longest_text < kShortestWindow || recipe.longest_text > kLongestWindow)
    return wrong("longest_text",
                 fmt::format("{} is not within {} and {}", recipe.longest_text, kShortestWindow, kLongestWindow));
  if (recipe.fit_precision == Precision::int8) return wrong("fit_precision", "float32 or bfloat16 is wanted");
  if (recipe.store == Precision::bfloat16) return wrong("store", "float32 or int8 is wanted");
  const std::vector<std::string> ids = head_ids(recipe);
  for (std::size_t i = 0; i < recipe.teachers.size(); ++i)
    for (const std::string& head : recipe.teachers[i].heads) {
      const auto found = std::ranges::find(recipe.heads, head, &RecipeHead::id);
      if (found == recipe.heads.end())
        return wrong(fmt::format("teachers[{}].heads", i), unknown_name_message("head", head, ids));
      if (found->kind == HeadKind::ordinal)
        return wrong(fmt::format("teachers[{}].heads", i), head + " is of grades, which nobody can teach");
    }
  if (!(recipe.teacher_share >= 0 && recipe.teacher_share <= 1)) return wrong("teacher_share", "not within 0 and 1");
  OA_CHECK(check_fit(recipe.fit));
  OA_CHECK(check_heads(recipe));
  OA_CHECK(check_sources(recipe));
  return check_use_of_heads(recipe);
}

}  // namespace openaffect
