#include "openaffect/system/folder_writer.h"

#include <filesystem>
#include <utility>

#include "openaffect/system/file.h"

namespace openaffect {
namespace {

namespace fs = std::filesystem;

// Whether the program stands in `path` or below it.
bool holds_us(const std::string& path) {
  std::error_code error;
  const fs::path folder = fs::weakly_canonical(path, error);
  for (fs::path here = fs::current_path(error); !error; here = here.parent_path()) {
    if (here == folder) return true;
    if (here == here.parent_path()) return false;
  }
  return false;
}

Error refused(const std::string& path, const char* what) {
  return Error{ErrorKind::refused, what, {path, {}, "", {}}};
}

}  // namespace

Result<FolderWriter> FolderWriter::create(const std::string& path, Overwrite overwrite) {
  std::string place = path;
  while (place.size() > 1 && place.ends_with('/')) place.pop_back();
  if (place.empty()) return Error{ErrorKind::not_found, "a folder has no name", {}};
  if (file_exists(place)) {
    if (overwrite == Overwrite::refuse) return refused(place, "is there already; --force replaces it");
    if (!is_folder(place)) return refused(place, "is a file, and a folder is to be written");
    if (holds_us(place)) return refused(place, "is the folder that the program runs in, and is not replaced");
  }
  const std::string beside = place + ".new";
  OA_CHECK(remove_all(beside));
  OA_CHECK(make_folder(beside));
  return FolderWriter(std::move(place), beside);
}

FolderWriter::FolderWriter(FolderWriter&& other) noexcept
    : path_(std::move(other.path_)), beside_(std::exchange(other.beside_, "")) {}

FolderWriter::~FolderWriter() {
  if (!beside_.empty()) (void)remove_all(beside_);
}

Result<Done> FolderWriter::write(std::string_view name, std::string_view bytes) {
  const std::string path = beside_ + "/" + std::string(name);
  for (std::size_t slash = name.find('/'); slash != std::string_view::npos; slash = name.find('/', slash + 1))
    OA_CHECK(make_folder(beside_ + "/" + std::string(name.substr(0, slash))));
  OA_TRY(file, File::open(path, File::Mode::write));
  OA_CHECK(file.truncate(0));
  OA_CHECK(file.write_all(bytes));
  return file.sync();
}

Result<Done> FolderWriter::commit() {
  const std::string old = path_ + ".old";
  const bool replaces = file_exists(path_);
  if (replaces) {
    OA_CHECK(remove_all(old));
    OA_CHECK(rename_file(path_, old));
  }
  if (const auto renamed = rename_file(beside_, path_); !renamed) {
    if (replaces) (void)rename_file(old, path_);
    return renamed.error();
  }
  beside_.clear();
  return replaces ? remove_all(old) : Result<Done>(Done{});
}

}  // namespace openaffect
