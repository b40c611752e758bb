#include "openaffect/exchange/plain_table.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "openaffect/core/names.h"
#include "openaffect/data/memory_table.h"
#include "openaffect/exchange/audformat.h"
#include "openaffect/exchange/folder_files.h"
#include "openaffect/exchange/json.h"
#include "openaffect/exchange/ratings.h"
#include "openaffect/exchange/values.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

template <class T>
using Cells = TableColumn::Cells<T>;

// Of a Parquet file's metadata: a header as db.yaml; what `label` says of its raters.
constexpr std::string_view kHeaderKey = "openaffect.audformat", kRatersKey = "openaffect.raters";

std::string stem_of(const std::string& path) {
  const std::string name = path.substr(path.rfind('/') + 1);
  return name.substr(0, name.find('.', 1));
}

bool has_no_null(const TableColumn& column) {
  return std::visit(
      [](const auto& cells) {
        return std::all_of(cells.begin(), cells.end(), [](const auto& cell) { return cell.has_value(); });
      },
      column.values);
}

// Brings these columns to the front as keys, in this order.
void make_keys(DatasetTable& table, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const auto from = table.columns.begin() + static_cast<std::ptrdiff_t>(table.find(name));
    std::rotate(table.columns.begin() + static_cast<std::ptrdiff_t>(table.keys++), from, from + 1);
  }
}

// Seconds or texts as nanoseconds; false when they are neither.
bool make_duration(TableColumn& column) {
  if (const auto* numbers = std::get_if<Cells<double>>(&column.values)) {
    constexpr double kNanoseconds = 1e9, kMost = 9e9;
    Cells<std::int64_t> cells(numbers->size());
    for (std::size_t row = 0; row < cells.size(); ++row) {
      const auto& number = (*numbers)[row];
      if (!number || std::isnan(*number)) continue;
      if (std::abs(*number) > kMost) return false;
      cells[row] = std::llround(*number * kNanoseconds);
    }
    column = {column.name, std::move(cells), {}, TableColumn::Meaning::duration};
    return true;
  }
  if (value_type_of(column) == ValueType::duration) return true;
  if (value_type_of(column) != ValueType::text) return false;
  TableColumn seconds = inferred(column);
  if (const auto whole = as_type(seconds, ValueType::number); whole && value_type_of(seconds) != ValueType::text) {
    column = *whole;
    return make_duration(column);
  }
  auto durations = as_type(column, ValueType::duration);
  if (durations) column = *std::move(durations);
  return static_cast<bool>(durations);
}

void find_keys(DatasetTable& table) {
  const auto is_text = [&](std::string_view name) {
    const std::size_t at = table.find(name);
    return at < table.columns.size() && value_type_of(table.columns[at].cells) == ValueType::text &&
           has_no_null(table.columns[at].cells);
  };
  if (is_ratings_table(table.columns)) {
    table.kind = TableKind::ratings;
  } else if (is_text("file")) {
    const std::size_t start = table.find("start"), end = table.find("end");
    const bool segments = start < table.columns.size() && end < table.columns.size() &&
                          make_duration(table.columns[start].cells) && make_duration(table.columns[end].cells);
    table.kind = segments ? TableKind::segments : TableKind::files;
    segments ? make_keys(table, {"file", "start", "end"}) : make_keys(table, {"file"});
  } else {
    for (const std::string_view name : {"item", "id"}) {
      const std::size_t at = table.find(name);
      if (table.keys > 0 || at == table.columns.size() || !has_no_null(table.columns[at].cells)) continue;
      make_keys(table, {name});
    }
  }
}

// Raters of a table that `label` made.
Result<Done> take_raters(const std::string& json, const std::string& path, Dataset& dataset) {
  OA_TRY(raters, parse_document(json, path));
  for (const Fields& rater : raters)
    if (const std::string name = text_of(rater, "name"); !name.empty() && !dataset.rater(name))
      dataset.raters.push_back({name, "machine", "", {{"version", text_of(rater, "version")}}});
  return Done{};
}

using Metadata = std::vector<std::pair<std::string, std::string>>;

