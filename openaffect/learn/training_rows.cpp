#include "openaffect/learn/training_rows.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "openaffect/catalog/store.h"
#include "openaffect/core/names.h"
#include "openaffect/core/stop.h"
#include "openaffect/data/table.h"
#include "openaffect/evaluate/label_cells.h"
#include "openaffect/learn/target_cells.h"

namespace openaffect {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);
constexpr std::size_t kNamedCells = 5;  // of a split column, in a note

// A list as text comes as a csv has it, in quotes, which this takes away.
void unquote(std::optional<std::string>& cell) {
  if (!cell || cell->size() < 2 || !cell->starts_with('"') || !cell->ends_with('"')) return;
  std::string plain;
  for (std::size_t i = 1; i + 1 < cell->size(); ++i) {
    plain += (*cell)[i];
    if ((*cell)[i] == '"') ++i;
  }
  cell = std::move(plain);
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// Reads a source block by block.
class RowReader {
 public:
  RowReader(const Recipe& recipe, const RecipeSource& source) : recipe_(recipe), source_(source) {}

  Result<SourceRows> read(const Watcher& watcher) {
    OA_TRY(path, table_of_source(source_));
    rows_.path = path;
    OA_TRY(reader, open_table(path));
    for (const ColumnInfo& column : reader->columns()) columns_.push_back(column), names_.push_back(column.name);
    OA_CHECK(find_columns());
    reader->want(wanted_);
    while (true) {
      OA_CHECK(check_stop(watcher.stop));
      OA_TRY(raw, reader->next());
      if (!raw) break;
      OA_TRY(block, reader->parse(*raw, wanted_));
      OA_CHECK(add_block(block));
      if (watcher.status)
        watcher.status(
            fmt::format("reading {}: {} rows", source_.name, with_thousands(block.first_row() + block.rows())));
    }
    rows_.sha256 = reader->identity().sha256;
    return finish();
  }

 private:
  using Cells = std::vector<std::vector<std::optional<std::string>>>;  // [columns]; empty unless wanted
  struct Filter {
    std::size_t column;
    std::string value;
  };

  Result<std::size_t> need(const std::string& name) {
    const auto found = std::ranges::find(names_, name);
    if (found == names_.end())
      return Error{ErrorKind::unknown, unknown_name_message("column", name, names_), {rows_.path, {}, "", {}}};
    wanted_.push_back(static_cast<std::size_t>(found - names_.begin()));
    return wanted_.back();
  }

  Result<Done> find_columns() {
    OA_TRY(text, need(source_.text));
    text_ = text;
    OA_CHECK(find_filters(source_.where, where_));
    OA_CHECK(find_filters(source_.where_held_out, where_held_out_));
    for (const RecipeTarget& target : source_.targets) {
      OA_TRY(reader, TargetReader::create(*std::ranges::find(recipe_.heads, target.head, &RecipeHead::id), target));
      targets_.push_back({std::move(reader), {}});
      for (const std::string& column : targets_.back().reader.columns()) {
        OA_TRY(at, need(column));
        targets_.back().columns.push_back(at);
      }
    }
    OA_CHECK(find_groups());
    const std::string split = source_.split.empty() ? "split" : source_.split;
    if (!source_.split.empty() || std::ranges::find(names_, split) != names_.end()) {
      OA_TRY(at, need(split));
      split_ = at;
      rows_.split_rule = "the column " + split;
    }
    std::ranges::sort(wanted_);
    wanted_.erase(std::unique(wanted_.begin(), wanted_.end()), wanted_.end());
    return Done{};
  }

  Result<Done> find_filters(const std::vector<std::pair<std::string, std::string>>& where, std::vector<Filter>& to) {
    for (const auto& [column, value] : where) {
      OA_TRY(at, need(column));
      to.push_back({at, value});
    }
    return Done{};
  }

  Result<Done> find_groups() {
    for (const std::string& column : source_.keep_together) {
      OA_TRY(at, need(column));
      groups_.push_back(at);
    }
    if (groups_.empty())
      for (const std::string_view column : kGroupColumns)
        if (const auto found = std::ranges::find(names_, column); found != names_.end() && column != source_.text) {
          groups_.push_back(*need(*found));
          break;
        }
    rows_.groups.resize(groups_.size());
    for (const std::size_t column : groups_) rows_.group_columns.push_back(names_[column]);
    return Done{};
  }

  Result<Done> add_block(const Block& block) {
    Cells cells(columns_.size());
    for (const std::size_t column : wanted_) {
      cells[column] = block.as_texts(column);
      if (columns_[column].type == ColumnType::other)
        for (auto& cell : cells[column]) unquote(cell);
    }
    for (std::size_t row = 0; row < block.rows(); ++row) OA_CHECK(add_row(cells, row, block.first_row() + row + 1));
    return Done{};
  }

  static bool passes(const std::vector<Filter>& filters, const Cells& cells, std::size_t row) {
    return std::ranges::all_of(filters, [&](const Filter& filter) {
      const auto& cell = cells[filter.column][row];
      return cell && cell_says(*cell, filter.value);
    });
  }

  // Part::none: the row counts for none.
  Part part_of(const Cells& cells, std::size_t row) {
    if (split_ == kNone) return Part::train;
    const std::string cell = cells[split_][row].value_or("");
    const auto part = part_of_cell(cell);
    if (!part) ++other_cells_[cell];
    return part.value_or(Part::none);
  }

  Result<Done> add_row(const Cells& cells, std::size_t row, std::uint64_t number) {
    if (!passes(where_, cells, row)) return Done{};
    ++kept_;
    const Part part = part_of(cells, row);
    if (part == Part::none) return Done{};
    if (part != Part::train && !passes(where_held_out_, cells, row)) return Done{};
    const auto& text = cells[text_][row];
    if (!text || is_blank(prepare_text(*text, recipe_.preparation).text)) return ++rows_.without_text, Done{};
    OA_TRY(answered, add_answers(cells, row, number));
    if (!answered) return Done{};
    rows_.texts.push_back(*text);
    rows_.keys.push_back(text_key(*text));
    rows_.rows.push_back(number);
    rows_.parts.push_back(part);
    for (std::size_t i = 0; i < groups_.size(); ++i) rows_.groups[i].push_back(cells[groups_[i]][row].value_or(""));
    return Done{};
  }

  // Whether the row says anything; if not, nothing was added.
  Result<bool> add_answers(const Cells& cells, std::size_t row, std::uint64_t number) {
    bool answered = false;
    for (Target& target : targets_) {
      std::vector<const std::optional<std::string>*> its;
      for (const std::size_t column : target.columns) its.push_back(&cells[column][row]);
      if (auto added = target.reader.add_row(its, number); !added) {
        Error error = added.error();
        error.where.file = rows_.path;
        return error;
      }
      answered = answered || target.reader.last_row_says_something();
    }
    if (answered) return true;
    for (Target& target : targets_) target.reader.drop_row();
    ++unanswered_;
    return false;
  }

  Error refused(const std::string& what) const { return Error{ErrorKind::refused, what, {rows_.path, {}, "", {}}}; }

  Result<SourceRows> finish() {
    for (std::size_t i = 0; i < targets_.size(); ++i) {
      OA_TRY(matrix, targets_[i].reader.finish(rows_.path));
      rows_.targets.push_back(std::move(matrix));
      if (const auto several = targets_[i].reader.contradictions(); several > 0)
        rows_.notes.push_back(fmt::format("{}: {} texts with several labels say nothing for {}", source_.name, several,
                                          source_.targets[i].head));
    }
    OA_CHECK(check_rows());
    if (split_ == kNone) draw();
    add_notes();
    return std::move(rows_);
  }

  Result<Done> check_rows() const {
    if (kept_ == 0)
      return refused(source_.where.empty()
                         ? "no rows"
                         : fmt::format("no row where {} is '{}'", source_.where[0].first, source_.where[0].second));
    if (rows_.size() == 0 && rows_.without_text > 0)
      return refused(fmt::format("no rows: all {} have no text in column {}", rows_.without_text, source_.text));
    if (rows_.size() == 0 && unanswered_ > 0)
      return refused(fmt::format("no rows: all {} are without a label or number", unanswered_));
    if (rows_.size() == 0) return refused(fmt::format("no rows of train, development or test in {}", rows_.split_rule));
    const auto other = [&](const TextKey& key) { return key != rows_.keys[0]; };
    const auto different = [&](const std::string& text) { return text != rows_.texts[0]; };
    const bool has_letters = !rows_.keys[0].is_empty();
    if (rows_.size() > 1 &&
        (has_letters ? std::ranges::none_of(rows_.keys, other) : std::ranges::none_of(rows_.texts, different)))
      return refused(fmt::format("all {} texts are equal", rows_.size()));
    return Done{};
  }

  void draw() {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < rows_.size(); ++i)
      names.push_back(rows_.keys[i].is_empty()
                          ? rows_.texts[i]
                          : fmt::format("{:016x}{:016x}", rows_.keys[i].bits[0], rows_.keys[i].bits[1]));
    DrawnSplit drawn = draw_split(names, rows_.groups);
    rows_.parts = std::move(drawn.parts);
    std::string by = "the text";
    if (!rows_.group_columns.empty()) by = fmt::format("{}", fmt::join(rows_.group_columns, " and "));
    rows_.split_rule = fmt::format("drawn by a hash of {}: 80 % train, 10 % development, 10 % test", by);
    rows_.notes.push_back(fmt::format("{}: no column of parts was given, so they are {} ({} units)", source_.name,
                                      rows_.split_rule, drawn.units));
    if (!where_held_out_.empty())
      rows_.notes.push_back(fmt::format("{}: where_held_out needs a column of parts, and does nothing", source_.name));
  }

  void add_notes() {
    if (unanswered_ > 0)
      rows_.notes.push_back(
          fmt::format("{}: {} texts without a label or number are left out", source_.name, unanswered_));
    if (rows_.without_text > 0)
      rows_.notes.push_back(fmt::format("{}: {} rows without a text are left out", source_.name, rows_.without_text));
    std::size_t shown = 0;
    for (const auto& [cell, count] : other_cells_)
      if (shown++ < kNamedCells)
        rows_.notes.push_back(fmt::format("{}: {} rows are of no part ('{}' in {}) and are left out", source_.name,
                                          count, cell.substr(0, 60), rows_.split_rule));
  }

  struct Target {
    TargetReader reader;
    std::vector<std::size_t> columns;
  };

  const Recipe& recipe_;
  const RecipeSource& source_;
  SourceRows rows_;
  std::vector<ColumnInfo> columns_;
  std::vector<std::string> names_;
  std::vector<std::size_t> wanted_, groups_;
  std::size_t text_ = kNone, split_ = kNone;
  std::vector<Filter> where_, where_held_out_;
  std::vector<Target> targets_;
  std::map<std::string, std::uint64_t> other_cells_;
  std::uint64_t kept_ = 0, unanswered_ = 0;
};

}  // namespace

