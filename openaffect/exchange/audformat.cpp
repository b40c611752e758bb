#include "openaffect/exchange/audformat.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "openaffect/exchange/folder_files.h"
#include "openaffect/exchange/json.h"
#include "openaffect/exchange/ratings.h"
#include "openaffect/exchange/values.h"
#include "openaffect/exchange/yaml.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

template <class T>
using Cells = TableColumn::Cells<T>;

constexpr std::string_view kHeader = "db.yaml";
constexpr std::string_view kRowLevel = "row";  // of tables without keys

struct Header {
  std::string folder, name;  // of FOLDER/NAME.yaml
  std::string path() const { return folder + "/" + name + ".yaml"; }
};

Header header_of(const std::string& path) {
  constexpr std::string_view kEnding = ".yaml";
  if (is_folder(path) || !path.ends_with(kEnding)) return {path, "db"};
  const std::size_t slash = path.rfind('/');
  const std::string name = path.substr(slash + 1, path.size() - kEnding.size() - (slash + 1));
  return {slash == std::string::npos ? "." : path.substr(0, slash), name};
}

// The file of a table: Parquet before csv, as audformat has it.
Result<std::string> table_file(const Header& header, const std::string& id, Notes& notes) {
  const std::string stem = header.folder + "/" + header.name + "." + id;
  const bool pickled = file_exists(stem + ".pkl");
  for (const char* ending : {".parquet", ".csv"})
    if (file_exists(stem + ending)) {
      if (pickled) notes.add("pickles (.pkl) are passed over: the tables beside them are read");
      return stem + ending;
    }
  if (pickled)
    return Error{ErrorKind::unsupported,
                 "a pickle is a program, and not read: save the database again with storage_format='parquet'",
                 {stem + ".pkl", {}, "", {}}};
  return Error{
      ErrorKind::not_found, fmt::format("the file of table {} is not there", id), {stem + ".parquet", {}, "", {}}};
}

// The type of a column: its scheme's; a key's own.
using SchemeTypes = std::unordered_map<std::string, ValueType>;

SchemeTypes types_of(const std::vector<DatasetScheme>& schemes) {
  SchemeTypes types;
  for (const DatasetScheme& scheme : schemes)
    types.emplace(scheme.id, scheme.several ? ValueType::object : scheme.type);
  return types;
}

ValueType type_of(const SchemeTypes& types, const DatasetTable& table, std::size_t column) {
  const DatasetColumn& each = table.columns[column];
  if (column < table.keys) return value_type_of_name(text_of(each.more, "dtype")).value_or(ValueType::object);
  if (const auto alone = value_type_of_name(text_of(each.more, "openaffect_type"))) return *alone;
  const auto type = types.find(each.scheme);
  return type == types.end() ? ValueType::object : type->second;
}

// Keys that write_audformat() made of row numbers go again.
void drop_row_numbers(DatasetTable& table) {
  if (table.kind != TableKind::items || table.keys != 1 || text_of(table.more, "openaffect_rows") != "true") return;
  table.more = without(table.more, {"openaffect_rows"});
  table.columns.erase(table.columns.begin());
  table.keys = 0;
}

Result<Done> read_cells(const SchemeTypes& scheme_types, const Header& header, Links links, DatasetTable& table,
                        Notes& notes) {
  std::vector<std::string> names;
  std::vector<ValueType> types;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    names.push_back(table.columns[i].cells.name);
    types.push_back(type_of(scheme_types, table, i));
    table.columns[i].more = i < table.keys ? Fields() : without(table.columns[i].more, {"openaffect_type"});
  }
  if (table.keys == 0)
    return Error{
        ErrorKind::format, fmt::format("audformat: table {}: without levels", table.id), {header.path(), {}, "", {}}};
  OA_TRY(file, table_file(header, table.id, notes));
  OA_CHECK(check_link(header.folder, file, links));
  OA_TRY(read, read_named_columns(file, names, types));
  for (std::size_t i = 0; i < names.size(); ++i) table.columns[i].cells = std::move(read.columns[i]);
  for (const std::string& extra : read.extra)
    notes.add(fmt::format("column {} of table {} stands in no header and is left out", extra, table.id));
  OA_CHECK(check_keys(table, file));
  drop_row_numbers(table);
  return Done{};
}

