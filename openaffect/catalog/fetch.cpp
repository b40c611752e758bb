#include "openaffect/catalog/fetch.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "openaffect/catalog/convert.h"
#include "openaffect/catalog/download.h"
#include "openaffect/catalog/loaders.h"
#include "openaffect/catalog/package.h"
#include "openaffect/catalog/store.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

namespace fs = std::filesystem;

std::string base_name(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

Result<Done> make_folders_of(const std::string& path) {
  std::error_code failed;
  fs::create_directories(fs::path(path).parent_path(), failed);
  if (failed) return system_error(path, failed.value(), "cannot make its folder");
  return Done{};
}

Result<Done> check_file(const std::string& path, const CatalogFile& file) {
  OA_TRY(difference, compare_file(path, file.bytes, file.sha256));
  if (!difference) return Done{};
  return Error{ErrorKind::format, "not the file that the catalogue knows: " + *difference, {path, {}, "", {}}};
}

// The set's files below a folder: by their whole path, or for one that was fetched by hand, by its last part.
std::string path_in(const std::string& folder, const CatalogFile& file) {
  const std::string whole = folder + "/" + file.path;
  const std::string last = folder + "/" + base_name(file.path);
  return !file_exists(whole) && file_exists(last) ? last : whole;
}

bool has_all(const std::string& folder, const CatalogEntry& entry) {
  return std::all_of(entry.files.begin(), entry.files.end(),
                     [&](const CatalogFile& file) { return file_exists(folder + "/" + file.path); });
}

// One run of fetch(): NAME.partial has `files` (downloads), `made` (what will become NAME) and a lock.
class Fetch {
 public:
  Fetch(CatalogKind kind, const CatalogEntry& entry, const FetchOptions& options, std::string target)
      : kind_(kind), entry_(entry), options_(options), target_(std::move(target)), partial_(target_ + ".partial") {}

  Result<Done> run() {
    OA_CHECK(make_folders_of(partial_ + "/lock"));
    OA_TRY(lock, File::open(partial_ + "/lock", File::Mode::lock));
    OA_TRY(locked, lock.try_lock());
    if (!locked)
      return Error{
          ErrorKind::refused, fmt::format("another process is fetching {}", entry_.name), {partial_, {}, "", {}}};
    OA_TRY(source, find_source());
    OA_CHECK(remove_all(made()));
    OA_CHECK(make_folders_of(made() + "/x"));
    OA_CHECK(kind_ == CatalogKind::data_set ? convert_data_set(entry_, source, made()) : gather_model(source));
    return put_in_place();
  }

 private:
  std::string made() const { return partial_ + "/made"; }
  std::string files() const { return partial_ + "/files"; }
  void tell(const std::string& line) const {
    if (options_.tell) options_.tell(line);
  }

  // The folder that has all files, checked.
  Result<std::string> find_source() {
    const std::string& given = options_.from;
    if (given.empty() && (options_.folder.empty() || !has_all(options_.folder, entry_))) return bring_all();
    const std::string& folder = given.empty() ? options_.folder : given;
    tell(fmt::format("{}: taking {} files from {}", entry_.name, entry_.files.size(), folder));
    if (has_all(folder, entry_)) {
      for (const CatalogFile& file : entry_.files) OA_CHECK(check_file(folder + "/" + file.path, file));
      return folder;
    }
    for (const CatalogFile& file : entry_.files) OA_CHECK(copy(path_in(folder, file), file));
    return files();
  }

  Result<Done> copy(const std::string& from, const CatalogFile& file) const {
    OA_CHECK(check_file(from, file));
    const std::string to = files() + "/" + file.path;
    OA_CHECK(make_folders_of(to));
    std::error_code failed;
    fs::copy_file(from, to, fs::copy_options::overwrite_existing, failed);
    if (failed) return system_error(to, failed.value(), "cannot copy");
    return Done{};
  }

  Result<std::string> bring_all() {
    for (std::size_t i = 0; i < entry_.files.size(); ++i) {
      const CatalogFile& file = entry_.files[i];
      const std::string path = files() + "/" + file.path;
      if (file_exists(path) && check_file(path, file)) continue;
      OA_CHECK(make_folders_of(path));
      tell(fmt::format("{}: {} of {}: {} ({} bytes)", entry_.name, i + 1, entry_.files.size(),
                       file.url.empty() ? file.package : file.url, file.bytes));
      OA_CHECK(bring(file, path));
    }
    return files();
  }

  Result<Done> bring(const CatalogFile& file, const std::string& path) const {
    if (!file.url.empty()) return download({file.url, path, file.bytes, file.sha256});
    if (file.package.empty())
      return Error{ErrorKind::not_found,
                   fmt::format("{}: no address of this file is known; get the set from {} and give its folder with "
                               "--from or OPENAFFECT_DATA",
                               entry_.name, entry_.home),
                   {file.path, {}, "", {}}};
    OA_CHECK(pip_download(file, fs::path(path).parent_path().string()));
    return check_file(path, file);
  }

  // A model keeps its files as they are, those of a package unpacked, side by side.
  Result<Done> gather_model(const std::string& source) const {
    OA_CHECK(remove_all(joined()));
    for (const CatalogFile& file : entry_.files) {
      const std::string path = source + "/" + file.path;
      if (file.members.empty()) {
        OA_CHECK(place(path, file));
        continue;
      }
      const std::string unpacked = partial_ + "/unpacked";
      OA_CHECK(remove_all(unpacked));
      OA_CHECK(unzip(path, unpacked));
      for (const CatalogFile& member : file.members) {
        const std::string inside = unpacked + "/" + member.path;
        OA_CHECK(entry_.archive ? join(inside, member) : place(inside, member));
      }
    }
    return entry_.archive ? unpack_archive(*entry_.archive) : Done{};
  }

  std::string joined() const { return partial_ + "/joined"; }

  // A part of the archive, behind those before it.
  Result<Done> join(const std::string& part, const CatalogFile& file) const {
    OA_CHECK(check_file(part, file));
    std::ofstream whole(joined(), std::ios::binary | std::ios::app);
    whole << std::ifstream(part, std::ios::binary).rdbuf();
    if (!whole.flush()) return Error{ErrorKind::io, "cannot write", {joined(), {}, "", {}}};
    return Done{};
  }

  Result<Done> unpack_archive(const CatalogFile& archive) const {
    const std::string unpacked = partial_ + "/unpacked";
    OA_CHECK(check_file(joined(), archive));
    OA_CHECK(remove_all(unpacked));
    OA_CHECK(unzip(joined(), unpacked));
    for (const CatalogFile& member : archive.members) OA_CHECK(place(unpacked + "/" + member.path, member));
    return Done{};
  }

  Result<Done> place(const std::string& from, const CatalogFile& file) const {
    OA_CHECK(check_file(from, file));
    const std::string to = made() + "/" + base_name(file.path);
    std::error_code failed;
    fs::copy_file(from, to, failed);
    if (failed) return system_error(to, failed.value(), "cannot copy");
    return Done{};
  }

  Result<Done> put_in_place() const {
    const std::string old = partial_ + "/old";
    OA_CHECK(remove_all(old));
    if (is_folder(target_)) OA_CHECK(rename_file(target_, old));
    OA_CHECK(rename_file(made(), target_));
    return remove_all(partial_);
  }

  CatalogKind kind_;
  const CatalogEntry& entry_;
  const FetchOptions& options_;
  std::string target_;
  std::string partial_;
};

}  // namespace

Result<Fetched> fetch(CatalogKind kind, const CatalogEntry& entry, const FetchOptions& options) {
  OA_CHECK(check_use(entry, options.use));
  if (kind == CatalogKind::data_set) OA_CHECK(find_loader(entry.loader));
  OA_TRY(target, store_folder(kind, entry.name));
  if (is_folder(target) && !options.force) return Fetched{target, true};
  OA_CHECK(Fetch(kind, entry, options, target).run());
  return Fetched{target, false};
}

}  // namespace openaffect