// Of a Parquet file or a table in memory.
Result<Metadata> metadata_of(const std::string& path, const ReadOptions& options) {
  if (const auto table = find_memory_table(options.memory, path)) return table->metadata();
  if (!file_exists(path) || is_folder(path)) return Metadata();
  return read_parquet_metadata(path);
}

std::string folder_of(const std::string& path, const ReadOptions& options) {
  if (find_memory_table(options.memory, path)) return "";
  if (is_folder(path)) return path;
  return path.find('/') == std::string::npos ? "." : path.substr(0, path.rfind('/'));
}

// What the metadata says of the columns.
Result<Done> take_header(const Metadata& metadata, const std::string& path, Dataset& dataset, DatasetTable& table,
                         Notes& notes) {
  for (const auto& [key, value] : metadata) {
    if (key == kRatersKey && table.kind == TableKind::ratings) OA_CHECK(take_raters(value, path, dataset));
    if (key != kHeaderKey) continue;
    OA_TRY(header, parse_audformat_header(value, path, notes));
    std::vector<DatasetTable> tables = std::move(header.tables);
    header.tables.clear();
    dataset = std::move(header);
    dataset.more = without(dataset.more, {"audformat"});
    if (tables.empty()) continue;
    table.id = tables[0].id;
    table.kind = tables[0].kind;
    table.media = tables[0].media, table.description = tables[0].description;
    table.more = tables[0].more, table.split = tables[0].split;
    for (std::size_t i = 0; i < tables[0].columns.size(); ++i) {
      DatasetColumn& said = tables[0].columns[i];
      const std::size_t at = table.find(said.cells.name);
      if (at == table.columns.size()) continue;
      if (i < tables[0].keys) {
        if (at >= table.keys) make_keys(table, {said.cells.name});
        continue;
      }
      said.cells = std::move(table.columns[at].cells);
      table.columns[at] = std::move(said);
    }
  }
  return Done{};
}

bool is_text_format(TableFormat format) {
  return format == TableFormat::csv || format == TableFormat::tsv;
}

// Cells of ratings: JSON as such, and in a csv numbers too, but for the columns that are texts always.
TableColumn as_rating_cells(const TableColumn& column, TableFormat format) {
  for (const std::string_view name : {"item", "rater", "scheme", "label", "type", "data.text"})
    if (column.name == name) return column;
  const TableColumn json = json_if_all(column);
  return is_text_format(format) && json.meaning == column.meaning ? inferred(json) : json;
}

std::string list_of(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  return list;
}

// The tables that go into one: those of a group, or one.
Result<std::vector<const DatasetTable*>> choose_tables(const Dataset& dataset, const std::string& asked,
                                                       const std::string& path) {
  std::vector<std::string> names;
  std::vector<const DatasetTable*> chosen;
  for (const DatasetTable& table : dataset.tables) {
    const std::string& name = table.group.empty() ? table.id : table.group;
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  const bool ratings = asked.empty() && std::any_of(dataset.tables.begin(), dataset.tables.end(),
                                                    [](const auto& table) { return table.kind == TableKind::ratings; });
  for (const DatasetTable& table : dataset.tables) {
    const bool named = asked == table.id || (!table.group.empty() && asked == table.group);
    if (ratings ? table.kind == TableKind::ratings : asked.empty() ? names.size() == 1 : named)
      chosen.push_back(&table);
  }
  if (!chosen.empty()) return chosen;
  if (asked.empty())
    return Error{ErrorKind::unknown, "has several tables; --table takes one of: " + list_of(names), {path, {}, "", {}}};
  return Error{ErrorKind::unknown, unknown_name_message("table", asked, names), {path, {}, "", {}}};
}

// A header that says what this one table's columns are.
std::string header_for(const Dataset& dataset, const DatasetTable& table) {
  Dataset one = dataset;
  one.tables.clear();
  one.attachments.clear();
  for (DatasetScheme& scheme : one.schemes) {
    scheme.labels = labels_of(dataset, scheme);
    scheme.labels_from.clear();
  }
  if (table.kind != TableKind::ratings) {
    one.tables.push_back(table);
    for (DatasetColumn& column : one.tables[0].columns) {
      column.cells = pick_rows(column.cells, {});
      if (value_type_of(column.cells) == ValueType::object &&
          &column - one.tables[0].columns.data() < static_cast<std::ptrdiff_t>(table.keys))
        column.cells = {column.cells.name, Cells<std::string>()};
    }
  }
  return audformat_header(one);
}

Result<DatasetTable> with_data(const Dataset& dataset, const DatasetTable& ratings) {
  const bool has_data = std::any_of(ratings.columns.begin(), ratings.columns.end(),
                                    [](const DatasetColumn& column) { return column.cells.name.starts_with("data."); });
  const auto items = std::find_if(dataset.tables.begin(), dataset.tables.end(), [](const DatasetTable& table) {
    return table.kind != TableKind::ratings && table.keys == 1;
  });
  if (has_data || items == dataset.tables.end()) return ratings;
  std::vector<const DatasetTable*> all;
  for (const DatasetTable& table : dataset.tables)
    if (table.kind == items->kind && table.group == items->group && table.keys == 1) all.push_back(&table);
  if (items->group.empty()) all = {&*items};
  const DatasetTable joined = join_tables(all, items->group.empty() ? "" : "split");
  OA_TRY(found, ratings_from(ratings));
  return ratings_table(found.ratings, &joined);
}

}  // namespace

