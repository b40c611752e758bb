#include "openaffect/evaluate/benchmark_rows.h"

#include <nlohmann/json.hpp>

#include "openaffect/evaluate/answers.h"

namespace openaffect {
namespace {

LabelsAnswer read_labels(const BenchmarkTask& task, const WrittenAnswer& answer) {
  return answer.is_list ? read_labels_list(answer.names, *task.scheme, task.none)
                        : read_labels_answer(answer.text, *task.scheme, task.none);
}

// A list of one stands for its text.
const std::string& text_of(const WrittenAnswer& answer) {
  static const std::string kNone;
  if (!answer.is_list) return answer.text;
  return answer.names.size() == 1 ? answer.names[0] : kNone;
}

std::string list_text(const std::vector<std::string>& names) {
  return nlohmann::json(names).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

ScoringTask empty_scoring_task(const BenchmarkTask& task, const std::string& field) {
  ScoringTask scoring;
  scoring.task = task.id, scoring.field = field, scoring.kind = task.kind;
  scoring.labels = task.label_ids();
  return scoring;
}

bool append_gold(const BenchmarkTask& task, const WrittenAnswer& gold, ScoringTask& to) {
  switch (task.kind) {
    case TaskKind::classes:
    case TaskKind::grades: {
      const ClassAnswer read = read_class_answer(text_of(gold), task.values);
      if (read.status == AnswerStatus::ok) to.gold_labels.push_back(read.label);
      return read.status == AnswerStatus::ok;
    }
    case TaskKind::label_sets: {
      LabelsAnswer read = read_labels(task, gold);
      if (read.status == AnswerStatus::ok) to.gold_sets.push_back(std::move(read.labels));
      return read.status == AnswerStatus::ok;
    }
    case TaskKind::numbers: {
      const NumberAnswer read = read_number_answer(text_of(gold), task.minimum, task.maximum);
      if (read.status == AnswerStatus::ok) to.gold_numbers.push_back(read.value);
      return read.status == AnswerStatus::ok;
    }
    default:
      to.gold_texts.push_back(text_of(gold));
      return true;
  }
}

void append_prediction(const BenchmarkTask& task, const WrittenAnswer& answer, ScoringTask& to) {
  to.answers.push_back(answer.is_list ? list_text(answer.names) : answer.text);
  switch (task.kind) {
    case TaskKind::classes:
    case TaskKind::grades: {
      const ClassAnswer read = read_class_answer(text_of(answer), task.values);
      to.predicted_labels.push_back(read.label);
      to.status.push_back(read.status);
      return;
    }
    case TaskKind::label_sets: {
      LabelsAnswer read = read_labels(task, answer);
      to.predicted_sets.push_back(std::move(read.labels));
      to.status.push_back(read.status);
      return;
    }
    case TaskKind::numbers: {
      const NumberAnswer read = read_number_answer(text_of(answer), task.minimum, task.maximum);
      to.predicted_numbers.push_back(read.value);
      to.status.push_back(read.status);
      return;
    }
    default:
      to.predicted_texts.push_back(text_of(answer));
      to.status.push_back(text_of(answer).empty() ? AnswerStatus::no_answer : AnswerStatus::ok);
  }
}

}  // namespace openaffect
