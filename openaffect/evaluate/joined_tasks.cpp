#include "openaffect/evaluate/joined_tasks.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

namespace openaffect {
namespace {

// The columns that have one cell an item.
template <class Task, class Function>
void for_each_column(Task& task, const Function& function) {
  function(task.ids);
  function(task.texts);
  function(task.clusters);
  function(task.gold_labels);
  function(task.predicted_labels);
  function(task.gold_sets);
  function(task.predicted_sets);
  function(task.gold_numbers);
  function(task.predicted_numbers);
  function(task.gold_texts);
  function(task.predicted_texts);
  function(task.answers);
  function(task.status);
  function(task.log_probabilities);
  function(task.seen);
}

void append(ScoringTask& to, const ScoringTask& from) {
  const auto add = [](auto& column, const auto& more) { column.insert(column.end(), more.begin(), more.end()); };
  add(to.ids, from.ids);
  add(to.gold_labels, from.gold_labels);
  add(to.predicted_labels, from.predicted_labels);
  add(to.gold_sets, from.gold_sets);
  add(to.predicted_sets, from.predicted_sets);
  add(to.gold_numbers, from.gold_numbers);
  add(to.predicted_numbers, from.predicted_numbers);
  add(to.gold_texts, from.gold_texts);
  add(to.predicted_texts, from.predicted_texts);
  add(to.probabilities, from.probabilities);
  add(to.status, from.status);
  add(to.gold_shares, from.gold_shares);
  add(to.log_probabilities, from.log_probabilities);
}

Error not_paired(const ScoringTask& a, const ScoringTask& b, const std::string& what) {
  return Error{ErrorKind::refused,
               fmt::format("{} and {} have different {}, so they are not paired", a.system, b.system, what)};
}

std::optional<std::string> what_differs(const ScoringTask& a, const ScoringTask& b) {
  if (a.kind != b.kind || a.task != b.task || a.field != b.field) return "tasks";
  if (a.labels != b.labels) return "labels";
  if (a.ids != b.ids) return "items";
  if (a.gold_labels != b.gold_labels || a.gold_sets != b.gold_sets || a.gold_numbers != b.gold_numbers ||
      a.gold_texts != b.gold_texts || a.gold_shares != b.gold_shares)
    return "gold";
  return std::nullopt;
}

// [items × place.size()] as [items × labels], the cells of old label i at place[i].
void spread(std::vector<double>& column, const std::vector<LabelId>& place, std::size_t labels) {
  if (column.empty()) return;
  std::vector<double> wide(column.size() / place.size() * labels, 0);
  for (std::size_t cell = 0; cell < column.size(); ++cell)
    wide[cell / place.size() * labels + static_cast<std::size_t>(place[cell % place.size()])] = column[cell];
  column = std::move(wide);
}

}  // namespace

ScoringTask items_of(const ScoringTask& task, const std::vector<std::size_t>& items) {
  ScoringTask chosen = task;
  for_each_column(chosen, [&](auto& column) {
    if (column.empty()) return;
    auto whole = std::move(column);
    column.clear();
    for (const std::size_t item : items) column.push_back(std::move(whole[item]));
  });
  for (auto* column : {&chosen.probabilities, &chosen.gold_shares}) {  // several cells an item
    if (column->empty()) continue;
    const auto whole = std::move(*column);
    column->clear();
    for (const std::size_t item : items)
      for (std::size_t label = 0; label < task.labels.size(); ++label)
        column->push_back(whole[item * task.labels.size() + label]);
  }
  return chosen;
}

Result<JoinedTasks> join_tasks(const ScoringTask& a, const ScoringTask& b) {
  if (const auto what = what_differs(a, b)) return not_paired(a, b, *what);
  JoinedTasks joined{a, b, {}};
  if (a.kind == TaskKind::numbers) {
    std::vector<std::size_t> items;
    for (std::size_t item = 0; item < a.ids.size(); ++item)
      if (std::isfinite(a.predicted_numbers[item]) && std::isfinite(b.predicted_numbers[item])) items.push_back(item);
    joined.a = items_of(a, items);
    joined.b = items_of(b, items);
  }
  if (joined.a.log_probabilities.size() != joined.b.log_probabilities.size()) {
    joined.a.log_probabilities.clear();
    joined.b.log_probabilities.clear();
  }
  if (joined.a.probabilities.size() != joined.b.probabilities.size()) {
    joined.a.probabilities.clear();
    joined.b.probabilities.clear();
  }
  joined.both = joined.a;
  joined.both.texts.clear();
  joined.both.answers.clear();
  joined.both.clusters.clear();
  append(joined.both, joined.b);
  return joined;
}

void unite_labels(std::vector<ScoringTask*> tasks) {
  std::set<std::string> all;
  for (const ScoringTask* task : tasks) all.insert(task->labels.begin(), task->labels.end());
  const std::vector<std::string> labels(all.begin(), all.end());
  for (ScoringTask* task : tasks) {
    std::vector<LabelId> place;
    for (const std::string& label : task->labels)
      place.push_back(static_cast<LabelId>(std::ranges::lower_bound(labels, label) - labels.begin()));
    const auto move = [&](LabelId& label) {
      if (label != kNoLabel) label = place[static_cast<std::size_t>(label)];
    };
    for (auto* column : {&task->gold_labels, &task->predicted_labels}) std::ranges::for_each(*column, move);
    for (auto* column : {&task->gold_sets, &task->predicted_sets})
      for (auto& set : *column) {
        std::ranges::for_each(set, move);
        std::ranges::sort(set);
      }
    for (auto* column : {&task->probabilities, &task->gold_shares}) spread(*column, place, labels.size());
    task->labels = labels;
  }
}

}  // namespace openaffect
