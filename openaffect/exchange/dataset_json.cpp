#include "openaffect/exchange/dataset_json.h"

#include "openaffect/exchange/json.h"
#include "openaffect/exchange/values.h"

namespace openaffect {
namespace {

Fields scheme_json(const Dataset& dataset, const DatasetScheme& scheme) {
  return {{"id", scheme.id},
          {"type", value_type_name(scheme.type)},
          {"labels", labels_of(dataset, scheme)},
          {"several", scheme.several},
          {"minimum", scheme.minimum},
          {"maximum", scheme.maximum},
          {"description", scheme.description},
          {"more", scheme.more}};
}

Fields parts_json(const std::vector<DatasetPart>& parts) {
  Fields list = Fields::array();
  for (const DatasetPart& part : parts)
    list.push_back({{"id", part.id}, {"type", part.type}, {"description", part.description}, {"more", part.more}});
  return list;
}

Fields column_json(const DatasetColumn& column) {
  return {{"name", column.cells.name},         {"type", value_type_name(value_type_of(column.cells))},
          {"scheme", column.scheme},           {"rater", column.rater},
          {"description", column.description}, {"more", column.more}};
}

Fields table_json(const DatasetTable& table) {
  Fields keys = Fields::array(), columns = Fields::array();
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (i < table.keys)
      keys.push_back(table.columns[i].cells.name);
    else
      columns.push_back(column_json(table.columns[i]));
  }
  return {{"id", table.id},
          {"kind", table_kind_name(table.kind)},
          {"rows", table.rows()},
          {"keys", std::move(keys)},
          {"columns", std::move(columns)},
          {"split", table.split},
          {"media", table.media},
          {"group", table.group},
          {"description", table.description},
          {"more", table.more}};
}

}  // namespace

std::string_view table_kind_name(TableKind kind) {
  constexpr std::string_view kKinds[] = {"files", "segments", "items", "ratings"};
  return kKinds[static_cast<std::size_t>(kind)];
}

std::string dataset_json(const Dataset& dataset) {
  Fields json = {{"name", dataset.name},     {"description", dataset.description},
                 {"source", dataset.source}, {"licence", dataset.licence},
                 {"usage", dataset.usage},   {"languages", dataset.languages},
                 {"more", dataset.more}};
  json["schemes"] = Fields::array();
  for (const DatasetScheme& scheme : dataset.schemes) json["schemes"].push_back(scheme_json(dataset, scheme));
  json["raters"] = parts_json(dataset.raters);
  json["splits"] = parts_json(dataset.splits);
  json["media"] = parts_json(dataset.media);
  json["attachments"] = parts_json(dataset.attachments);
  json["tables"] = Fields::array();
  for (const DatasetTable& table : dataset.tables) json["tables"].push_back(table_json(table));
  return json_line(json);
}

}  // namespace openaffect
