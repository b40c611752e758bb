#include <filesystem>

#include "openaffect/catalog/entry.h"
#include "openaffect/cli/tables_library.h"
#include "openaffect/data/table.h"
#include "openaffect/data/versions.h"
#include "openaffect/evaluate/benchmark.h"
#include "openaffect/text/language.h"

namespace openaffect {
namespace {

std::vector<std::string> column_names(const std::string& path) {
  std::error_code failure;
  if (!std::filesystem::is_regular_file(path, failure)) return {};  // a pipe would be drunk from
  const auto table = open_table(path);
  std::vector<std::string> names;
  if (table)
    for (const ColumnInfo& column : (*table)->columns()) names.push_back(column.name);
  return names;
}

std::vector<std::pair<std::string, std::string>> library_versions() {
  std::vector<std::pair<std::string, std::string>> all = table_library_versions();
  all.emplace_back("CLD2", language_detector_version());
  return all;
}

std::vector<std::string> entry_names(CatalogKind kind) {
  std::vector<std::string> names;
  for (const CatalogEntry& entry : catalog_entries(kind)) names.push_back(entry.name);
  return names;
}

std::vector<std::string> data_set_names() {
  return entry_names(CatalogKind::data_set);
}

std::vector<std::string> model_names() {
  return entry_names(CatalogKind::model);
}

constexpr TablesDoor kDoor = {column_names, library_versions, data_set_names, model_names, benchmark_names};

}  // namespace
}  // namespace openaffect

extern "C" const openaffect::TablesDoor* openaffect_tables_door() {
  return &openaffect::kDoor;
}