void add_row_numbers(DatasetTable& table) {
  Cells<std::int64_t> numbers;
  for (std::size_t row = 0; row < table.rows(); ++row) numbers.emplace_back(static_cast<std::int64_t>(row + 1));
  std::string name(kRowLevel);
  while (table.find(name) < table.columns.size()) name += "_";
  table.columns.insert(table.columns.begin(), DatasetColumn{{name, std::move(numbers)}});
  table.keys = 1;
  if (!table.more.is_object()) table.more = Fields::object();
  table.more["openaffect_rows"] = true;
}

std::string safe_id(std::string id) {
  for (char& c : id)
    if (c == '/' || c == '\\' || c == '\0' || c == '\n') c = '_';
  return id.empty() || id[0] == '.' ? "table" + id : id;
}

// Ids that no two tables share, without slashes; of a group's tables the split, or GROUP.SPLIT where there are several.
void name_tables(Dataset& dataset) {
  std::set<std::string> taken, groups;
  for (const DatasetTable& table : dataset.tables) groups.insert(table.group);
  for (DatasetTable& table : dataset.tables) {
    if (!table.group.empty() && !table.split.empty())
      table.id = groups.size() == 1 ? table.split : table.group + "." + table.split;
    table.id = safe_id(table.id.empty() ? "table" : table.id);
    while (!taken.insert(table.id).second) table.id += "_";
  }
}

// As a csv of audformat has it: empty texts cannot be told from none there.
void prepare_csv(std::vector<TableColumn>& columns, Notes& notes) {
  for (TableColumn& column : columns) {
    const ValueType type = value_type_of(column);
    if (type == ValueType::duration || type == ValueType::date) column = *as_type(column, ValueType::text);
    if (has_empty_text(column)) notes.add("empty texts in csv tables become missing ones");
    if (type == ValueType::object && column.meaning != TableColumn::Meaning::json)
      notes.add(fmt::format("the lists of column {} become JSON texts in csv tables", column.name));
  }
}

// audformat loads rows of one key, and then cannot tell them apart.
void note_repeated_keys(const DatasetTable& table, Notes& notes) {
  std::unordered_set<std::string> seen;
  std::size_t repeated = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    Fields key = Fields::array();
    for (std::size_t i = 0; i < table.keys; ++i) key.push_back(cell_json(table.columns[i].cells, row));
    repeated += seen.insert(json_line(key)).second ? 0 : 1;
  }
  if (repeated > 0)
    notes.add(fmt::format("{} rows of table {} have a key that another row has: audformat cannot tell them apart",
                          repeated, table.id));
}

void prepare_table(DatasetTable& table, Notes& notes) {
  if (table.kind == TableKind::items && table.keys == 0) add_row_numbers(table);
  for (std::size_t i = 0; i < table.keys; ++i)
    if (value_type_of(table.columns[i].cells) == ValueType::object)
      table.columns[i].cells = as_texts(table.columns[i].cells);
  for (const DatasetColumn& column : table.columns)
    if (column.cells.meaning == TableColumn::Meaning::json)
      notes.add(fmt::format("column {} of table {} holds JSON texts", column.cells.name, table.id));
  note_repeated_keys(table, notes);
}

// The scheme that says a type alone, marked so that no reader of ours takes it for somebody's.
std::string type_scheme(ValueType type, Dataset& dataset) {
  const auto is_ours = [](const DatasetScheme& scheme) { return text_of(scheme.more, "openaffect_type") == "true"; };
  std::string id(value_type_name(type));
  for (const DatasetScheme* there = dataset.scheme(id); there; there = dataset.scheme(id)) {
    if (is_ours(*there)) return id;
    id += "_";
  }
  DatasetScheme& made = dataset.schemes.emplace_back();
  made.id = id;
  made.type = type;
  made.more = {{"openaffect_type", true}};
  return id;
}

// A column without a scheme gets one of its type, so that audformat keeps it: without one it makes objects of texts.
void add_type_schemes(Dataset& dataset) {
  for (DatasetTable& table : dataset.tables)
    for (std::size_t i = table.keys; i < table.columns.size(); ++i) {
      DatasetColumn& column = table.columns[i];
      const ValueType type = value_type_of(column.cells);
      if (!column.scheme.empty() || !column.rater.empty() || type == ValueType::object || type == ValueType::text)
        continue;
      column.scheme = type_scheme(type, dataset);
    }
}

