#include "openaffect/system/folders.h"

#include <dlfcn.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "openaffect/system/file.h"

namespace openaffect {
namespace {

namespace fs = std::filesystem;

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

// XDG folders that are not absolute are to be ignored (XDG Base Directory Specification 0.8).
std::string xdg_folder(const char* name, std::string_view below_home) {
  if (std::string value = environment(name); value.starts_with('/')) return value;
  const std::string home = environment("HOME");
  return home.empty() ? std::string() : home + std::string(below_home);
}

void add_beside(const fs::path& file, std::vector<std::string>& folders) {
  if (file.empty()) return;
  folders.push_back((file.parent_path().parent_path() / "share" / "openaffect").string());
}

fs::path program_path() {
  std::error_code ignored;
  return fs::read_symlink("/proc/self/exe", ignored);
}

fs::path library_path() {
  Dl_info info;
  if (::dladdr(reinterpret_cast<const void*>(&share_folders), &info) == 0 || !info.dli_fname) return {};
  std::error_code ignored;
  return fs::weakly_canonical(info.dli_fname, ignored);
}

}  // namespace

std::vector<std::string> share_folders() {
  std::vector<std::string> folders;
  if (std::string given = environment("OPENAFFECT_SHARE"); !given.empty()) folders.push_back(given);
  add_beside(program_path(), folders);
  add_beside(library_path(), folders);
  if (const std::string home = xdg_folder("XDG_DATA_HOME", "/.local/share"); !home.empty())
    folders.push_back(home + "/openaffect");
  std::string shared = environment("XDG_DATA_DIRS");
  if (shared.empty()) shared = "/usr/local/share:/usr/share";
  for (std::size_t at = 0; at <= shared.size();) {
    const std::size_t colon = std::min(shared.find(':', at), shared.size());
    if (shared[at] == '/') folders.push_back(shared.substr(at, colon - at) + "/openaffect");
    at = colon + 1;
  }
  std::vector<std::string> each;  // an installed program and its library give the same folder
  for (const std::string& folder : folders)
    if (std::find(each.begin(), each.end(), folder) == each.end()) each.push_back(folder);
  return each;
}

std::optional<std::string> find_share_file(std::string_view relative) {
  for (const std::string& folder : share_folders())
    if (std::string path = folder + "/" + std::string(relative); file_exists(path)) return path;
  return std::nullopt;
}

std::optional<std::string> cache_folder() {
  const std::string folder = xdg_folder("XDG_CACHE_HOME", "/.cache");
  if (folder.empty()) return std::nullopt;
  return folder + "/openaffect";
}

}  // namespace openaffect
