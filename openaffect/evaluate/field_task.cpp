#include "openaffect/evaluate/field_task.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "openaffect/core/names.h"
#include "openaffect/evaluate/label_cells.h"
#include "openaffect/evaluate/probability_cells.h"

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

bool is_nan_or_infinity(std::string_view cell) {
  if (cell.starts_with('-') || cell.starts_with('+')) cell.remove_prefix(1);
  std::string low(cell.substr(0, 9));
  for (char& byte : low) byte = byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + ('a' - 'A')) : byte;
  return low == "nan" || low == "inf" || low == "infinity";
}

// Without a scheme: a column of floating point, or mostly of numbers of which one is not whole or not finite, is
// numbers (what is none of them is an error, then); lists are sets.
TaskKind kind_of_cells(const TableColumns& gold, const std::string& column) {
  if (gold.find(column)->type == ColumnType::float64) return TaskKind::numbers;
  std::size_t numbers = 0, words = 0;
  bool some_broken = false, some_list = false;
  for (const auto& cell : gold.cells(column)) {
    if (!cell || cell->empty()) continue;
    const auto number = cell_number(*cell);
    const bool is_odd = !number && is_nan_or_infinity(*cell);
    ++(number || is_odd ? numbers : words);
    some_broken = some_broken || is_odd || (number && *number != std::floor(*number));
    some_list = some_list || cell->front() == '[' || cell->find('|') != std::string::npos;
  }
  if (numbers > words && some_broken) return TaskKind::numbers;
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
    if (field_.gold.empty()) return std::move(task_);  // shares of answers are all there is
    task_.kind = kind ? *kind : columns_.scheme ? kind_of_scheme(*columns_.scheme) : kind_of_cells(gold_, field_.gold);
    gold_cells_ = &gold_.cells(field_.gold);
    predicted_cells_ = field_.predicted.empty() ? nullptr : &predicted_.cells(field_.predicted);
    if (has_labels()) {
      name_labels();
      find_probabilities();
    }
    for (const auto& [predicted, gold] : rows_.rows) OA_CHECK(add(predicted, gold));
    if (probabilities_) OA_CHECK(probabilities_->check());
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
      names_.emplace(cells, sets(), field_.column_labels);
    }
    task_.labels.assign(names_->ids().begin(), names_->ids().end());
    if (task_.kind == TaskKind::grades) task_.label_values = grade_values();
  }

  // They are of use when there is one a label.
  void find_probabilities() {
    if (field_.probabilities.empty()) return;
    const std::string& first = field_.probabilities.front();
    const std::string prefix = first.substr(0, first.size() - field_.column_labels.front().size());
    for (const std::string& label : task_.labels) probability_columns_.push_back(prefix + label);
    for (const std::string& column : probability_columns_)
      if (!predicted_.find(column)) {
        warnings_.push_back(
            fmt::format("{} has no column {}; probabilities are not scored", predicted_.path(), column));
        return;
      }
    probabilities_.emplace(predicted_, probability_columns_, sets() ? SumRule::free : SumRule::one);
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
    if (!cell || (has_labels() && !sets() && cell->empty())) {
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
    describe_item(rows_, predicted, gold, task_);
    if (predicted_cells_) task_.answers.push_back((*predicted_cells_)[predicted].value_or(""));
    if (probabilities_) OA_CHECK(probabilities_->add(predicted, task_.ids.back(), task_.probabilities));
    if (task_.kind == TaskKind::texts) OA_CHECK(add_log_probabilities(predicted));
    return Done{};
  }

  // An empty cell says nothing, in jsonl too.
  std::optional<std::string> label_said(std::size_t row) const {
    if (!predicted_cells_ || !(*predicted_cells_)[row] || (*predicted_cells_)[row]->empty()) return std::nullopt;
    return (*predicted_cells_)[row];
  }

  Result<Done> add_label(const std::string& cell, std::size_t predicted, std::size_t gold) {
    const LabelId label = names_->find(cell);
    if (label == kNoLabel) return gold_error(gold, unknown_name_message("label", cell, task_.labels));
    task_.gold_labels.push_back(label);
    const std::optional<std::string> said = label_said(predicted);
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
      answer.push_back(names_->find(word));
      known = known && answer.back() != kNoLabel;
    }
    if (!said) answer = {kNoLabel};
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
    const double answer = said ? cell_number(*said).value_or(kNan) : kNan;
    if (const NumberField* range = range_of_field()) {
      gold_beyond_ += *number < range->minimum || *number > range->maximum;
      predicted_beyond_ += answer < range->minimum || answer > range->maximum;
    }
    task_.predicted_numbers.push_back(answer);
    task_.status.push_back(!std::isnan(answer) ? AnswerStatus::ok
                           : said              ? AnswerStatus::no_number
                                               : AnswerStatus::no_answer);
    return Done{};
  }

  void add_text(const std::string& cell, std::size_t predicted) {
    const std::optional<std::string> said = predicted_cells_ ? (*predicted_cells_)[predicted] : std::nullopt;
    task_.gold_texts.push_back(cell);
    task_.predicted_texts.push_back(said.value_or(""));
    note(said, true);
  }

  // A list of numbers a row: the tokens' logarithms. What is no logarithm of a probability is found by the scorer.
  Result<Done> add_log_probabilities(std::size_t row) {
    if (field_.log_probabilities.empty()) return Done{};
    const auto& cell = predicted_.cells(field_.log_probabilities)[row];
    std::vector<double> tokens;
    for (const std::string& word : cell_words(cell.value_or(""))) {
      const auto number = cell_number(word);
      if (!number || *number > 1e-6)
        return Error{ErrorKind::format,
                     fmt::format("'{}' is not the logarithm of a probability", word.substr(0, 80)),
                     {predicted_.path(), row + 1, field_.log_probabilities, {}}};
      tokens.push_back(*number);
    }
    task_.log_probabilities.push_back(std::move(tokens));
    return Done{};
  }

  void note(const std::optional<std::string>& said, bool known) {
    task_.status.push_back(!said ? AnswerStatus::no_answer : known ? AnswerStatus::ok : AnswerStatus::out_of_range);
    if (said && !known && outside_.size() < 5) outside_.insert(said->substr(0, 80));
  }

  const NumberField* range_of_field() const {
    return columns_.scheme && !task_.field.empty() ? columns_.scheme->find_field(task_.field) : nullptr;
  }

  void tell_ranges() {
    const NumberField* range = range_of_field();
    const auto tell_side = [&](std::size_t beyond, const TableColumns& table, const std::string& column) {
      if (beyond > 0)
        warnings_.push_back(fmt::format(
            "{}, column {}: {} of {} numbers lie outside {}..{} of the scheme {}; is it the "
            "same scale?",
            table.path(), column, beyond, task_.ids.size(), range->minimum, range->maximum, columns_.scheme->id()));
    };
    tell_side(gold_beyond_, gold_, field_.gold);
    tell_side(predicted_beyond_, predicted_, field_.predicted);
  }

  void tell() {
    tell_ranges();
    const std::string what = task_.field.empty() ? "" : " of " + task_.field;
    if (without_gold_ > 0)
      warnings_.push_back(fmt::format("{} rows have no gold{} and are left out", without_gold_, what));
    if (!predicted_cells_) return;
    const auto count = [&](AnswerStatus status) { return std::ranges::count(task_.status, status); };
    const std::string where = predicted_.path() + ", column " + field_.predicted;
    if (const auto n = count(AnswerStatus::out_of_range); n > 0)
      warnings_.push_back(fmt::format("{}: {} predictions are no label of the scheme ({}); they count as wrong", where,
                                      n, fmt::join(outside_, ", ")));
    if (const auto n = count(AnswerStatus::no_answer); n > 0 && n < std::ssize(task_.status))
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
  std::size_t gold_beyond_ = 0, predicted_beyond_ = 0;
  std::vector<std::string> probability_columns_;
  std::optional<ProbabilityCells> probabilities_;  // refers to the columns
  std::size_t without_gold_ = 0;
  std::set<std::string> outside_;
};

}  // namespace

void describe_item(const FieldRows& rows, std::size_t predicted, std::size_t gold, ScoringTask& task) {
  task.ids.push_back(rows.ids ? (*rows.ids)[gold].value_or("") : std::to_string(gold + 1));
  if (rows.clusters) {
    const auto& cluster = (*rows.clusters)[rows.clusters_in_gold ? gold : predicted];
    task.clusters.push_back(cluster ? *cluster : fmt::format("\n{}", gold + 1));  // one of its own
  }
  if (rows.texts) task.texts.push_back((*rows.texts)[rows.texts_in_gold ? gold : predicted].value_or(""));
}

Result<ScoringTask> make_field_task(const TableColumns& predicted, const TableColumns& gold,
                                    const ScoredColumns& columns, const ScoredField& field, const FieldRows& rows,
                                    std::optional<TaskKind> kind, std::vector<std::string>& warnings) {
  return FieldTask(predicted, gold, columns, field, rows, warnings).make(kind);
}

}  // namespace openaffect