std::uint64_t SourceRows::count(Part part) const {
  return static_cast<std::uint64_t>(std::ranges::count(parts, part));
}

bool cell_says(const std::string& cell, const std::string& value) {
  if (cell == value || (value == "true" && cell == "True") || (value == "false" && cell == "False")) return true;
  const auto number = cell_number(value);
  return number && cell_number(cell) == number;
}

Result<std::string> table_of_source(const RecipeSource& source) {
  if (source.set.empty()) return source.data;
  OA_TRY(entry, find_catalog_entry(CatalogKind::data_set, source.set));
  OA_TRY(folder, store_folder(CatalogKind::data_set, entry.name));
  if (!is_in_store(CatalogKind::data_set, entry.name))
    return Error{ErrorKind::not_found,
                 fmt::format("the data set {} is not here: openaffect data fetch {}", entry.name, source.set)};
  return table_in(folder, entry.name);
}

Result<SourceRows> read_source_rows(const Recipe& recipe, const RecipeSource& source, const Watcher& watcher) {
  OA_TRY(rows, RowReader(recipe, source).read(watcher));
  rows.licence = source.licence;
  rows.licence_class = source.licence_class;
  if (source.set.empty()) return rows;
  OA_TRY(entry, find_catalog_entry(CatalogKind::data_set, source.set));
  rows.licence = entry.licence;
  rows.licence_class = entry.licence_class;
  return rows;
}

}  // namespace openaffect