Result<Dataset> read_plain_table(const std::string& path, const DatasetReadOptions& options, Notes& notes) {
  if (path == "-")
    return Error{ErrorKind::unsupported, "standard input is converted from table to table alone", {path, {}, "", {}}};
  OA_TRY(columns, read_table(path, options.table));
  OA_TRY(reader, open_table(path, options.table));
  const TableFormat format = reader->format();
  Dataset dataset;
  dataset.name = stem_of(path);
  DatasetTable table;
  table.id = dataset.name;
  table.columns = plain_columns(std::move(columns));
  if (is_ratings_table(table.columns))
    for (DatasetColumn& column : table.columns) column.cells = as_rating_cells(column.cells, format);
  find_keys(table);
  if (format == TableFormat::parquet) {
    OA_TRY(metadata, metadata_of(path, options.table));
    OA_CHECK(take_header(metadata, path, dataset, table, notes));
  }
  if (table.kind == TableKind::ratings) {
    dataset.tables.push_back(std::move(table));
  } else {
    dataset.tables = divide_by_split(table, "split");
  }
  dataset.folder = folder_of(path, options.table);
  declare_splits(dataset);
  recognise_schemes(dataset);
  return dataset;
}

Result<Done> write_plain_table(const Dataset& dataset, const std::string& path, const PlainTableOptions& options,
                               Notes& notes) {
  const auto format = options.format ? options.format : table_format_of_path(path);
  if (!format) return Error{ErrorKind::unknown, "the name says no format: --format names it", {path, {}, "", {}}};
  if (options.overwrite == Overwrite::refuse && file_exists(path))
    return Error{ErrorKind::refused, "is there already; --force replaces it", {path, {}, "", {}}};
  OA_TRY(chosen, choose_tables(dataset, options.table, path));
  DatasetTable table = join_tables(chosen, chosen.size() > 1 || !chosen[0]->group.empty() ? "split" : "");
  if (table.kind == TableKind::ratings) {
    OA_TRY(more, with_data(dataset, table));
    table = std::move(more);
  }
  for (const DatasetTable& other : dataset.tables)
    if (std::find(chosen.begin(), chosen.end(), &other) == chosen.end() &&
        !(table.kind == TableKind::ratings && other.keys == 1))
      notes.add(fmt::format("table {} is not in it (--table {} takes it)", other.id,
                            other.group.empty() ? other.id : other.group));
  std::vector<std::pair<std::string, std::string>> metadata;
  if (*format == TableFormat::parquet)
    metadata = {{std::string(kHeaderKey), header_for(dataset, table)}};
  else if (!dataset.schemes.empty() || !dataset.raters.empty() || !table.split.empty())
    notes.add("schemes, raters and the split of a single table are said in Parquet tables alone");
  OA_TRY(bytes, encode_table(*format, cells_of(table), metadata));
  return replace_file(path, bytes);
}

}  // namespace openaffect
