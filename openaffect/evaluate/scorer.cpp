#include "openaffect/evaluate/scorer.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "openaffect/core/names.h"
#include "openaffect/evaluate/joined_tasks.h"
#include "openaffect/evaluate/preference_scores.h"
#include "openaffect/metrics/class_scores.h"
#include "openaffect/metrics/label_set_scores.h"
#include "openaffect/metrics/number_scores.h"
#include "openaffect/metrics/probability_scores.h"
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
const Names kClassProbabilityNames = {"log_loss", "brier", "ece", "roc_auc", "average_precision", "aurc"};
const Names kSetProbabilityNames = {"ece", "average_precision", "mean_average_precision", "roc_auc"};

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
  return kind == TaskKind::label_sets ? kSetProbabilityNames : kClassProbabilityNames;
}

// The names asked for that a family has; all of them when none was asked for. nullopt: it has none of them.
std::optional<MetricChoice> choice_among(const Names& known, const ScoringOptions& options) {
  MetricChoice choice;
  choice.scope = options.scope;
  for (const std::string& name : options.metrics)
    if (std::ranges::find(known, name) != known.end()) choice.metrics.push_back(name);
  if (choice.metrics.empty() && !options.metrics.empty()) return std::nullopt;
  return choice;
}

Result<Done> check_names(const ScoringTask& task, const ScoringOptions& options) {
  Names known = metrics_of_kind(task.kind, !task.probabilities.empty());
  if (task.kind == TaskKind::classes) known = with(known, kPreferenceNames);
  for (const std::string& name : options.metrics)
    if (std::ranges::find(known, name) == known.end())
      return Error{ErrorKind::unknown, unknown_name_message("metric", name, known)};
  return Done{};
}

std::vector<std::size_t> scored_items(const ScoringTask& task) {
  std::vector<std::size_t> items;
  for (std::size_t item = 0; item < task.ids.size(); ++item)
    if (task.kind != TaskKind::numbers ||
        (std::isfinite(task.predicted_numbers[item]) && (task.status.empty() || task.status[item] == AnswerStatus::ok)))
      items.push_back(item);
  return items;
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
      return label_set_scores(task.gold_sets, task.predicted_sets, task.labels, {.choice = choice, .average = average});
    case TaskKind::numbers:
      return number_scores(task.gold_numbers, task.predicted_numbers,
                           {.choice = choice, .kendall_rows = kKendallItems});
    case TaskKind::texts: {
      std::vector<std::vector<std::string>> references;
      for (const std::string& text : task.gold_texts) references.push_back({text});
      return text_scores(task.predicted_texts, references);
    }
  }
  throw ContractError("judged_scores: no such kind");
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
  return probabilities ? with(kind_names(kind), probability_names(kind)) : kind_names(kind);
}

Result<TaskScores> scores_of_task(const ScoringTask& whole, const ScoringOptions& options) {
  OA_CHECK(check_names(whole, options));
  TaskScores scores;
  scores.items = scored_items(whole);
  std::optional<ScoringTask> part;
  if (scores.items.size() != whole.ids.size()) part = items_of(whole, scores.items);
  const ScoringTask& task = part ? *part : whole;
  if (const auto choice = choice_among(kind_names(task.kind), options)) {
    OA_TRY(family, judged_scores(task, *choice, options.all_labels));
    scores.families.push_back(std::move(family));
  }
  if (task.kind == TaskKind::classes &&
      std::ranges::find(options.metrics, kPreferenceNames[0]) != options.metrics.end())
    scores.families.push_back(preference_scores(task.gold_labels, task.predicted_labels, task.labels));
  if (task.probabilities.empty()) return scores;
  if (const auto choice = choice_among(probability_names(task.kind), options)) {
    OA_TRY(family,
           task.kind == TaskKind::label_sets
               ? label_set_probability_scores(task.gold_sets, task.probabilities, task.labels, {.choice = *choice})
               : probability_scores(task.gold_labels, task.probabilities, task.labels, {.choice = *choice}));
    scores.families.push_back(std::move(family));
  }
  return scores;
}

Result<std::vector<ResultRow>> score_task(const ScoringTask& task, const ScoringOptions& options) {
  ResultRow place = place_of(task);
  if (nothing_predicted(task)) {
    OA_CHECK(check_names(task, options));
    place.metric = options.metrics.empty() ? kind_names(task.kind).front() : options.metrics.front();
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
