#include "openaffect/exchange/staged_files.h"

#include <algorithm>
#include <filesystem>

#include "openaffect/exchange/folder_files.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

namespace fs = std::filesystem;

std::string beside(const std::string& to) {
  return to + ".staged";
}

}  // namespace

StagedFiles::~StagedFiles() {
  if (done_) return;
  std::error_code code;
  for (const Staged& file : files_) {
    fs::remove(beside(file.to), code);
    if (file.renamed && !file.replaces) fs::remove(file.to, code);
  }
  for (auto folder = folders_.rbegin(); folder != folders_.rend(); ++folder) fs::remove(*folder, code);
}

// Where the bytes lie until commit().
Result<std::string> StagedFiles::stage(const std::string& to) {
  const auto refused = [&](const char* what) { return Error{ErrorKind::refused, what, {to, {}, "", {}}}; };
  const bool there = file_exists(to);
  if (there && is_folder(to)) return refused("is a folder, and a file is to be written");
  if (there && overwrite_ == Overwrite::refuse) return refused("is there already; --force replaces it");
  if (std::any_of(files_.begin(), files_.end(), [&](const Staged& file) { return file.to == to; }))
    return refused("two files of the output would have this name");
  std::vector<std::string> missing;
  for (fs::path folder = fs::path(to).parent_path(); !folder.empty() && !file_exists(folder.string());
       folder = folder.parent_path())
    missing.push_back(folder.string());
  for (auto folder = missing.rbegin(); folder != missing.rend(); ++folder) {
    OA_CHECK(make_folder(*folder));
    folders_.push_back(*folder);
  }
  files_.push_back({to, there});
  std::error_code code;
  fs::remove(beside(to), code);  // of a run that was killed
  return beside(to);
}

Result<Done> StagedFiles::write(const std::string& to, std::string_view bytes) {
  OA_TRY(place, stage(to));
  return replace_file(place, bytes);
}

Result<Done> StagedFiles::copy(const std::string& from, const std::string& to) {
  if (is_same_file(from, to)) return Done{};
  OA_TRY(place, stage(to));
  return copy_file(from, place);
}

Result<Done> StagedFiles::commit() {
  for (Staged& file : files_) {
    OA_CHECK(rename_file(beside(file.to), file.to));
    file.renamed = true;
  }
  done_ = true;
  return Done{};
}

}  // namespace openaffect
