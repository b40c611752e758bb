#include "openaffect/exchange/plain_table.h"

#include <algorithm>
#include <map>
#include <unordered_set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "openaffect/core/names.h"
#include "openaffect/data/memory_table.h"
#include "openaffect/data/whole_table.h"
#include "openaffect/exchange/audformat.h"
#include "openaffect/exchange/folder_files.h"
#include "openaffect/exchange/json.h"
#include "openaffect/exchange/keys.h"
#include "openaffect/exchange/losses.h"
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

void find_keys(DatasetTable& table) {
  if (is_ratings_table(table.columns)) {
    table.kind = TableKind::ratings;
    return;
  }
  if (find_file_keys(table)) return;
  for (const std::string_view name : {"item", "id"}) {
    const std::size_t at = table.find(name);
    if (table.keys > 0 || at == table.columns.size() || !has_no_null(table.columns[at].cells)) continue;
    make_keys(table, {name});
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

// What a header says of the table that it came with.
Result<Done> take_table(DatasetTable said, const std::string& path, DatasetTable& table) {
  table.id = said.id;
  table.kind = said.kind;
  table.media = said.media, table.description = said.description;
  table.more = said.more, table.split = said.split;
  table.keys = 0;
  for (std::size_t i = 0; i < said.columns.size(); ++i) {
    DatasetColumn& column = said.columns[i];
    const std::size_t at = table.find(column.cells.name);
    if (i < said.keys) {
      if (at == table.columns.size() || at < table.keys)
        return Error{
            ErrorKind::format, "is a key by the table's header, and no column", {path, {}, column.cells.name, {}}};
      make_keys(table, {column.cells.name});
    } else if (at < table.columns.size()) {
      column.cells = std::move(table.columns[at].cells);
      table.columns[at] = std::move(column);
    }
  }
  return check_keys(table, path);
}

// The lines of a header within a Parquet file are no rows of its table.
Error of_header(Error error) {
  error.what = error.where.row ? fmt::format("in line {} of its header: {}", *error.where.row, error.what)
                               : "in its header: " + error.what;
  error.where.row.reset();
  error.where.byte.reset();
  return error;
}

// What the metadata says of the columns.
Result<Done> take_header(const Metadata& metadata, const std::string& path, Dataset& dataset, DatasetTable& table,
                         Notes& notes) {
  for (const auto& [key, value] : metadata) {
    if (key == kRatersKey && table.kind == TableKind::ratings) OA_CHECK(take_raters(value, path, dataset));
    if (key != kHeaderKey) continue;
    auto header = parse_audformat_header(value, path, notes);
    if (!header) return of_header(header.error());
    std::vector<DatasetTable> tables = std::move(header->tables);
    header->tables.clear();
    dataset = *std::move(header);
    dataset.more = without(dataset.more, {"audformat"});
    if (!tables.empty()) OA_CHECK(take_table(std::move(tables[0]), path, table));
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

// What --table may ask for: the tables of a group, or one table.
struct Choice {
  std::string name;
  std::vector<const DatasetTable*> tables;
};

std::vector<Choice> choices_of(const Dataset& dataset) {
  std::vector<Choice> choices;
  std::map<std::string, std::size_t> groups;
  for (const DatasetTable& table : dataset.tables) {
    if (table.group.empty()) {
      choices.push_back({table.id, {&table}});
      continue;
    }
    const auto [at, added] = groups.try_emplace(table.group, choices.size());
    if (added) choices.push_back({table.group, {}});
    choices[at->second].tables.push_back(&table);
  }
  return choices;
}

// The tables that go into one: those of a group, or one.
Result<std::vector<const DatasetTable*>> choose_tables(const Dataset& dataset, const std::string& asked,
                                                       const std::string& path) {
  using Tables = std::vector<const DatasetTable*>;
  const std::vector<Choice> choices = choices_of(dataset);
  if (asked.empty()) {
    for (const DatasetTable& table : dataset.tables)
      if (table.kind == TableKind::ratings) return Tables{&table};
    if (choices.size() == 1) return choices[0].tables;
  }
  std::vector<std::string> names;
  for (const Choice& choice : choices) {
    if (!asked.empty() && choice.name == asked) return choice.tables;
    names.push_back(choice.name);
  }
  if (asked.empty())
    return Error{ErrorKind::unknown,
                 fmt::format("has several tables; --table takes one of: {}", fmt::join(names, ", ")),
                 {path, {}, "", {}}};
  for (const DatasetTable& table : dataset.tables)
    if (table.id == asked) return Tables{&table};
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
    one.tables.push_back(without_cells(table));
    for (DatasetColumn& column : one.tables[0].columns) {
      if (value_type_of(column.cells) == ValueType::object &&
          &column - one.tables[0].columns.data() < static_cast<std::ptrdiff_t>(table.keys))
        column.cells = {column.cells.name, Cells<std::string>()};
    }
  }
  return audformat_header(one);
}

// What the header of a Parquet table says, and no other table does.
void note_header(const Dataset& dataset, const DatasetTable& table, TableFormat format, Notes& notes) {
  if (format == TableFormat::parquet) {
    if (!dataset.attachments.empty()) notes.add("attachments are left out");
    return;
  }
  if (!dataset.schemes.empty() || !dataset.raters.empty() || !table.split.empty())
    notes.add("schemes, raters and the split of a single table are said in Parquet tables alone");
  Dataset one = dataset;
  one.tables = {without_cells(table)};
  note_unsaid(one,
              {Said::column_raters, Said::scheme_names, Said::keys, Said::about_raters, Said::about_schemes,
               Said::unused_schemes, Said::unused_raters},
              notes);
  const bool empty = std::any_of(table.columns.begin(), table.columns.end(),
                                 [](const DatasetColumn& column) { return has_empty_text(column.cells); });
  if (empty && format != TableFormat::jsonl) notes.add("empty texts in csv tables become missing ones");
}

struct TableWithData {
  DatasetTable table;
  std::vector<const DatasetTable*> carried;  // whose rows stand beside the ratings
};

void note_unjudged(const DatasetTable& items, const std::vector<ItemRating>& ratings, Notes& notes) {
  std::unordered_set<std::string> judged;
  for (const ItemRating& rating : ratings) judged.insert(rating.item);
  std::size_t others = 0;
  for (std::size_t row = 0; row < items.rows(); ++row) others += judged.contains(item_of(items, row)) ? 0 : 1;
  if (others > 0)
    notes.add(fmt::format("{} rows of table {} are not in it, for nobody judged them (--table {} takes them)", others,
                          items.id, items.id));
}

// The ratings, with the data of their items beside them.
Result<TableWithData> with_data(const Dataset& dataset, const DatasetTable& ratings, Notes& notes) {
  const bool has_data = std::any_of(ratings.columns.begin(), ratings.columns.end(),
                                    [](const DatasetColumn& column) { return column.cells.name.starts_with(kOfData); });
  const auto items = std::find_if(dataset.tables.begin(), dataset.tables.end(), [](const DatasetTable& table) {
    return table.kind != TableKind::ratings && table.keys == 1;
  });
  if (has_data || items == dataset.tables.end()) return TableWithData{ratings, {}};
  std::vector<const DatasetTable*> all;
  for (const DatasetTable& table : dataset.tables)
    if (table.kind == items->kind && table.group == items->group && table.keys == 1) all.push_back(&table);
  if (items->group.empty()) all = {&*items};
  const DatasetTable joined = join_tables(all, items->group.empty() ? "" : "split");
  OA_TRY(found, ratings_from(ratings));
  note_unjudged(joined, found.ratings, notes);
  OA_TRY(made, ratings_table(found.ratings, &joined));
  return TableWithData{std::move(made), std::move(all)};
}

}  // namespace

Result<Dataset> read_plain_table(const std::string& path, const DatasetReadOptions& options, Notes& notes) {
  if (path == "-")
    return Error{ErrorKind::unsupported, "standard input is converted from table to table alone", {path, {}, "", {}}};
  OA_TRY(reader, open_table(path, options.table));
  OA_TRY(columns, read_columns(*reader, path));
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
    OA_TRY(more, with_data(dataset, table, notes));
    table = std::move(more.table);
    chosen.insert(chosen.end(), more.carried.begin(), more.carried.end());
  }
  if (table.columns.empty())
    return Error{ErrorKind::unsupported, "a table without columns is not written", {path, {}, "", {}}};
  for (const DatasetTable& other : dataset.tables)
    if (std::find(chosen.begin(), chosen.end(), &other) == chosen.end())
      notes.add(fmt::format("table {} is not in it (--table {} takes it)", other.id,
                            other.group.empty() ? other.id : other.group));
  std::vector<std::pair<std::string, std::string>> metadata;
  if (*format == TableFormat::parquet) metadata = {{std::string(kHeaderKey), header_for(dataset, table)}};
  note_header(dataset, table, *format, notes);
  OA_TRY(bytes, encode_table(*format, cells_of(table), metadata));
  return replace_file(path, bytes);
}

}  // namespace openaffect
