#include "openaffect/evaluate/benchmark_cells.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "openaffect/evaluate/answers.h"

namespace openaffect {
namespace {

ClassAnswer read_label(const BenchmarkTask& task, std::string_view cell) {
  if (const auto label = task.scheme->find_label(cell)) return {*label, AnswerStatus::ok};
  if (!task.values.empty()) return read_class_answer(cell, task.values);
  return {kNoLabel, cell.empty() ? AnswerStatus::no_answer : AnswerStatus::out_of_range};
}

LabelsAnswer read_labels(const BenchmarkTask& task, std::string_view cell) {
  if (cell.empty() || cell == "[]") return {{}, AnswerStatus::ok};
  return read_labels_answer(cell, *task.scheme, task.none);
}

NumberAnswer read_number(const BenchmarkTask& task, std::string_view cell) {
  const auto number = number_of_cell(cell);
  if (!number) return read_number_answer(cell, task.minimum, task.maximum);
  if (*number >= task.minimum && *number <= task.maximum) return {*number, AnswerStatus::ok};
  return {std::nan(""), AnswerStatus::out_of_range};
}

}  // namespace

TextCells plain_cells(const Block& block, std::size_t column, ColumnType type) {
  TextCells cells = block.as_texts(column);
  if (type != ColumnType::other) return cells;
  for (auto& cell : cells) {
    if (!cell || cell->size() < 2 || !cell->starts_with('"') || !cell->ends_with('"')) continue;
    std::string plain;
    for (std::size_t i = 1; i + 1 < cell->size(); ++i) {
      plain += (*cell)[i];
      if ((*cell)[i] == '"') ++i;
    }
    cell = std::move(plain);
  }
  return cells;
}

std::optional<double> number_of_cell(std::string_view cell) {
  double number = 0;
  const auto read = std::from_chars(cell.data(), cell.data() + cell.size(), number);
  if (read.ec != std::errc() || read.ptr != cell.data() + cell.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

LabelId label_of_task(const BenchmarkTask& task, LabelId label) {
  if (task.groups.empty() || label == kNoLabel) return label;
  for (std::size_t i = 0; i < task.groups.size(); ++i) {
    const std::vector<LabelId>& labels = task.groups[i].labels;
    if (std::find(labels.begin(), labels.end(), label) != labels.end()) return static_cast<LabelId>(i);
  }
  return kNoLabel;
}

std::vector<LabelId> labels_of_task(const BenchmarkTask& task, const std::vector<LabelId>& labels) {
  std::vector<LabelId> own;
  for (const LabelId label : labels)
    if (const LabelId position = label_of_task(task, label); position != kNoLabel) own.push_back(position);
  std::sort(own.begin(), own.end());
  own.erase(std::unique(own.begin(), own.end()), own.end());
  return own;
}

GoldCell append_gold_cell(const BenchmarkTask& task, std::string_view cell, ScoringTask& to) {
  switch (task.kind) {
    case TaskKind::classes:
    case TaskKind::grades: {
      const ClassAnswer read = read_label(task, cell);
      if (read.status != AnswerStatus::ok) return GoldCell::bad;
      const LabelId label = label_of_task(task, read.label);
      if (label == kNoLabel) return GoldCell::left_out;
      to.gold_labels.push_back(label);
      return GoldCell::taken;
    }
    case TaskKind::label_sets: {
      const LabelsAnswer read = read_labels(task, cell);
      if (read.status != AnswerStatus::ok) return GoldCell::bad;
      to.gold_sets.push_back(labels_of_task(task, read.labels));
      return GoldCell::taken;
    }
    case TaskKind::numbers: {
      const auto number = number_of_cell(cell);
      if (!number || *number < task.minimum || *number > task.maximum) return GoldCell::bad;
      to.gold_numbers.push_back(*number);
      return GoldCell::taken;
    }
    default:
      to.gold_texts.emplace_back(cell);
      return GoldCell::taken;
  }
}

void append_prediction_cell(const BenchmarkTask& task, std::optional<std::string_view> cell, ScoringTask& to) {
  const std::string_view text = cell.value_or("");
  to.answers.emplace_back(text);
  switch (task.kind) {
    case TaskKind::classes:
    case TaskKind::grades: {
      const ClassAnswer read = cell ? read_label(task, text) : ClassAnswer();
      to.predicted_labels.push_back(label_of_task(task, read.label));
      to.status.push_back(read.status);
      return;
    }
    case TaskKind::label_sets: {
      const LabelsAnswer read = cell ? read_labels(task, text) : LabelsAnswer();
      to.predicted_sets.push_back(labels_of_task(task, read.labels));
      to.status.push_back(read.status);
      return;
    }
    case TaskKind::numbers: {
      const NumberAnswer read = cell ? read_number(task, text) : NumberAnswer{std::nan(""), AnswerStatus::no_answer};
      to.predicted_numbers.push_back(read.value);
      to.status.push_back(read.status);
      return;
    }
    default:
      to.predicted_texts.emplace_back(text);
      to.status.push_back(cell ? AnswerStatus::ok : AnswerStatus::no_answer);
  }
}

}  // namespace openaffect
