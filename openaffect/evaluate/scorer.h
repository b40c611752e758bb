// A scoring task as figures: which metrics its kind has, and their rows.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/evaluate/scored_rows.h"
#include "openaffect/evaluate/task.h"
#include "openaffect/metrics/counted_scores.h"
#include "openaffect/metrics/metric_choice.h"

namespace openaffect {

struct ScoringOptions {
  IntervalOptions intervals = {};
  std::vector<std::string> metrics = {};  // stable names; empty: all that the kind has
  ScoreScope scope = ScoreScope::both;    // figures over all labels, of each, or both
  bool all_labels = false;                // averages over all labels of the scheme, not only those that occur
};

// Families of metrics over the items of a task that are scored: of numbers, those with a number on both sides.
struct TaskScores {
  std::vector<std::unique_ptr<CountedScores>> families;
  std::vector<std::size_t> items;  // which of the task's items they are about
};

// What a task can be scored by: of distributions, soft labels; of probabilities and log probabilities, their own.
std::vector<std::string> metrics_of_task(const ScoringTask& task);

// The few of them that a paper's table would have: what is compared when nothing else is asked for, because each test
// more costs the others' adjusted p.
std::vector<std::string> headline_metrics(const ScoringTask& task);

// Error `unknown`, with the nearest name, for one that none of the tasks has.
Result<Done> check_metrics(std::span<const ScoringTask> tasks, std::span<const std::string> metrics);

// Of several tasks with one list of metrics: those that have one of them (all, where none was asked for), and the
// options of one with only its own.
bool has_a_metric(const ScoringTask& task, const ScoringOptions& options);
ScoringOptions options_of_task(const ScoringTask& task, const ScoringOptions& options);

// Error `unknown`, with the nearest name, for a metric that no task of this kind has; `format` for probabilities that
// are none.
Result<TaskScores> scores_of_task(const ScoringTask& task, const ScoringOptions& options);

// The stable names of the metrics that tasks of a kind have, those included that are computed only when asked for.
std::vector<std::string> metrics_of_kind(TaskKind kind, bool probabilities);

// Rows of one task; place (system, task, field) comes from it. Where nothing was predicted, one row `not_rated`.
Result<std::vector<ResultRow>> score_task(const ScoringTask& task, const ScoringOptions& options);

}  // namespace openaffect
