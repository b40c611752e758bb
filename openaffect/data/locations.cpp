#include "openaffect/data/locations.h"

#include <dirent.h>
#include <fnmatch.h>
#include <glob.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>

#include <fmt/format.h>

#include "openaffect/data/object_store.h"
#include "openaffect/data/table.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

constexpr const char* kNoTables =
    "no file in this folder is a table by its name (.csv .tsv .jsonl .json .parquet, also with .gz .zst)";

Result<std::vector<std::string>> tables_in(const std::string& folder) {
  const std::unique_ptr<DIR, int (*)(DIR*)> entries(::opendir(folder.c_str()), &::closedir);
  if (!entries) return system_error(folder, errno, "cannot list the folder");
  std::vector<std::string> files;
  const std::string prefix = folder.ends_with('/') ? folder : folder + "/";
  for (errno = 0; const dirent* entry = ::readdir(entries.get()); errno = 0)
    if (is_table_name(entry->d_name) && !is_folder(prefix + entry->d_name)) files.push_back(prefix + entry->d_name);
  if (errno != 0) return system_error(folder, errno, "cannot list the folder");
  if (files.empty()) return Error{ErrorKind::not_found, kNoTables, {folder, {}, {}, {}}};
  std::sort(files.begin(), files.end());
  return files;
}

Result<std::vector<std::string>> matches(const std::string& pattern) {
  glob_t found = {};
  const int failed = ::glob(pattern.c_str(), GLOB_ERR, nullptr, &found);
  std::vector<std::string> files(found.gl_pathv, found.gl_pathv + found.gl_pathc);
  ::globfree(&found);
  if (failed != 0 && failed != GLOB_NOMATCH)
    return Error{ErrorKind::io, "the pattern leads through a folder that cannot be listed", {pattern, {}, {}, {}}};
  std::erase_if(files, is_folder);
  if (files.empty()) return Error{ErrorKind::not_found, "no file matches the pattern", {pattern, {}, {}, {}}};
  std::sort(files.begin(), files.end());
  return files;
}

// The folder's objects that `is_wanted` by the last part of their names.
template <class Wanted>
Result<std::vector<std::string>> objects_like(const std::string& folder, const Wanted& is_wanted, std::string none) {
  OA_TRY(objects, objects_in(folder));
  std::erase_if(objects, [&](const std::string& object) {
    const std::string_view name = without_query(object);
    return !is_wanted(std::string(name.substr(name.find_last_of('/') + 1)));
  });
  if (objects.empty()) return Error{ErrorKind::not_found, std::move(none), {folder, {}, {}, {}}};
  std::sort(objects.begin(), objects.end());
  return objects;
}

Result<std::vector<std::string>> find_objects(const std::string& path) {
  OA_TRY(info, object_info(path));
  if (info.kind == ObjectInfo::Kind::folder) return objects_like(path, is_table_name, kNoTables);
  const std::string_view name = without_query(path);
  const std::size_t last = name.find_last_of('/') + 1;
  if (info.kind == ObjectInfo::Kind::object || name.find_first_of("*[", last) == std::string_view::npos)
    return std::vector{path};
  const std::string pattern(name.substr(last));
  const auto fits = [&](const std::string& object) {
    return ::fnmatch(pattern.c_str(), object.c_str(), FNM_PERIOD) == 0;
  };
  return objects_like(path.substr(0, last) + path.substr(name.size()), fits, "no object matches " + pattern);
}

}  // namespace

bool is_table_name(std::string_view name) {
  return !name.starts_with('.') && !name.ends_with(".summary.json") && input_format_of_path(name).has_value();
}

Result<std::vector<std::string>> find_files(const std::string& path) {
  if (is_object(path)) return find_objects(path);
  if (path == "-") return std::vector{path};
  if (is_folder(path)) return tables_in(path);
  if (!file_exists(path) && path.find_first_of("*?[") != std::string::npos) return matches(path);
  return std::vector{path};
}

std::string_view without_compression(std::string_view path) {
  path = without_query(path);
  for (const std::string_view ending : std::array<std::string_view, 4>{".gz", ".zst", ".GZ", ".ZST"})
    if (path.ends_with(ending)) return path.substr(0, path.size() - ending.size());
  return path;
}

}  // namespace openaffect
