#include "openaffect/exchange/folder_files.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "openaffect/core/names.h"
#include "openaffect/exchange/values.h"
#include "openaffect/system/file.h"

namespace openaffect {

Result<NamedCells> read_named_columns(const std::string& path, const std::vector<std::string>& names,
                                      const std::vector<ValueType>& types) {
  OA_TRY(read, read_table(path));
  std::vector<std::string> there;
  for (const TableColumn& column : read) there.push_back(column.name);
  NamedCells named;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto at = std::find(there.begin(), there.end(), names[i]);
    if (at == there.end())
      return Error{ErrorKind::format, unknown_name_message("column", names[i], there), {path, {}, "", {}}};
    auto typed = as_type(read[static_cast<std::size_t>(at - there.begin())], types[i]);
    if (!typed) {
      Error error = typed.error();
      error.where.file = path;
      return error;
    }
    named.columns.push_back(*std::move(typed));
  }
  for (const std::string& name : there)
    if (std::find(names.begin(), names.end(), name) == names.end()) named.extra.push_back(name);
  return named;
}

std::vector<DatasetColumn> plain_columns(std::vector<TableColumn> columns) {
  std::vector<DatasetColumn> plain;
  for (TableColumn& column : columns) plain.push_back({std::move(column)});
  return plain;
}

std::vector<TableColumn> cells_of(const DatasetTable& table) {
  std::vector<TableColumn> cells;
  for (const DatasetColumn& column : table.columns) cells.push_back(column.cells);
  return cells;
}

bool has_empty_text(const TableColumn& column) {
  const auto* texts = std::get_if<TableColumn::Cells<std::string>>(&column.values);
  return texts && std::any_of(texts->begin(), texts->end(), [](const auto& text) { return text && text->empty(); });
}

std::string table_ending(TableFormat format) {
  return std::string(table_format_name(format));
}

bool is_inside(std::string_view path) {
  if (path.empty() || path.front() == '/' || path.find('\\') != std::string_view::npos ||
      path.find('\0') != std::string_view::npos)
    return false;
  for (std::size_t at = 0; at <= path.size();) {
    const std::size_t slash = std::min(path.find('/', at), path.size());
    const std::string_view part = path.substr(at, slash - at);
    if (part == ".." || part == ".") return false;
    at = slash + 1;
  }
  return true;
}

Result<Done> copy_file(const std::string& from, const std::string& to) {
  std::error_code code;
  const std::filesystem::path target(to);
  std::filesystem::create_directories(target.parent_path(), code);
  if (!code) std::filesystem::copy_file(from, target, code);
  if (code) return Error{ErrorKind::io, "cannot be copied from " + from + ": " + code.message(), {to, {}, "", {}}};
  return Done{};
}

bool leads_inside(const std::string& folder, const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code code;
  const fs::path base = fs::weakly_canonical(folder.empty() ? "." : folder, code);
  if (code) return false;
  const fs::path target = fs::weakly_canonical(path, code);
  if (code) return false;
  const fs::path within = target.lexically_relative(base);
  return !within.empty() && *within.begin() != "..";
}

Result<Done> check_link(const std::string& folder, const std::string& path, Links links) {
  if (links == Links::anywhere || leads_inside(folder, path)) return Done{};
  return Error{
      ErrorKind::unsupported, "is a link that leads out of the folder; --follow-links follows it", {path, {}, "", {}}};
}

std::set<std::string> media_names(const Dataset& dataset) {
  std::set<std::string> names;
  for (const DatasetTable& table : dataset.tables) {
    if (table.kind != TableKind::files && table.kind != TableKind::segments) continue;
    for (const auto& name : std::get<TableColumn::Cells<std::string>>(table.columns[0].cells.values))
      if (name) names.insert(*name);
  }
  return names;
}

std::vector<std::string> media_to_copy(const Dataset& dataset, const DatasetWriteOptions& options, Notes& notes) {
  const std::set<std::string> names = media_names(dataset);
  if (names.empty()) return {};
  if (!options.copy_media || dataset.folder.empty()) {
    notes.add(fmt::format("{} files are named, not copied{}", names.size(),
                          dataset.folder.empty() ? "" : " (--copy-media copies them)"));
    return {};
  }
  std::vector<std::string> found;
  for (const std::string& name : names) {
    const std::string from = dataset.folder + "/" + name;
    if (is_inside(name) && file_exists(from) && !is_folder(from) && check_link(dataset.folder, from, options.links))
      found.push_back(name);
  }
  if (found.size() < names.size())
    notes.add(fmt::format("{} of {} files are not copied: they are not there, or lie outside the folder",
                          names.size() - found.size(), names.size()));
  return found;
}

Result<Done> copy_media(const Dataset& dataset, const std::string& to, const DatasetWriteOptions& options,
                        Notes& notes) {
  std::size_t taken = 0;
  for (const std::string& name : media_to_copy(dataset, options, notes)) {
    if (file_exists(to + "/" + name))
      ++taken;
    else
      OA_CHECK(copy_file(dataset.folder + "/" + name, to + "/" + name));
  }
  if (taken > 0) notes.add(fmt::format("{} files are not copied: files of the format have their names", taken));
  return Done{};
}

}  // namespace openaffect
