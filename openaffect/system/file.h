// Files with errors as values: every failure names the file and what the system said.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "openaffect/core/error.h"

namespace openaffect {

// "No space left on device" and the like, for the errno of a call that failed on `path`.
Error system_error(const std::string& path, int error_number, std::string_view action);

// An open file descriptor and its name; closes itself.
class File {
 public:
  enum class Mode { read, write, append, lock };  // write, append and lock create the file

  static Result<File> open(const std::string& path, Mode mode);
  File(File&& other) noexcept;
  File& operator=(File&& other) noexcept;
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File();

  int descriptor() const { return descriptor_; }
  const std::string& path() const { return path_; }

  Result<Done> write_all(std::string_view bytes);   // at the file's position
  Result<std::string> read_some(std::size_t most);  // from the file's position; fewer bytes only at the end
  Result<Done> seek(std::uint64_t byte);
  Result<Done> truncate(std::uint64_t bytes);
  Result<Done> sync();  // data is on the disk when it returns
  Result<std::uint64_t> size() const;
  Result<bool> is_at(const std::string& path) const;  // whether `path` still names this very file
  Result<bool> try_lock();                            // false: another process holds it; held until the file closes

 private:
  File(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}
  std::string path_;
  int descriptor_ = -1;
};

// The whole file; an error when it is larger than `most` bytes, a folder, or not there.
Result<std::string> read_file(const std::string& path, std::uint64_t most);

// Writes beside `path` and renames: a reader sees the old bytes or the new, never half of them.
Result<Done> replace_file(const std::string& path, std::string_view bytes);

Result<Done> rename_file(const std::string& from, const std::string& to);  // and syncs the folder of `to`

// Of a regular file; zeros for what is none or not there.
struct FileStamp {
  std::uint64_t bytes = 0;
  std::int64_t modified_ns = 0;

  bool operator==(const FileStamp&) const = default;
};
FileStamp file_stamp(const std::string& path);
FileStamp file_stamp(const File& file);

bool file_exists(const std::string& path);
bool is_folder(const std::string& path);
bool is_same_file(const std::string& a, const std::string& b);  // false when either is not there
Result<Done> make_folder(const std::string& path);              // also when it is there
Result<Done> remove_all(const std::string& path);               // also when it is not

}  // namespace openaffect
