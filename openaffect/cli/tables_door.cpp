#include <filesystem>

#include "openaffect/cli/tables_library.h"
#include "openaffect/data/table.h"
#include "openaffect/data/versions.h"
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

constexpr TablesDoor kDoor = {column_names, library_versions};

}  // namespace
}  // namespace openaffect

extern "C" const openaffect::TablesDoor* openaffect_tables_door() {
  return &openaffect::kDoor;
}
