#include "openaffect/catalog/convert.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/catalog/entry_json.h"
#include "openaffect/catalog/loaders.h"
#include "openaffect/catalog/store.h"
#include "openaffect/system/file.h"
#include "openaffect/text/unicode.h"

namespace openaffect {
namespace {

using nlohmann::ordered_json;

template <class T>
using Cells = TableColumn::Cells<T>;

const TableColumn* find_column(std::span<const TableColumn> columns, std::string_view name) {
  for (const TableColumn& column : columns)
    if (column.name == name) return &column;
  return nullptr;
}

// How often each value of a short column of texts occurs, in the order of first appearance.
ordered_json value_counts(const TableColumn* column) {
  ordered_json counts = ordered_json::object();
  if (!column) return counts;
  for (const auto& cell : std::get<Cells<std::string>>(column->values))
    if (cell) counts[*cell] = counts.value(*cell, 0) + 1;
  return counts;
}

// All labels of the column's scheme, those that never occur with 0.
ordered_json label_counts(const TableColumn& column) {
  std::vector<std::uint64_t> counts(column.dictionary.size());
  if (const auto* labels = std::get_if<Cells<LabelId>>(&column.values))
    for (const auto& cell : *labels)
      if (cell) ++counts[static_cast<std::size_t>(*cell)];
  if (const auto* lists = std::get_if<Cells<std::vector<LabelId>>>(&column.values))
    for (const auto& cell : *lists)
      for (const LabelId label : cell.value_or(std::vector<LabelId>())) ++counts[static_cast<std::size_t>(label)];
  ordered_json json = ordered_json::object();
  for (std::size_t i = 0; i < counts.size(); ++i) json[column.dictionary[i]] = counts[i];
  return json;
}

// In Unicode code points.
ordered_json text_lengths(const TableColumn* column) {
  if (!column) return nullptr;
  std::vector<std::size_t> lengths;
  std::size_t sum = 0;
  for (const auto& cell : std::get<Cells<std::string>>(column->values)) {
    if (!cell) continue;
    lengths.push_back(count_code_points(*cell));
    sum += lengths.back();
  }
  if (lengths.empty()) return nullptr;
  std::sort(lengths.begin(), lengths.end());
  const double mean = static_cast<double>(sum) / static_cast<double>(lengths.size());
  return {{"shortest", lengths.front()},
          {"median", lengths[lengths.size() / 2]},
          {"mean", static_cast<double>(static_cast<std::int64_t>(mean * 10 + .5)) / 10},
          {"longest", lengths.back()}};
}

std::size_t present(const TableColumn& column) {
  return std::visit(
      [](const auto& cells) {
        return static_cast<std::size_t>(
            std::count_if(cells.begin(), cells.end(), [](const auto& cell) { return cell.has_value(); }));
      },
      column.values);
}

ordered_json columns_json(ItemTable& table) {
  ordered_json list = ordered_json::array();
  const auto columns = table.columns();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    ordered_json json = {
        {"name", columns[i].name}, {"kind", table_column_kind(columns[i])}, {"present", present(columns[i])}};
    if (!table.note(i).scheme.empty()) json["scheme"] = table.note(i).scheme;
    if (!table.note(i).about.empty()) json["about"] = table.note(i).about;
    if (!columns[i].dictionary.empty()) json["labels"] = label_counts(columns[i]);
    list.push_back(std::move(json));
  }
  return list;
}

ordered_json describe_data_set(const CatalogEntry& entry, ItemTable& table) {
  ordered_json json = {{"schema", "openaffect/dataset/1"}};
  json.update(entry_head(entry));
  json["unit"] = entry.unit;
  json["items"] = entry.items;
  json["rows"] = table.rows();
  json["splits"] = value_counts(find_column(table.columns(), "split"));
  json["tasks"] = value_counts(find_column(table.columns(), "task"));
  json["schemes"] = entry.schemes;
  json["columns"] = columns_json(table);
  json["text_length"] = text_lengths(find_column(table.columns(), "text"));
  json["notes"] = entry.notes;
  for (const CatalogFile& file : entry.files)
    json["files"].push_back({{"path", file.path}, {"bytes", file.bytes}, {"sha256", file.sha256}});
  return json;
}

}  // namespace

Result<Done> convert_data_set(const CatalogEntry& entry, const std::string& source, const std::string& folder) {
  OA_TRY(load, find_loader(entry.loader));
  ItemTable table;
  if (const auto loaded = load(RawFiles(source), table); !loaded) {
    Error error = loaded.error();
    if (!error.where.file.empty() && !error.where.file.starts_with(source))
      error.where.file = source + "/" + error.where.file;
    return error;
  }
  if (entry.rows != 0 && entry.rows != table.rows())
    return Error{ErrorKind::format,
                 fmt::format("{}: {} rows; the catalogue says {}", entry.name, table.rows(), entry.rows)};
  const ordered_json description = describe_data_set(entry, table);
  const std::vector<std::pair<std::string, std::string>> metadata = {{"openaffect.schema_version", "1"},
                                                                     {"openaffect.dataset", description.dump()}};
  OA_CHECK(write_table(table_in(folder, entry.name), table.columns(), metadata));
  return replace_file(description_in(folder), description.dump(2) + "\n");
}

}  // namespace openaffect
