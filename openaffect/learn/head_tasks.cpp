#include "openaffect/learn/head_tasks.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace openaffect {
namespace {

struct HeadColumns {
  const RatingColumn* decision = nullptr;
  std::vector<const NumberColumn*> numbers;  // [names]; of labels probabilities; empty: the rater has none
};

const RatingColumn* column_named(const RaterInfo& rater, const RatingBatch& ratings, const std::string& name) {
  for (std::size_t i = 0; i < rater.fields.size(); ++i)
    if (rater.fields[i].name == name) return &ratings.columns[i];
  return nullptr;
}

HeadColumns columns_of(const TrainedHead& head, const std::string& name, const RaterInfo& rater,
                       const RatingBatch& ratings) {
  HeadColumns columns;
  columns.decision = column_named(rater, ratings, name);
  for (const std::string& choice : head.names) {
    const RatingColumn* column = column_named(rater, ratings, name + "." + choice);
    if (!column && head.kind == HeadKind::regression && head.names.size() == 1) column = columns.decision;
    if (const auto* numbers = column ? std::get_if<NumberColumn>(column) : nullptr) columns.numbers.push_back(numbers);
  }
  if (columns.numbers.size() != head.names.size()) columns.numbers.clear();
  if (head.kind == HeadKind::regression ? columns.numbers.empty() : !columns.decision)
    throw ContractError(fmt::format("head_tasks: {} has no field for the head {}", rater.name, head.id));
  return columns;
}

const TargetMatrix* targets_of(const HeldOutPart& part, const std::string& head) {
  const auto found = std::ranges::find(part.targets, head, &TargetMatrix::head);
  return found == part.targets.end() ? nullptr : &*found;
}

std::span<const float> target_row(const TargetMatrix& targets, std::size_t text) {
  return std::span(targets.values).subspan(text * targets.columns, targets.columns);
}

bool was_said(std::span<const float> target) {
  return std::ranges::any_of(target, [](float value) { return !std::isnan(value); });
}

std::vector<LabelId> set_of(std::span<const float> target) {
  std::vector<LabelId> labels;
  for (std::size_t k = 0; k < target.size(); ++k)
    if (target[k] >= .5F) labels.push_back(static_cast<LabelId>(k));
  return labels;
}

std::vector<LabelId> decided_set(const RatingColumn& column, std::size_t text) {
  if (const auto* sets = std::get_if<LabelsColumn>(&column)) {
    std::vector<LabelId> labels = (*sets)[text];
    std::ranges::sort(labels);
    return labels;
  }
  const LabelId label = std::get<LabelColumn>(column)[text];
  return label == kNoLabel ? std::vector<LabelId>{} : std::vector<LabelId>{label};
}

TaskKind task_kind(HeadKind kind) {
  if (kind == HeadKind::multi_label) return TaskKind::label_sets;
  if (kind == HeadKind::regression) return TaskKind::numbers;
  return kind == HeadKind::ordinal ? TaskKind::grades : TaskKind::classes;
}

// Which of the part's texts are scored for a head.
std::vector<std::size_t> texts_of(const HeldOutPart& part, const TargetMatrix& targets, const std::vector<bool>& only) {
  std::vector<std::size_t> texts;
  for (std::size_t text = 0; text < part.texts.size(); ++text)
    if (was_said(target_row(targets, text)) && (only.empty() || only[text])) texts.push_back(text);
  return texts;
}

ScoringTask empty_task(const TrainedHead& head, const Scheme& scheme, const HeldOutPart& part) {
  ScoringTask task{.task = part.source, .field = head.id, .kind = task_kind(head.kind)};
  if (head.kind == HeadKind::regression) return task;
  task.labels = head.names;
  if (head.kind == HeadKind::ordinal &&
      std::ranges::all_of(scheme.labels(), [](const Label& label) { return label.value.has_value(); }))
    for (const Label& label : scheme.labels()) task.label_values.push_back(*label.value);
  return task;
}

void append_gold(const TrainedHead& head, std::span<const float> target, ScoringTask& task) {
  if (head.kind == HeadKind::multi_label) {
    task.gold_sets.push_back(set_of(target));
  } else if (head.kind == HeadKind::distribution) {
    task.gold_shares.insert(task.gold_shares.end(), target.begin(), target.end());
    task.gold_labels.push_back(static_cast<LabelId>(std::ranges::max_element(target) - target.begin()));
  } else {
    task.gold_labels.push_back(static_cast<LabelId>(target[0]));
  }
}

void append_decision(const HeadColumns& columns, std::size_t text, bool rated, ScoringTask& task) {
  if (task.kind == TaskKind::label_sets)
    task.predicted_sets.push_back(rated ? decided_set(*columns.decision, text) : std::vector<LabelId>{});
  else
    task.predicted_labels.push_back(rated ? std::get<LabelColumn>(*columns.decision)[text] : kNoLabel);
  for (const NumberColumn* numbers : columns.numbers)
    task.probabilities.push_back(rated ? std::clamp((*numbers)[text], 0.0, 1.0)
                                       : 1 / static_cast<double>(columns.numbers.size()));
}

void append_item(std::size_t text, const HeldOutPart& part, bool rated, ScoringTask& task) {
  task.ids.push_back(std::to_string(text + 1));
  task.clusters.push_back(part.texts[text].group);
  task.status.push_back(rated ? AnswerStatus::ok : AnswerStatus::no_answer);
}

ScoringTask number_task(const TrainedHead& head, const HeldOutPart& part, const TargetMatrix& targets,
                        const HeadColumns& columns, const RatingBatch& ratings, std::span<const std::size_t> texts,
                        std::size_t field) {
  ScoringTask task{.task = part.source, .field = head.id, .kind = TaskKind::numbers};
  if (head.names.size() > 1) task.field += "." + head.names[field];
  for (const std::size_t text : texts) {
    const double gold = target_row(targets, text)[field];
    if (std::isnan(gold)) continue;
    const double predicted = (*columns.numbers[field])[text];
    append_item(text, part, has_values(ratings.status[text]) && std::isfinite(predicted), task);
    task.gold_numbers.push_back(gold);
    task.predicted_numbers.push_back(predicted);
  }
  return task;
}

float log_odds(double p) {
  constexpr double kEdge = 1e-12;
  p = std::clamp(p, kEdge, 1 - kEdge);
  return static_cast<float>(std::log(p / (1 - p)));
}

// P(grade > k) of the grades' probabilities.
void append_grade_odds(std::span<const double> probabilities, std::vector<float>& logits) {
  double above = 1;
  for (std::size_t k = 0; k + 1 < probabilities.size(); ++k) {
    above -= probabilities[k];
    logits.push_back(log_odds(above));
  }
}

}  // namespace

