#include "openaffect/python/tables.h"

#include <map>

#include <nanobind/stl/map.h>

#include "openaffect/data/read_words.h"

namespace openaffect::python {
namespace {

// {column: type} as the flag has them: "column=type".
std::vector<std::string> types_of(Keywords& keywords) {
  std::vector<std::string> types;
  for (const auto& [column, type] : keywords.get<std::map<std::string, std::string>>("types"))
    types.push_back(column + "=" + type);
  return types;
}

}  // namespace

std::string path_of(const TableSource& source, ReadOptions& read) {
  if (const auto* path = std::get_if<std::string>(&source)) return *path;
  const auto& table = std::get<Table>(source).content;
  read.memory.push_back(table);
  return table->name();
}

ReadOptions read_options(Keywords& keywords) {
  ReadWords words;
  keywords.take("input_format", words.input_format);
  keywords.take("encoding", words.encoding);
  keywords.take("delimiter", words.delimiter);
  keywords.take("quote", words.quote);
  words.types = types_of(keywords);
  keywords.take("on_bad_row", words.on_bad_row);
  if (keywords.has("limit")) words.limit = std::to_string(keywords.get<std::int64_t>("limit"));
  return value_of(read_options_of(words));
}

}  // namespace openaffect::python
