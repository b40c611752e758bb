#include "openaffect/report/result_grid.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "openaffect/report/result_text.h"

namespace openaffect {
namespace {

std::string number_text(double value) {
  const std::string text = fmt::format("{:.4f}", value);
  return text == "-0.0000" ? "0.0000" : text;
}

std::string value_text(double value, std::string_view reason) {
  if (std::isnan(value)) return std::string(reason.empty() ? "undefined" : reason);
  return number_text(value);
}

std::string interval_text(const std::optional<ResultInterval>& interval) {
  if (!interval || std::isnan(interval->low)) return "";
  return fmt::format("[{}, {}]", number_text(interval->low), number_text(interval->high));
}

std::string p_text(double p) {
  if (std::isnan(p)) return "";
  return p < 0.0001 ? "<0.0001" : number_text(p);
}

std::string signed_text(double value) {
  return std::isnan(value) ? "" : (value < 0 ? "" : "+") + number_text(value);
}

std::string count_text(std::uint64_t count) {
  return count == 0 ? "" : std::to_string(count);
}

std::string metric_text(const ResultRow& row) {
  std::string text = row.metric;
  if (!row.level.empty()) text += " " + row.level;
  return text;
}

enum class Cell {
  system,
  against,
  task,
  label,
  part,
  metric,
  value,
  interval,
  n,
  ratings,
  difference,
  p,
  p_adjusted,
  published,
  apart,
  note
};

struct ColumnRule {
  Cell cell;
  const char* title;
  bool number;
};
constexpr ColumnRule kColumns[] = {
    {Cell::system, "system", false},
    {Cell::against, "against", false},
    {Cell::task, "task", false},
    {Cell::label, "label", false},
    {Cell::part, "part", false},
    {Cell::metric, "metric", false},
    {Cell::value, "value", true},
    {Cell::difference, "difference", true},
    {Cell::interval, "95 % interval", true},
    {Cell::p, "p", true},
    {Cell::p_adjusted, "p (Holm)", true},
    {Cell::published, "published", true},
    {Cell::apart, "ours - published", true},
    {Cell::n, "items", true},
    {Cell::ratings, "ratings", true},
    {Cell::note, "note", false},
};

std::string cell_text(const ResultRow& row, Cell cell) {
  switch (cell) {
    case Cell::system:
      return row.system;
    case Cell::against:
      return row.against;
    case Cell::task:
      return row.task;
    case Cell::label:
      return row.label;
    case Cell::part:
      return row.part;
    case Cell::metric:
      return metric_text(row);
    case Cell::value:
      return value_text(row.value, row.reason);
    case Cell::interval:
      return interval_text(row.interval);
    case Cell::n:
      return count_text(row.n_items);
    case Cell::ratings:
      return count_text(row.n_ratings);
    case Cell::difference:
      if (!row.test) return "";
      return std::isnan(row.test->difference) ? row.reason : signed_text(row.test->difference);
    case Cell::p:
      return row.test ? p_text(row.test->p) : "";
    case Cell::p_adjusted:
      return row.test ? p_text(row.test->p_adjusted) : "";
    case Cell::published:
      return row.published ? number_text(*row.published) : "";
    case Cell::apart:
      return row.published ? signed_text(row.value - *row.published) : "";
    case Cell::note:
      return row.note;
  }
  return "";
}

std::vector<std::string> row_cells(const ResultRow& row) {
  std::vector<std::string> cells;
  for (const ColumnRule& column : kColumns) cells.push_back(cell_text(row, column.cell));
  return cells;
}

std::vector<std::string> part_cells(const ResultPart& part) {
  std::vector<std::string> cells;
  for (const ColumnRule& column : kColumns) {
    if (column.cell == Cell::metric)
      cells.push_back("  " + part.name);
    else if (column.cell == Cell::value)
      cells.push_back(value_text(part.value, part.reason));
    else if (column.cell == Cell::interval)
      cells.push_back(interval_text(part.interval));
    else
      cells.emplace_back();
  }
  return cells;
}

constexpr std::size_t kMostRaters = 20, kMostLabels = 100;

// The parts of a row; of more than `most` the lowest and the highest.
void add_parts(const std::vector<ResultPart>& parts, std::size_t most, std::vector<std::vector<std::string>>& all) {
  if (parts.size() <= most) {
    for (const ResultPart& part : parts) all.push_back(part_cells(part));
    return;
  }
  std::vector<ResultPart> defined;
  std::ranges::copy_if(parts, std::back_inserter(defined),
                       [](const ResultPart& part) { return !std::isnan(part.value); });
  if (defined.empty()) return;
  const auto [low, high] = std::ranges::minmax_element(defined, {}, &ResultPart::value);
  for (const auto& [word, part] : {std::pair{"lowest", *low}, std::pair{"highest", *high}}) {
    ResultPart told = part;
    told.name = fmt::format("{} of {}: {}", word, parts.size(), part.name);
    all.push_back(part_cells(told));
  }
}

constexpr std::size_t kShortNote = 24;  // bytes

// Leaves a mark in the cells of long notes.
std::vector<std::string> take_long_notes(std::vector<std::vector<std::string>>& rows) {
  const auto is_note = [](const ColumnRule& rule) { return rule.cell == Cell::note; };
  const auto column = static_cast<std::size_t>(std::ranges::find_if(kColumns, is_note) - std::begin(kColumns));
  std::vector<std::string> notes, sentences;
  for (auto& row : rows) {
    std::string& cell = row[column];
    if (cell.size() <= kShortNote) continue;
    auto found = std::ranges::find(sentences, cell);
    if (found == sentences.end()) {
      notes.push_back(fmt::format("[{}] {}", sentences.size() + 1, cell));
      found = sentences.insert(sentences.end(), cell);
    }
    cell = fmt::format("[{}]", found - sentences.begin() + 1);
  }
  return notes;
}

}  // namespace

ResultGrid result_grid(std::span<const ResultRow> rows) {
  std::vector<std::vector<std::string>> all;
  for (const ResultRow& row : rows) {
    all.push_back(row_cells(row));
    add_parts(row.per_label, kMostLabels, all);
    add_parts(row.per_rater, kMostRaters, all);
  }
  ResultGrid grid;
  grid.notes = take_long_notes(all);
  grid.rows.resize(all.size());
  for (std::size_t column = 0; column < std::size(kColumns); ++column) {
    const auto says = [&](const auto& cells) { return !cells[column].empty(); };
    if (std::ranges::none_of(all, says)) continue;
    if (kColumns[column].cell == Cell::against &&
        std::ranges::all_of(rows, [](const ResultRow& row) { return row.against == "gold"; }))
      continue;
    grid.columns.push_back({kColumns[column].title, kColumns[column].number});
    for (std::size_t row = 0; row < all.size(); ++row) grid.rows[row].push_back(std::move(all[row][column]));
  }
  return grid;
}

}  // namespace openaffect
