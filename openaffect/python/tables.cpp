#include "openaffect/python/tables.h"

#include <algorithm>
#include <array>

#include "openaffect/core/names.h"

namespace openaffect::python {
namespace {

constexpr std::array kNamedTypes = {ColumnType::text, ColumnType::int64, ColumnType::float64, ColumnType::boolean,
                                    ColumnType::timestamp};

ColumnType type_of_name(const std::string& name) {
  std::vector<std::string> names;
  for (const ColumnType type : kNamedTypes) names.emplace_back(column_type_name(type));
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) raise({ErrorKind::unknown, "types: " + unknown_name_message("type", name, names)});
  return kNamedTypes[static_cast<std::size_t>(found - names.begin())];
}

}  // namespace

std::string path_of(const TableSource& source, ReadOptions& read) {
  if (const auto* path = std::get_if<std::string>(&source)) return *path;
  const auto& table = std::get<Table>(source).content;
  read.memory.push_back(table);
  return table->name();
}

ReadOptions read_options(Keywords& keywords) {
  ReadOptions read;
  if (keywords.has("input_format"))
    read.format = value_of(table_format_of_name(keywords.get<std::string>("input_format")));
  keywords.take("encoding", read.encoding);
  if (keywords.has("delimiter")) {
    const auto delimiter = keywords.get<std::string>("delimiter");
    if (delimiter.size() != 1) raise({ErrorKind::unknown, "delimiter takes one character, not '" + delimiter + "'"});
    read.delimiter = delimiter[0];
  }
  read.quotes = keywords.get<std::string>("quote", "\"") != "none";
  if (keywords.has("types"))
    for (const auto& [column, type] : keywords.get<nb::dict>("types"))
      read.types.push_back({nb::cast<std::string>(column), type_of_name(nb::cast<std::string>(type))});
  const auto on_bad_row = keywords.get<std::string>("on_bad_row", "fail");
  if (on_bad_row != "fail" && on_bad_row != "keep")
    raise({ErrorKind::unknown, "on_bad_row takes fail or keep, not '" + on_bad_row + "'"});
  if (on_bad_row == "keep") read.on_bad_row = OnBadRow::keep;
  keywords.take("limit", read.limit);
  return read;
}

}  // namespace openaffect::python
