#include "openaffect/evaluate/evaluation.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "openaffect/core/stop.h"
#include "openaffect/evaluate/joined_tasks.h"
#include "openaffect/evaluate/page_curves.h"
#include "openaffect/evaluate/result_files.h"

namespace openaffect {
namespace {

// Points of all scatters of a page together, and of each: a page stays small however many tasks it has.
constexpr std::size_t kPagePoints = 16'000, kLeastPoints = 150, kMostPoints = 2000;

Result<Done> add_input(ResultFacts& facts, const std::string& path, const std::string& role) {
  OA_TRY(sha256, file_sha256(path));
  facts.inputs.push_back({path, sha256, role});
  return Done{};
}

void add_items(ResultFacts& facts, const std::vector<ScoringTask>& tasks) {
  std::set<std::string_view> clusters;
  for (const ScoringTask& task : tasks) {
    facts.items = std::max<std::uint64_t>(facts.items, task.ids.size());
    clusters.insert(task.clusters.begin(), task.clusters.end());
  }
  facts.cluster_count = clusters.size();
}

void add_pairing(Evaluation& evaluation, const PairedTasks& paired) {
  ResultFacts& facts = evaluation.facts;
  facts.warnings.insert(facts.warnings.end(), paired.warnings.begin(), paired.warnings.end());
  facts.cluster_column = paired.cluster_column;
  evaluation.notes.push_back(paired.decided);
}

std::string comparison_title(const std::vector<std::string>& predicted) {
  std::vector<std::string> names;
  for (const std::string& path : predicted) names.push_back(page_title(path));
  return fmt::format("{}", fmt::join(names, ", "));
}

constexpr std::uint64_t kFewClusters = 10;  // docs/uncertainty.md: intervals hold hardly with ten

// Says by what is resampled.
void tell_clusters(Evaluation& evaluation, const PairingOptions& pairing, const IntervalOptions& intervals) {
  ResultFacts& facts = evaluation.facts;
  if (!intervals.wanted || facts.cluster_column.empty()) return;
  evaluation.notes.push_back(fmt::format("intervals draw whole groups of rows: {} by column {}{}", facts.cluster_count,
                                         facts.cluster_column,
                                         pairing.cluster.empty() ? " (--cluster none draws single rows)" : ""));
  if (facts.cluster_count <= kFewClusters)
    facts.warnings.push_back(
        fmt::format("with {} groups intervals are too narrow; read them as the least doubt", facts.cluster_count));
}

// The tasks cut down to the ids that all systems have, in the first system's order.
void keep_common(std::vector<std::vector<ScoringTask>>& systems, std::size_t task) {
  std::unordered_map<std::string, std::size_t> seen;
  for (const auto& system : systems)
    for (const std::string& id : system[task].ids) ++seen[id];
  std::vector<std::string> order;
  for (const std::string& id : systems[0][task].ids)
    if (seen[id] == systems.size()) order.push_back(id);
  for (auto& system : systems) {
    std::unordered_map<std::string_view, std::size_t> at;
    for (std::size_t item = 0; item < system[task].ids.size(); ++item) at[system[task].ids[item]] = item;
    std::vector<std::size_t> items;
    for (const std::string& id : order) items.push_back(at[id]);
    system[task] = items_of(system[task], items);
  }
}

// Two files may have one name.
void tell_apart(std::vector<std::vector<ScoringTask>>& systems, const std::vector<std::string>& paths) {
  std::set<std::string> names;
  for (const auto& system : systems) names.insert(system[0].system);
  if (names.size() == systems.size()) return;
  for (std::size_t i = 0; i < systems.size(); ++i)
    for (ScoringTask& task : systems[i]) task.system = paths[i];
}

// Distributions are compared where all systems have probabilities.
void keep_common_tasks(std::vector<std::vector<ScoringTask>>& systems) {
  std::map<std::string, std::size_t> having;  // by field
  for (const auto& system : systems)
    for (const ScoringTask& task : system)
      if (!task.gold_shares.empty()) ++having[task.field];
  for (auto& system : systems)
    std::erase_if(system, [&](const ScoringTask& task) {
      return !task.gold_shares.empty() && having[task.field] < systems.size();
    });
}

// Where no metric was asked for, the headlines of the tasks; `all` is all of them.
ComparisonOptions chosen_metrics(const ComparisonOptions& options, const std::vector<ScoringTask>& tasks) {
  ComparisonOptions chosen = options;
  std::vector<std::string>& metrics = chosen.scoring.metrics;
  if (metrics == std::vector<std::string>{"all"}) {
    metrics.clear();
  } else if (metrics.empty()) {
    for (const ScoringTask& task : tasks)
      for (const std::string& metric : headline_metrics(task))
        if (std::ranges::find(metrics, metric) == metrics.end()) metrics.push_back(metric);
  }
  return chosen;
}

Result<Done> align(std::vector<std::vector<ScoringTask>>& systems, const PairingOptions& pairing) {
  keep_common_tasks(systems);
  for (const auto& system : systems)
    if (system.size() != systems[0].size())
      return Error{ErrorKind::refused, "the systems have different tasks, so nothing is paired"};
  for (std::size_t task = 0; task < systems[0].size(); ++task) {
    std::vector<ScoringTask*> same;
    for (auto& system : systems) same.push_back(&system[task]);
    if (!pairing.scheme &&
        !std::ranges::all_of(same, [&](const ScoringTask* one) { return one->labels == same[0]->labels; }))
      unite_labels(same);
    if (pairing.allow_missing) keep_common(systems, task);
  }
  return Done{};
}

}  // namespace

Result<Evaluation> evaluate_tables(const std::string& predicted, const std::string& gold, const PairingOptions& pairing,
                                   const ScoringOptions& scoring) {
  OA_TRY(paired, pair_tables(predicted, gold, pairing));
  Evaluation evaluation;
  evaluation.facts = {.command = "evaluate", .title = page_title(predicted)};
  OA_CHECK(add_input(evaluation.facts, predicted, "predictions"));
  if (!gold.empty() && gold != predicted) OA_CHECK(add_input(evaluation.facts, gold, "gold"));
  add_pairing(evaluation, paired);
  OA_CHECK(check_metrics(paired.tasks, scoring.metrics));
  std::erase_if(paired.tasks, [&](const ScoringTask& task) { return !has_a_metric(task, scoring); });
  for (const ScoringTask& task : paired.tasks) {
    OA_CHECK(check_stop(pairing.stop));
    OA_TRY(rows, score_task(task, options_of_task(task, scoring)));
    evaluation.rows.insert(evaluation.rows.end(), rows.begin(), rows.end());
  }
  add_items(evaluation.facts, paired.tasks);
  tell_clusters(evaluation, pairing, scoring.intervals);
  evaluation.tasks = std::move(paired.tasks);
  return evaluation;
}

Result<Evaluation> compare_tables(const std::vector<std::string>& predicted, const std::string& gold,
                                  const PairingOptions& pairing, const ComparisonOptions& options) {
  if (predicted.size() < 2) return Error{ErrorKind::unknown, "compare takes two or more tables of predictions"};
  Evaluation evaluation;
  evaluation.facts = {.command = "compare", .title = comparison_title(predicted)};
  std::vector<std::vector<ScoringTask>> systems;
  for (const std::string& path : predicted) {
    OA_TRY(paired, pair_tables(path, gold, pairing));
    add_pairing(evaluation, paired);
    OA_CHECK(add_input(evaluation.facts, path, "predictions"));
    systems.push_back(std::move(paired.tasks));
  }
  if (!gold.empty()) OA_CHECK(add_input(evaluation.facts, gold, "gold"));
  OA_CHECK(align(systems, pairing));
  tell_apart(systems, predicted);
  OA_TRY(rows, compare_systems(systems, chosen_metrics(options, systems[0])));
  evaluation.rows = std::move(rows);
  for (auto& system : systems)
    for (ScoringTask& task : system) evaluation.tasks.push_back(std::move(task));
  add_items(evaluation.facts, evaluation.tasks);
  tell_clusters(evaluation, pairing, options.scoring.intervals);
  return evaluation;
}

PageJson evaluation_page(const Evaluation& evaluation, const IntervalOptions& intervals) {
  ResultFacts facts = evaluation.facts;
  facts.seed = intervals.bootstrap.seed;
  facts.resamples = intervals.wanted ? intervals.bootstrap.resamples : 0;
  PageJson page = page_head(facts, evaluation.rows);
  for (const char* block : {"matrices", "calibration", "risk_coverage", "scatter"}) page[block] = PageJson::array();
  const std::size_t points = std::clamp<std::size_t>(kPagePoints / std::max<std::size_t>(1, evaluation.tasks.size()),
                                                     kLeastPoints, kMostPoints);
  const auto put = [&](const char* block, PageJson&& json) {
    if (!json.is_null()) page[block].push_back(std::move(json));
  };
  for (const ScoringTask& task : evaluation.tasks) {
    put("matrices", page_matrix(task));
    put("calibration", page_calibration(task));
    put("risk_coverage", page_risk_coverage(task));
    put("scatter", page_scatter(task, evaluation.rows, facts.seed, points));
  }
  page["disagreements"] = page_disagreements(evaluation.tasks);
  page["published"] = page_published(evaluation.published);
  return page;
}

}  // namespace openaffect
