#include "openaffect/evaluate/benchmark_grids.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

namespace openaffect {
namespace {

using Texts = std::vector<std::string>;

template <class Value>
bool add_once(std::vector<Value>& values, const Value& value) {
  if (std::ranges::find(values, value) != values.end()) return false;
  values.push_back(value);
  return true;
}

struct Column {
  std::size_t number = 0;
  PublishedPlace place;
  std::string title, note;
  int digits = 2;
};

int digits_of(double value) {
  const std::string text = fmt::format("{}", value);
  const std::size_t point = text.find('.');
  return point == std::string::npos ? 2 : std::clamp(static_cast<int>(text.size() - point - 1), 2, 4);
}

std::string title_of(const PublishedValue& value) {
  if (!value.title.empty()) return value.title;
  std::string title = value.place.task;
  for (const std::string& more : {value.place.field, value.place.metric, value.place.part})
    if (!more.empty()) title += " " + more;
  return title;
}

// One printed table.
class PrintedTable {
 public:
  PrintedTable(const Benchmark& benchmark, const std::string& source, std::span<const ResultRow> rows)
      : benchmark_(benchmark), rows_(rows) {
    for (const PublishedValue& value : benchmark.published)
      if (value.source == source) values_.push_back(&value);
    for (const PublishedValue* value : values_) add_column(*value);
    std::ranges::sort(columns_, {}, &Column::number);
    for (const ResultRow& row : rows)
      if (row.part.empty() && std::ranges::any_of(columns_, [&](const Column& column) { return is_at(row, column); }))
        add_once(ours_, row.system);
  }

  bool has_ours() const { return !ours_.empty(); }
  std::size_t columns() const { return columns_.size(); }

  ResultGrid grid(std::size_t begin, std::size_t end) const {
    ResultGrid grid;
    grid.columns.push_back({"system"});
    const auto columns = std::span(columns_).subspan(begin, end - begin);
    for (const Column& column : columns)
      grid.columns.push_back({column.title + mark(column_note(column), grid.notes), true});
    Texts left = ours_, printed;
    for (const PublishedValue* value : values_) {
      if (!add_once(printed, value->system)) continue;
      grid.rows.push_back({value->system + mark(value->row_note, grid.notes)});
      for (const Column& column : columns) grid.rows.back().push_back(printed_cell(value->system, column));
      for (const std::string& own : ours_)
        if (is_same_system(*value, own) && std::erase(left, own) > 0) add_ours(own, columns, grid);
    }
    for (const std::string& own : left) add_ours(own, columns, grid);
    return grid;
  }

 private:
  void add_column(const PublishedValue& value) {
    auto column = std::ranges::find(columns_, value.column, &Column::number);
    if (column == columns_.end())
      column = columns_.insert(columns_.end(), {value.column, value.place, title_of(value), value.column_note});
    column->digits = std::max(column->digits, digits_of(value.value));
  }

  static bool is_at(const ResultRow& row, const Column& column) {
    return column.place.part.empty() && row.task == column.place.task && row.metric == column.place.metric &&
           (row.label == column.place.field || (std::isnan(row.value) && row.label.empty()));
  }

  // What is said of the task's own figures, then what is said of the paper's.
  std::string column_note(const Column& column) const {
    const std::string& own = benchmark_.find_task(column.place.task)->note;
    return own + (own.empty() || column.note.empty() ? "" : "; ") + column.note;
  }

  static std::string mark(const std::string& note, Texts& notes) {
    if (note.empty()) return "";
    const auto same = [&](const std::string& each) { return each.ends_with("] " + note); };
    auto found = std::ranges::find_if(notes, same);
    if (found == notes.end()) found = notes.insert(notes.end(), fmt::format("[{}] {}", notes.size() + 1, note));
    return fmt::format(" [{}]", found - notes.begin() + 1);
  }

  std::string printed_cell(const std::string& system, const Column& column) const {
    for (const PublishedValue* value : values_)
      if (value->column == column.number && value->system == system)
        return fmt::format("{:.{}f}", value->value, column.digits);
    return "-";
  }

  std::string our_cell(const std::string& system, const Column& column) const {
    const ResultRow* found = nullptr;  // the row of the place, else one that says why the whole task has none
    for (const ResultRow& row : rows_)
      if (row.part.empty() && row.system == system && is_at(row, column) && (!found || row.label == column.place.field))
        found = &row;
    if (!found) return "-";
    return std::isnan(found->value) ? found->reason : fmt::format("{:.{}f}", found->value, column.digits);
  }

  void add_ours(const std::string& system, std::span<const Column> columns, ResultGrid& grid) const {
    grid.rows.push_back({system + " (here)"});
    for (const Column& column : columns) grid.rows.back().push_back(our_cell(system, column));
  }

  const Benchmark& benchmark_;
  std::span<const ResultRow> rows_;
  std::vector<const PublishedValue*> values_;
  std::vector<Column> columns_;
  Texts ours_;
};

}  // namespace

std::vector<ResultGrid> published_grids(const Benchmark& benchmark, std::span<const ResultRow> rows,
                                        std::size_t columns) {
  Texts sources;
  for (const PublishedValue& value : benchmark.published) add_once(sources, value.source);
  std::vector<ResultGrid> grids;
  for (const std::string& source : sources) {
    const PrintedTable table(benchmark, source, rows);
    if (!table.has_ours()) continue;
    for (std::size_t begin = 0; begin < table.columns(); begin += columns) {
      grids.push_back(table.grid(begin, std::min(begin + columns, table.columns())));
      grids.back().title = "Published: " + source;
    }
  }
  return grids;
}

std::optional<ResultGrid> failed_answers_grid(const std::vector<BenchmarkSystem>& systems) {
  constexpr AnswerStatus kFailures[] = {AnswerStatus::out_of_range, AnswerStatus::no_number, AnswerStatus::no_answer};
  ResultGrid grid;
  grid.title = "Answers that are none of the task";
  grid.columns = {{"system"},          {"task"},           {"items", true}, {"out_of_range", true},
                  {"no_number", true}, {"no_answer", true}};
  for (const BenchmarkSystem& system : systems)
    for (const ScoringTask& task : system.tasks) {
      if (std::ranges::all_of(task.status, [](AnswerStatus status) { return status == AnswerStatus::ok; })) continue;
      const std::string name = task.task + (task.field.empty() ? "" : " " + task.field);
      grid.rows.push_back({system.name, name, std::to_string(task.ids.size())});
      for (const AnswerStatus failure : kFailures)
        grid.rows.back().push_back(std::to_string(std::ranges::count(task.status, failure)));
    }
  if (grid.rows.empty()) return std::nullopt;
  grid.notes = {"They are wrong in accuracy and F1, and left out of correlations and errors."};
  return grid;
}

std::optional<ResultGrid> notes_grid(const Benchmark& benchmark, const std::vector<BenchmarkSystem>& systems) {
  ResultGrid grid;
  grid.title = "Notes";
  if (!benchmark.paper.empty()) grid.notes.push_back("Paper: " + benchmark.paper);
  for (const BenchmarkSystem& system : systems)
    for (const std::string& note : system.notes) grid.notes.push_back(system.name + ": " + note);
  std::ranges::copy(benchmark.notes, std::back_inserter(grid.notes));
  if (grid.notes.empty()) return std::nullopt;
  return grid;
}

}  // namespace openaffect
