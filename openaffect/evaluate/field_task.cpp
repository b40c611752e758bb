#include "openaffect/evaluate/field_task.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "openaffect/core/names.h"
#include "openaffect/evaluate/label_cells.h"

namespace openaffect {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

TaskKind kind_of_scheme(const Scheme& scheme) {
  switch (scheme.kind()) {
    case SchemeKind::multi_categories:
      return TaskKind::label_sets;
    case SchemeKind::grades:
      return TaskKind::grades;
    case SchemeKind::numbers:
    case SchemeKind::track:
      return TaskKind::numbers;
    case SchemeKind::free_text:
      return TaskKind::texts;
    default:
      return TaskKind::classes;
  }
}

// Without a scheme: a column of floating point, or of numbers of which one is not whole, is numbers; lists are sets.
TaskKind kind_of_cells(const TableColumns& gold, const std::string& column) {
  if (gold.find(column)->type == ColumnType::float64) return TaskKind::numbers;
  bool all_numbers = true, some_broken = false, some_list = false;
  for (const auto& cell : gold.cells(column)) {
    if (!cell || cell->empty()) continue;
    const auto number = cell_number(*cell);
    all_numbers = all_numbers && number.has_value();
    some_broken = some_broken || (number && *number != std::floor(*number));
    some_list = some_list || cell->front() == '[' || cell->find('|') != std::string::npos;
  }
  if (all_numbers && some_broken) return TaskKind::numbers;
  return some_list ? TaskKind::label_sets : TaskKind::classes;
}

class FieldTask {
 public:
  FieldTask(const TableColumns& predicted, const TableColumns& gold, const ScoredColumns& columns,
            const ScoredField& field, const FieldRows& rows, std::vector<std::string>& warnings)
      : predicted_(predicted), gold_(gold), columns_(columns), field_(field), rows_(rows), warnings_(warnings) {}

  Result<ScoringTask> make(std::optional<TaskKind> kind) {
    task_.system = columns_.system;
    task_.field = field_.field;
    task_.kind = kind ? *kind : columns_.scheme ? kind_of_scheme(*columns_.scheme) : kind_of_cells(gold_, field_.gold);
    gold_cells_ = &gold_.cells(field_.gold);
    predicted_cells_ = field_.predicted.empty() ? nullptr : &predicted_.cells(field_.predicted);
    if (has_labels()) name_labels();
    for (const auto& [predicted, gold] : rows_.rows) OA_CHECK(add(predicted, gold));
    tell();
    return std::move(task_);
  }

 private:
  bool sets() const { return task_.kind == TaskKind::label_sets; }
  bool has_labels() const { return sets() || task_.kind == TaskKind::classes || task_.kind == TaskKind::grades; }

  void name_labels() {
    if (columns_.scheme && !columns_.scheme->labels().empty())
      names_.emplace(columns_.scheme);
    else {
      std::vector<const TextCells*> cells = {gold_cells_};
      if (predicted_cells_) cells.push_back(predicted_cells_);
      names_.emplace(cells, sets());
    }
    task_.labels.assign(names_->ids().begin(), names_->ids().end());
    if (task_.kind == TaskKind::grades) task_.label_values = grade_values();
  }

  std::vector<double> grade_values() const {
    std::vector<double> values;
    if (!columns_.scheme) return values;
    for (const Label& label : columns_.scheme->labels())
      if (label.value) values.push_back(*label.value);
    return values.size() == task_.labels.size() ? values : std::vector<double>{};
  }

  Error gold_error(std::size_t row, const std::string& what) const {
    return Error{ErrorKind::format, what, {gold_.path(), row + 1, field_.gold, {}}};
  }

  // In csv an empty list is an empty cell, which reads as null.
  std::optional<std::string> set_cell(const TableColumns& table, const TextCells& cells, std::size_t row) const {
    const bool csv = table.format() == TableFormat::csv || table.format() == TableFormat::tsv;
    return cells[row] || !csv ? cells[row] : std::optional<std::string>("");
  }

  Result<Done> add(std::size_t predicted, std::size_t gold) {
    const auto cell = sets() ? set_cell(gold_, *gold_cells_, gold) : (*gold_cells_)[gold];
    if (!cell) {
      ++without_gold_;
      return Done{};
    }
    switch (task_.kind) {
      case TaskKind::classes:
      case TaskKind::grades:
        OA_CHECK(add_label(*cell, predicted, gold));
        break;
      case TaskKind::label_sets:
        OA_CHECK(add_set(*cell, predicted, gold));
        break;
      case TaskKind::numbers:
        OA_CHECK(add_number(*cell, predicted, gold));
        break;
      case TaskKind::texts:
        add_text(*cell, predicted);
        break;
    }
    if (!field_.probabilities.empty()) OA_CHECK(add_probabilities(predicted));
    describe(predicted, gold);
    return Done{};
  }

  Result<Done> add_label(const std::string& cell, std::size_t predicted, std::size_t gold) {
    const LabelId label = names_->find(cell);
    if (label == kNoLabel) return gold_error(gold, unknown_name_message("label", cell, task_.labels));
    task_.gold_labels.push_back(label);
    const std::optional<std::string> said = predicted_cells_ ? (*predicted_cells_)[predicted] : std::nullopt;
    const LabelId answer = said ? names_->find(*said) : kNoLabel;
    task_.predicted_labels.push_back(answer);
    note(said, answer != kNoLabel);
    return Done{};
  }

