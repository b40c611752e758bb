#include "openaffect/evaluate/scorer.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "openaffect/core/names.h"
#include "openaffect/evaluate/chosen_scores.h"
#include "openaffect/evaluate/joined_tasks.h"
#include "openaffect/evaluate/perplexity_scores.h"
#include "openaffect/evaluate/preference_scores.h"
#include "openaffect/metrics/class_scores.h"
#include "openaffect/metrics/label_set_scores.h"
#include "openaffect/metrics/number_scores.h"
#include "openaffect/metrics/probability_scores.h"
#include "openaffect/metrics/soft_label_scores.h"
#include "openaffect/metrics/text_scores.h"

namespace openaffect {
namespace {

using Names = std::vector<std::string>;

const Names kClassNames = {"accuracy", "balanced_accuracy", "precision",   "recall", "f1",
                           "macro_f1", "micro_f1",          "weighted_f1", "mcc",    "cohen_kappa"};
const Names kGradeNames = {"cohen_kappa_linear", "cohen_kappa_quadratic", "mae", "pearson"};
const Names kSetNames = {"jaccard", "hamming_loss", "subset_accuracy", "precision",  "recall",
                         "f1",      "macro_f1",     "micro_f1",        "weighted_f1"};
const Names kNumberNames = {"ccc", "pearson", "spearman", "kendall_tau", "rmse", "mae", "r2"};
const Names kTextNames = {"bleu", "bleu_2", "chrf", "rouge_l", "distinct_1", "distinct_2"};
const Names kProbabilityNames = {"log_loss",
                                 "brier",
                                 "ece",
                                 "ece_equal_mass",
                                 "ece_classwise",
                                 "roc_auc",
                                 "average_precision",
                                 "pr_auc_trapezoid",
                                 "bah_average_precision",
                                 "bah_average_precision_corrected"};
const Names kClassProbabilityNames = {"aurc"};
const Names kSetProbabilityNames = {"mean_average_precision"};
const Names kShareNames = {"kl", "js", "cross_entropy", "total_variation"};
const Names kPerplexityNames = {"perplexity"};

// Only when asked for: what is preferred matters where labels are strategies.
const Names kPreferenceNames = {"preference_bias"};

constexpr std::size_t kKendallItems = 2000;  // more are ranked only when asked for: 10,000 resamples take minutes

Names with(Names names, const Names& more) {
  names.insert(names.end(), more.begin(), more.end());
  return names;
}

Names kind_names(TaskKind kind) {
  switch (kind) {
    case TaskKind::classes:
      return kClassNames;
    case TaskKind::grades:
      return with(kClassNames, kGradeNames);
    case TaskKind::label_sets:
      return kSetNames;
    case TaskKind::numbers:
      return kNumberNames;
    case TaskKind::texts:
      return kTextNames;
  }
  throw ContractError("kind_names: no such kind");
}

Names probability_names(TaskKind kind) {
  return with(kProbabilityNames, kind == TaskKind::label_sets ? kSetProbabilityNames : kClassProbabilityNames);
}

bool holds(std::span<const std::string> names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

bool is_about_shares(const ScoringTask& task) {
  return !task.gold_shares.empty();
}

// The names asked for that a family has; all of them when none was asked for. nullopt: it has none of them.
std::optional<MetricChoice> choice_among(const Names& known, const ScoringOptions& options) {
  MetricChoice choice;
  choice.scope = options.scope;
  for (const std::string& name : options.metrics)
    if (holds(known, name)) choice.metrics.push_back(name);
  if (choice.metrics.empty() && !options.metrics.empty()) return std::nullopt;
  return choice;
}

std::vector<std::size_t> scored_items(const ScoringTask& task) {
  std::vector<std::size_t> items;
  for (std::size_t item = 0; item < task.ids.size(); ++item)
    if (task.kind != TaskKind::numbers ||
        (std::isfinite(task.predicted_numbers[item]) && (task.status.empty() || task.status[item] == AnswerStatus::ok)))
      items.push_back(item);
  return items;
}

// No answer, or one that was no label at all, is not the answer "no label".
LabelsColumn sets_with_failures(const ScoringTask& task) {
  LabelsColumn sets = task.predicted_sets;
  for (std::size_t item = 0; item < task.status.size(); ++item)
    if (task.status[item] != AnswerStatus::ok && sets[item].empty()) sets[item] = {kNoLabel};
  return sets;
}

// Of a task cut down to the items that are scored.
Result<std::unique_ptr<CountedScores>> judged_scores(const ScoringTask& task, const MetricChoice& choice,
                                                     bool all_labels) {
  const LabelAverage average = all_labels ? LabelAverage::all : LabelAverage::occurring;
  switch (task.kind) {
    case TaskKind::classes:
    case TaskKind::grades: {
      const LabelOrder order = task.kind == TaskKind::grades ? LabelOrder::graded : LabelOrder::none;
      return class_scores(task.gold_labels, task.predicted_labels, task.labels,
                          {.choice = choice, .average = average, .order = order, .values = task.label_values});
    }
    case TaskKind::label_sets:
      return label_set_scores(task.gold_sets, sets_with_failures(task), task.labels,
                              {.choice = choice, .average = average});
    case TaskKind::numbers:
      return number_scores(task.gold_numbers, task.predicted_numbers,
                           {.choice = choice, .kendall_rows = kKendallItems});
    case TaskKind::texts: {
      std::vector<std::vector<std::string>> references;
      for (const std::string& text : task.gold_texts) references.push_back({text});
      auto family = text_scores(task.predicted_texts, references);
      if (choice.metrics.empty()) return family;
      return chosen_scores(std::move(family), choice.metrics);
    }
  }
  throw ContractError("judged_scores: no such kind");
}

// The families of a task; null for one that the task has not, or that was not asked for.
using Family = Result<std::unique_ptr<CountedScores>>;

Family no_family() {
  return std::unique_ptr<CountedScores>();
}

Family share_family(const ScoringTask& task, const ScoringOptions& options) {
  const auto choice = choice_among(kShareNames, options);
  if (!is_about_shares(task) || !choice) return no_family();
  return soft_label_scores(task.gold_shares, task.probabilities, task.labels.size(), {.choice = *choice});
}

Family judged_family(const ScoringTask& task, const ScoringOptions& options) {
  const auto choice = choice_among(kind_names(task.kind), options);
  if (is_about_shares(task) || !choice) return no_family();
  return judged_scores(task, *choice, options.all_labels);
}

Family preference_family(const ScoringTask& task, const ScoringOptions& options) {
  if (task.kind != TaskKind::classes || !holds(options.metrics, kPreferenceNames[0])) return no_family();
  return preference_scores(task.gold_labels, task.predicted_labels, task.labels);
}

Family probability_family(const ScoringTask& task, const ScoringOptions& options) {
  const auto choice = choice_among(probability_names(task.kind), options);
  if (is_about_shares(task) || task.probabilities.empty() || !choice) return no_family();
  const ProbabilityScoreOptions wanted{.choice = *choice,
                                       .average = options.all_labels ? LabelAverage::all : LabelAverage::occurring};
  return task.kind == TaskKind::label_sets
             ? label_set_probability_scores(task.gold_sets, task.probabilities, task.labels, wanted)
             : probability_scores(task.gold_labels, task.probabilities, task.labels, wanted);
}

Family perplexity_family(const ScoringTask& task, const ScoringOptions& options) {
  if (task.log_probabilities.empty() || !choice_among(kPerplexityNames, options)) return no_family();
  return perplexity_scores(task.log_probabilities);
}

bool nothing_predicted(const ScoringTask& task) {
  return !task.status.empty() &&
         std::ranges::all_of(task.status, [](AnswerStatus status) { return status == AnswerStatus::no_answer; });
}

ResultRow place_of(const ScoringTask& task) {
  ResultRow row;
  row.system = task.system;
  row.against = "gold";
  row.task = task.task;
  row.label = task.field;
  return row;
}

// How many items of gold have each label.
void put_support(const ScoringTask& task, std::vector<ResultRow>& rows) {
  std::vector<std::uint64_t> counts(task.labels.size());
  for (const LabelId label : task.gold_labels)
    if (label != kNoLabel) ++counts[static_cast<std::size_t>(label)];
  for (const auto& labels : task.gold_sets)
    for (const LabelId label : labels) ++counts[static_cast<std::size_t>(label)];
  for (ResultRow& row : rows)
    for (ResultPart& part : row.per_label)
      if (const auto found = std::ranges::find(task.labels, part.name); found != task.labels.end())
        part.n = counts[static_cast<std::size_t>(found - task.labels.begin())];
}

}  // namespace

std::vector<std::string> metrics_of_kind(TaskKind kind, bool probabilities) {
  Names names = kind == TaskKind::classes ? with(kind_names(kind), kPreferenceNames) : kind_names(kind);
  return probabilities ? with(names, probability_names(kind)) : names;
}

std::vector<std::string> metrics_of_task(const ScoringTask& task) {
  if (is_about_shares(task)) return kShareNames;
  const Names names = metrics_of_kind(task.kind, !task.probabilities.empty());
  return task.log_probabilities.empty() ? names : with(names, kPerplexityNames);
}

std::vector<std::string> headline_metrics(const ScoringTask& task) {
  if (!task.gold_shares.empty()) return {"js"};
  switch (task.kind) {
    case TaskKind::classes:
      return {"accuracy", "macro_f1"};
    case TaskKind::grades:
      return {"accuracy", "macro_f1", "cohen_kappa_quadratic"};
    case TaskKind::label_sets:
      return {"jaccard", "micro_f1", "macro_f1"};
    case TaskKind::numbers:
      return {"ccc", "pearson", "mae"};
    case TaskKind::texts:
      return {"bleu", "chrf", "rouge_l"};
  }
  throw ContractError("headline_metrics: no such kind");
}

namespace {

// Some names are known, and not of these tasks.
std::string unknown_metric(const std::string& name, const Names& known) {
  constexpr TaskKind kKinds[] = {TaskKind::classes, TaskKind::grades, TaskKind::label_sets, TaskKind::numbers,
                                 TaskKind::texts};
  for (const TaskKind kind : kKinds)
    if (holds(metrics_of_kind(kind, false), name))
      return fmt::format("{} is no metric of what is scored here; known: {}", name, fmt::join(known, ", "));
  for (const TaskKind kind : kKinds)
    if (holds(metrics_of_kind(kind, true), name))
      return fmt::format("{} needs probabilities: a column PREDICTION.LABEL or probability.LABEL for every label",
                         name);
  return unknown_name_message("metric", name, known);
}

}  // namespace

Result<Done> check_metrics(std::span<const ScoringTask> tasks, std::span<const std::string> metrics) {
  Names known;
  for (const ScoringTask& task : tasks)
    for (const std::string& name : metrics_of_task(task))
      if (!holds(known, name)) known.push_back(name);
  for (const std::string& name : metrics)
    if (!holds(known, name)) return Error{ErrorKind::unknown, unknown_metric(name, known)};
  return Done{};
}

bool has_a_metric(const ScoringTask& task, const ScoringOptions& options) {
  return options.metrics.empty() || !options_of_task(task, options).metrics.empty();
}

ScoringOptions options_of_task(const ScoringTask& task, const ScoringOptions& options) {
  const Names known = metrics_of_task(task);
  ScoringOptions own = options;
  std::erase_if(own.metrics, [&](const std::string& name) { return !holds(known, name); });
  return own;
}

Result<TaskScores> scores_of_task(const ScoringTask& whole, const ScoringOptions& options) {
  OA_CHECK(check_metrics({&whole, 1}, options.metrics));
  TaskScores scores;
  scores.items = scored_items(whole);
  std::optional<ScoringTask> part;
  if (scores.items.size() != whole.ids.size()) part = items_of(whole, scores.items);
  const ScoringTask& task = part ? *part : whole;
  for (auto* more : {share_family, judged_family, preference_family, probability_family, perplexity_family}) {
    OA_TRY(family, more(task, options));
    if (family) scores.families.push_back(std::move(family));
  }
  return scores;
}

Result<std::vector<ResultRow>> score_task(const ScoringTask& task, const ScoringOptions& options) {
  ResultRow place = place_of(task);
  if (nothing_predicted(task)) {
    OA_CHECK(check_metrics({&task, 1}, options.metrics));
    place.metric = options.metrics.empty() ? metrics_of_task(task).front() : options.metrics.front();
    place.reason = "not_rated";
    return std::vector<ResultRow>{place};
  }
  OA_TRY(scores, scores_of_task(task, options));
  std::vector<std::string> names;
  if (!task.clusters.empty())
    for (const std::size_t item : scores.items) names.push_back(task.clusters[item]);
  const Clusters clusters(names);
  std::vector<ResultRow> rows;
  for (const auto& family : scores.families) {
    const auto more = scored_rows(*family, clusters, place, options.intervals);
    rows.insert(rows.end(), more.begin(), more.end());
  }
  put_support(task, rows);
  return rows;
}

}  // namespace openaffect