// What pandas needs so that whole numbers and booleans stay what they are beside missing ones.
std::string pandas_metadata(const std::vector<TableColumn>& columns) {
  Fields types = Fields::array();
  for (const TableColumn& column : columns) {
    const ValueType type = value_type_of(column);
    if (type != ValueType::integer && type != ValueType::boolean) continue;
    const bool integer = type == ValueType::integer;
    types.push_back({{"name", column.name},
                     {"field_name", column.name},
                     {"pandas_type", integer ? "int64" : "bool"},
                     {"numpy_type", integer ? "Int64" : "boolean"},
                     {"metadata", nullptr}});
  }
  return json_line({{"index_columns", Fields::array()},
                    {"column_indexes", Fields::array()},
                    {"columns", std::move(types)},
                    {"pandas_version", "2.0.0"}});
}

Result<Done> copy_attachments(const Dataset& dataset, const std::string& to, const DatasetWriteOptions& options,
                              Notes& notes) {
  std::set<std::string> there = options.copy_media ? media_names(dataset) : std::set<std::string>();
  for (const DatasetPart& attachment : dataset.attachments) {
    const std::string& name = attachment.type;
    const std::string from = dataset.folder + "/" + name;
    const bool copied = file_exists(to + "/" + name);
    if (copied && there.contains(name)) continue;  // it is one of the media, or was an attachment before
    if (dataset.folder.empty() || !is_inside(name) || !file_exists(from) || is_folder(from) || copied ||
        !check_link(dataset.folder, from, options.links)) {
      notes.add(fmt::format("attachment {} is named, not copied", attachment.id));
      continue;
    }
    OA_CHECK(copy_file(from, to + "/" + name));
    there.insert(name);
  }
  return Done{};
}

}  // namespace

bool is_audformat(const std::string& path) {
  if (is_folder(path)) return file_exists(path + "/" + std::string(kHeader));
  if (!path.ends_with(".yaml")) return false;
  const auto text = read_file(path, kMostYamlBytes);
  return text && text->find("\nusage:") != std::string::npos && text->find("name:") != std::string::npos;
}

Result<Dataset> read_audformat(const std::string& path, const DatasetReadOptions& options, Notes& notes) {
  const Header header = header_of(path);
  OA_CHECK(check_link(header.folder, header.path(), options.links));
  OA_TRY(text, read_file(header.path(), kMostYamlBytes));
  OA_TRY(dataset, parse_audformat_header(text, header.path(), notes));
  dataset.folder = header.folder;
  const SchemeTypes types = types_of(dataset.schemes);
  for (DatasetTable& table : dataset.tables) OA_CHECK(read_cells(types, header, options.links, table, notes));
  return dataset;
}

Result<Done> write_audformat(const Dataset& given, const std::string& path, const DatasetWriteOptions& options,
                             Notes& notes) {
  if (options.tables != TableFormat::parquet && options.tables != TableFormat::csv)
    return Error{ErrorKind::unsupported, "tables of audformat are parquet or csv", {path, {}, "", {}}};
  OA_TRY(dataset, with_wide_ratings(given, notes));
  declare_splits(dataset);
  name_tables(dataset);
  for (DatasetTable& table : dataset.tables) prepare_table(table, notes);
  add_type_schemes(dataset);
  OA_TRY(writer, FolderWriter::create(path, options.overwrite));
  OA_CHECK(writer.write(kHeader, audformat_header(dataset)));
  for (const DatasetTable& table : dataset.tables) {
    std::vector<TableColumn> columns = cells_of(table);
    if (options.tables == TableFormat::csv) prepare_csv(columns, notes);
    const std::vector<std::pair<std::string, std::string>> metadata = {{"pandas", pandas_metadata(columns)}};
    OA_TRY(bytes, encode_table(options.tables, columns, metadata));
    OA_CHECK(writer.write("db." + table.id + "." + table_ending(options.tables), bytes));
  }
  OA_CHECK(copy_media(dataset, writer.beside(), options, notes));
  OA_CHECK(copy_attachments(dataset, writer.beside(), options, notes));
  return writer.commit();
}

}  // namespace openaffect