std::vector<ScoringTask> head_tasks(const TrainedHead& head, const Scheme& scheme, const std::string& column,
                                    const HeldOutPart& part, const RaterInfo& rater, const RatingBatch& ratings,
                                    const std::vector<bool>& only) {
  if (ratings.size() != part.texts.size())
    throw ContractError(fmt::format("head_tasks: {} ratings of {} texts", ratings.size(), part.texts.size()));
  const TargetMatrix* targets = targets_of(part, head.id);
  if (!targets) return {};
  const HeadColumns columns = columns_of(head, column, rater, ratings);
  const std::vector<std::size_t> texts = texts_of(part, *targets, only);
  std::vector<ScoringTask> tasks;
  if (head.kind == HeadKind::regression) {
    for (std::size_t field = 0; field < head.names.size(); ++field)
      tasks.push_back(number_task(head, part, *targets, columns, ratings, texts, field));
    return tasks;
  }
  ScoringTask task = empty_task(head, scheme, part);
  for (const std::size_t text : texts) {
    const bool rated = has_values(ratings.status[text]);
    append_item(text, part, rated, task);
    append_gold(head, target_row(*targets, text), task);
    append_decision(columns, text, rated, task);
  }
  return {task};
}

std::optional<JudgedHead> judged_by_rater(const TrainedHead& head, const std::string& column, const HeldOutPart& part,
                                          const RaterInfo& rater, const RatingBatch& ratings) {
  const TargetMatrix* targets = targets_of(part, head.id);
  if (!targets || head.kind == HeadKind::regression) return std::nullopt;
  const HeadColumns columns = columns_of(head, column, rater, ratings);
  if (columns.numbers.empty()) return std::nullopt;
  JudgedHead judged{.head = head.id, .kind = head.kind, .outputs = head.outputs(), .columns = targets->columns};
  for (const std::size_t text : texts_of(part, *targets, {})) {
    if (!has_values(ratings.status[text])) continue;
    std::vector<double> probabilities;
    for (const NumberColumn* numbers : columns.numbers) probabilities.push_back((*numbers)[text]);
    if (head.kind == HeadKind::ordinal) append_grade_odds(probabilities, judged.logits);
    for (std::size_t k = 0; head.kind != HeadKind::ordinal && k < probabilities.size(); ++k)
      judged.logits.push_back(head.kind == HeadKind::multi_label
                                  ? log_odds(probabilities[k])
                                  : static_cast<float>(std::log(std::max(probabilities[k], 1e-30))));
    const auto target = target_row(*targets, text);
    judged.targets.insert(judged.targets.end(), target.begin(), target.end());
  }
  return judged;
}

}  // namespace openaffect
