// fill_from_table(): ratings come from a table that the label job wrote.
#include <algorithm>
#include <cmath>
#include <unordered_map>

#include <fmt/format.h>

#include "openaffect/catalog/entry.h"
#include "openaffect/core/names.h"
#include "openaffect/core/use.h"
#include "openaffect/data/table.h"
#include "openaffect/evaluate/answers.h"
#include "openaffect/evaluate/benchmark_cells.h"
#include "openaffect/evaluate/benchmark_fill.h"
#include "openaffect/overview/rated_table.h"

namespace openaffect {
namespace {

// One rater's columns, filled row by row.
struct Filled {
  RaterInfo info;
  RatingBatch ratings;
  std::size_t status = 0;            // column of the table
  std::vector<std::size_t> columns;  // [fields]
};

Result<std::size_t> find_column(std::span<const ColumnInfo> columns, const std::string& name, const std::string& path) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].name == name) return i;
    names.push_back(columns[i].name);
  }
  return Error{ErrorKind::unknown, unknown_name_message("column", name, names), {path, {}, "", {}}};
}

Result<std::size_t> find_source(const RatedTable& table, const Benchmark& benchmark, const std::string& source,
                                const std::string& path) {
  const std::string wanted = source.empty() && table.sources.size() > 1 ? benchmark.data.text : source;
  if (wanted.empty() && !table.sources.empty()) return std::size_t{0};
  for (std::size_t i = 0; i < table.sources.size(); ++i)
    if (table.sources[i] == wanted) return i;
  return Error{ErrorKind::unknown, unknown_name_message("rated column", wanted, table.sources), {path, {}, "", {}}};
}

RatingColumn empty_column(RaterField::Kind kind, std::size_t items) {
  if (kind == RaterField::Kind::number) return NumberColumn(items, std::nan(""));
  if (kind == RaterField::Kind::label) return LabelColumn(items, kNoLabel);
  return LabelsColumn(items);
}

// Fields of schemes that this library does not carry are left out.
Result<std::vector<Filled>> start(const RatedTable& table, std::size_t source, std::size_t items,
                                  std::span<const ColumnInfo> columns, const std::string& path) {
  std::vector<Filled> all(table.raters.size());
  for (std::size_t rater = 0; rater < all.size(); ++rater) {
    all[rater].info.name = table.raters[rater].name;
    all[rater].info.version = table.raters[rater].version;
    all[rater].ratings.status.assign(items, Status::error);
    OA_TRY(status, find_column(columns, table.prefix(source, rater) + "status", path));
    all[rater].status = status;
  }
  for (const RatedField& field : table.fields) {
    const auto scheme = find_scheme(field.scheme);
    if (field.source != source || !scheme) continue;
    OA_TRY(column, find_column(columns, table.column(field), path));
    Filled& to = all[field.rater];
    to.info.fields.push_back({field.name, field.kind, *scheme, field.scheme_field});
    to.ratings.columns.push_back(empty_column(field.kind, items));
    to.columns.push_back(column);
  }
  return all;
}

Status status_of(const std::optional<std::string>& cell) {
  const auto found = std::find(kStatusNames.begin(), kStatusNames.end(), cell.value_or(""));
  return found == kStatusNames.end() ? Status::error : static_cast<Status>(found - kStatusNames.begin());
}

void set_cell(const std::optional<std::string>& cell, const Scheme& scheme, std::size_t item, RatingColumn& column) {
  if (!cell) return;
  if (auto* numbers = std::get_if<NumberColumn>(&column)) {
    (*numbers)[item] = number_of_cell(*cell).value_or(std::nan(""));
  } else if (auto* labels = std::get_if<LabelColumn>(&column)) {
    (*labels)[item] = scheme.find_label(*cell).value_or(kNoLabel);
  } else {
    std::get<LabelsColumn>(column)[item] = read_labels_answer(*cell, scheme).labels;
  }
}

using ItemById = std::unordered_map<std::string_view, std::size_t>;

// Fills what the block has of the items, and strikes them from `missing`.
void read_block(const Block& block, std::span<const ColumnInfo> columns, std::size_t id_column, const ItemById& by_id,
                std::vector<Filled>& all, std::vector<bool>& missing) {
  const auto ids = block.as_texts(id_column);
  for (Filled& filled : all) {
    const auto status = block.as_texts(filled.status);
    std::vector<TextCells> cells;
    for (const std::size_t column : filled.columns) cells.push_back(plain_cells(block, column, columns[column].type));
    for (std::size_t row = 0; row < block.rows(); ++row) {
      const auto found = ids[row] ? by_id.find(*ids[row]) : by_id.end();
      if (found == by_id.end()) continue;
      missing[found->second] = false;
      filled.ratings.status[found->second] = status_of(status[row]);
      for (std::size_t field = 0; field < cells.size(); ++field)
        set_cell(cells[field][row], *filled.info.fields[field].scheme, found->second, filled.ratings.columns[field]);
    }
  }
}

Result<Done> check_missing(const BenchmarkItems& items, const std::vector<bool>& missing, const std::string& path) {
  const auto first = std::find(missing.begin(), missing.end(), true);
  if (first == missing.end()) return Done{};
  return Error{ErrorKind::refused,
               fmt::format("{} of {} items have no row, the first with the id {}",
                           std::count(missing.begin(), missing.end(), true), missing.size(),
                           items.ids[static_cast<std::size_t>(first - missing.begin())]),
               {path, {}, "", {}}};
}

}  // namespace

Result<std::vector<BenchmarkSystem>> fill_from_table(const Benchmark& benchmark, const BenchmarkItems& items,
                                                     const std::string& path, const std::string& source,
                                                     const std::string& use) {
  OA_TRY(metadata, read_parquet_metadata(path));
  auto parsed = RatedTable::parse(metadata);
  if (!parsed) return Error{parsed.error().kind, parsed.error().what, {path, {}, "", {}}};
  const RatedTable& table = *parsed;
  for (const RatedRater& rater : table.raters) {
    const auto licence_class = parse_licence_class(rater.licence_class);
    OA_CHECK(check_use(rater.name, rater.licence, licence_class ? *licence_class : LicenceClass::terms, use));
  }
  OA_TRY(from, find_source(table, benchmark, source, path));
  OA_TRY(reader, open_table(path));
  OA_TRY(all, start(table, from, items.ids.size(), reader->columns(), path));
  OA_TRY(id_column, find_column(reader->columns(), benchmark.data.id, path));
  std::vector<std::size_t> wanted = {id_column};
  for (const Filled& filled : all) {
    wanted.push_back(filled.status);
    wanted.insert(wanted.end(), filled.columns.begin(), filled.columns.end());
  }
  std::sort(wanted.begin(), wanted.end());
  reader->want(wanted);
  ItemById by_id;
  for (std::size_t i = 0; i < items.ids.size(); ++i) by_id.emplace(items.ids[i], i);
  std::vector<bool> missing(items.ids.size(), true);
  while (true) {
    OA_TRY(raw, reader->next());
    if (!raw) break;
    OA_TRY(block, reader->parse(*raw, wanted));
    read_block(block, reader->columns(), id_column, by_id, all, missing);
  }
  OA_CHECK(check_missing(items, missing, path));
  std::vector<BenchmarkSystem> systems;
  for (const Filled& filled : all) systems.push_back(fill(benchmark, items, filled.info, filled.ratings));
  return systems;
}

}  // namespace openaffect