  Result<Done> add_set(const std::string& cell, std::size_t predicted, std::size_t gold) {
    std::vector<LabelId> labels;
    for (const std::string& word : cell_words(cell)) {
      labels.push_back(names_->find(word));
      if (labels.back() == kNoLabel) return gold_error(gold, unknown_name_message("label", word, task_.labels));
    }
    task_.gold_sets.push_back(sorted(std::move(labels)));
    const auto said = predicted_cells_ ? set_cell(predicted_, *predicted_cells_, predicted) : std::nullopt;
    bool known = true;
    std::vector<LabelId> answer;
    for (const std::string& word : cell_words(said.value_or(""))) {
      const LabelId label = names_->find(word);
      if (label == kNoLabel)
        known = false;
      else
        answer.push_back(label);
    }
    task_.predicted_sets.push_back(sorted(std::move(answer)));
    note(said, known);
    return Done{};
  }

  static std::vector<LabelId> sorted(std::vector<LabelId> labels) {
    std::ranges::sort(labels);
    labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
    return labels;
  }

  Result<Done> add_number(const std::string& cell, std::size_t predicted, std::size_t gold) {
    const auto number = cell_number(cell);
    if (!number) return gold_error(gold, fmt::format("'{}' is no finite number", cell.substr(0, 80)));
    task_.gold_numbers.push_back(*number);
    const std::optional<std::string> said = predicted_cells_ ? (*predicted_cells_)[predicted] : std::nullopt;
    const auto answer = said ? cell_number(*said) : std::nullopt;
    task_.predicted_numbers.push_back(answer.value_or(kNan));
    task_.status.push_back(answer ? AnswerStatus::ok : said ? AnswerStatus::no_number : AnswerStatus::no_answer);
    return Done{};
  }

  void add_text(const std::string& cell, std::size_t predicted) {
    const std::optional<std::string> said = predicted_cells_ ? (*predicted_cells_)[predicted] : std::nullopt;
    task_.gold_texts.push_back(cell);
    task_.predicted_texts.push_back(said.value_or(""));
    note(said, true);
  }

  Result<Done> add_probabilities(std::size_t row) {
    for (const std::string& column : field_.probabilities) {
      const auto& cell = predicted_.cells(column)[row];
      const auto number = cell ? cell_number(*cell) : std::nullopt;
      if (number && *number >= 0 && *number <= 1) {
        task_.probabilities.push_back(*number);
        continue;
      }
      return Error{ErrorKind::format,
                   fmt::format("'{}' is no probability", cell ? cell->substr(0, 80) : std::string("null")),
                   {predicted_.path(), row + 1, column, {}}};
    }
    return Done{};
  }

  void note(const std::optional<std::string>& said, bool known) {
    task_.status.push_back(!said ? AnswerStatus::no_answer : known ? AnswerStatus::ok : AnswerStatus::out_of_range);
    if (said && !known && outside_.size() < 5) outside_.insert(said->substr(0, 80));
  }

  void describe(std::size_t predicted, std::size_t gold) {
    const auto cell = [&](const TextCells& cells, bool in_gold) {
      return cells[in_gold ? gold : predicted].value_or("");
    };
    if (predicted_cells_) task_.answers.push_back((*predicted_cells_)[predicted].value_or(""));
    task_.ids.push_back(rows_.ids ? (*rows_.ids)[gold].value_or("") : std::to_string(gold + 1));
    if (rows_.clusters) task_.clusters.push_back(cell(*rows_.clusters, rows_.clusters_in_gold));
    if (rows_.texts) task_.texts.push_back(cell(*rows_.texts, rows_.texts_in_gold));
  }

  void tell() {
    const std::string what = task_.field.empty() ? "" : " of " + task_.field;
    if (without_gold_ > 0)
      warnings_.push_back(fmt::format("{} rows have no gold{} and are left out", without_gold_, what));
    if (!predicted_cells_) return;
    const auto count = [&](AnswerStatus status) { return std::ranges::count(task_.status, status); };
    const std::string where = predicted_.path() + ", column " + field_.predicted;
    if (const auto n = count(AnswerStatus::out_of_range); n > 0)
      warnings_.push_back(fmt::format("{}: {} predictions are no label of the scheme ({}); they count as wrong", where,
                                      n, fmt::join(outside_, ", ")));
    if (const auto n = count(AnswerStatus::no_answer); n > 0)
      warnings_.push_back(fmt::format("{}: {} rows have no prediction; {}", where, n,
                                      task_.kind == TaskKind::numbers ? "they are left out" : "they count as wrong"));
    if (const auto n = count(AnswerStatus::no_number); n > 0)
      warnings_.push_back(fmt::format("{}: {} predictions are no finite number; they are left out", where, n));
  }

  const TableColumns& predicted_;
  const TableColumns& gold_;
  const ScoredColumns& columns_;
  const ScoredField& field_;
  const FieldRows& rows_;
  std::vector<std::string>& warnings_;
  ScoringTask task_;
  const TextCells* gold_cells_ = nullptr;
  const TextCells* predicted_cells_ = nullptr;
  std::optional<LabelNames> names_;
  std::size_t without_gold_ = 0;
  std::set<std::string> outside_;
};

}  // namespace

Result<ScoringTask> make_field_task(const TableColumns& predicted, const TableColumns& gold,
                                    const ScoredColumns& columns, const ScoredField& field, const FieldRows& rows,
                                    std::optional<TaskKind> kind, std::vector<std::string>& warnings) {
  return FieldTask(predicted, gold, columns, field, rows, warnings).make(kind);
}

}  // namespace openaffect
