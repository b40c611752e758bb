#include "openaffect/system/file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

namespace openaffect {
namespace {

namespace fs = std::filesystem;

int flags_of(File::Mode mode) {
  switch (mode) {
    case File::Mode::read:
      return O_RDONLY;
    case File::Mode::append:
      return O_WRONLY | O_CREAT | O_APPEND;
    default:
      return O_RDWR | O_CREAT;
  }
}

std::string folder_of(const std::string& path) {
  const std::string folder = fs::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

Result<Done> sync_folder(const std::string& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return system_error(folder, errno, "cannot open the folder");
  const int failed = ::fsync(descriptor);
  const int error_number = errno;
  ::close(descriptor);
  if (failed != 0 && error_number != EINVAL) return system_error(folder, error_number, "cannot sync the folder");
  return Done{};
}

}  // namespace

Error system_error(const std::string& path, int error_number, std::string_view action) {
  const ErrorKind kind = error_number == ENOENT ? ErrorKind::not_found : ErrorKind::io;
  return Error{kind, fmt::format("{}: {}", action, std::strerror(error_number)), {path, {}, "", {}}};
}

Result<File> File::open(const std::string& path, Mode mode) {
  const int descriptor = ::open(path.c_str(), flags_of(mode) | O_CLOEXEC, 0666);
  if (descriptor < 0) return system_error(path, errno, mode == Mode::read ? "cannot read" : "cannot write");
  return File(path, descriptor);
}

File::File(File&& other) noexcept : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

File& File::operator=(File&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

File::~File() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<Done> File::write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return system_error(path_, errno, "cannot write");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return Done{};
}

Result<std::string> File::read_some(std::size_t most) {
  std::string bytes(most, '\0');
  std::size_t size = 0;
  while (size < most) {
    const ssize_t got = ::read(descriptor_, bytes.data() + size, most - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_error(path_, errno, "cannot read");
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  bytes.resize(size);
  return bytes;
}

Result<Done> File::seek(std::uint64_t byte) {
  if (::lseek(descriptor_, static_cast<off_t>(byte), SEEK_SET) < 0) return system_error(path_, errno, "cannot seek");
  return Done{};
}

Result<Done> File::truncate(std::uint64_t bytes) {
  if (::ftruncate(descriptor_, static_cast<off_t>(bytes)) != 0) return system_error(path_, errno, "cannot truncate");
  return Done{};
}

Result<Done> File::sync() {
  // Devices and pipes cannot be synced, and need not be.
  if (::fdatasync(descriptor_) != 0 && errno != EINVAL && errno != EROFS)
    return system_error(path_, errno, "cannot sync");
  return Done{};
}

Result<std::uint64_t> File::size() const {
  struct stat status = {};
  if (::fstat(descriptor_, &status) != 0) return system_error(path_, errno, "cannot read the size");
  return static_cast<std::uint64_t>(status.st_size);
}

Result<bool> File::is_at(const std::string& path) const {
  struct stat ours = {}, there = {};
  if (::fstat(descriptor_, &ours) != 0) return system_error(path_, errno, "cannot read the status");
  if (::stat(path.c_str(), &there) != 0) return false;
  return ours.st_dev == there.st_dev && ours.st_ino == there.st_ino;
}

Result<bool> File::try_lock() {
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return true;
  if (errno == EWOULDBLOCK) return false;
  return system_error(path_, errno, "cannot lock");
}

Result<std::string> read_file(const std::string& path, std::uint64_t most) {
  if (is_folder(path)) return Error{ErrorKind::io, "is a folder", {path, {}, "", {}}};
  OA_TRY(file, File::open(path, File::Mode::read));
  std::string bytes;
  for (;;) {
    OA_TRY(chunk, file.read_some(std::size_t{1} << 18));
    if (chunk.empty()) return bytes;
    bytes += chunk;
    if (bytes.size() > most)
      return Error{ErrorKind::format, fmt::format("is larger than {} bytes", most), {path, {}, "", {}}};
  }
}

namespace {

Result<Done> write_whole(const std::string& path, std::string_view bytes) {
  OA_TRY(file, File::open(path, File::Mode::write));
  OA_CHECK(file.truncate(0));
  OA_CHECK(file.write_all(bytes));
  return file.sync();
}

}  // namespace

Result<Done> replace_file(const std::string& path, std::string_view bytes) {
  const std::string beside = path + ".new";
  if (const auto written = write_whole(beside, bytes); !written) {
    ::unlink(beside.c_str());  // half of it helps nobody
    return written.error();
  }
  return rename_file(beside, path);
}

Result<Done> rename_file(const std::string& from, const std::string& to) {
  if (::rename(from.c_str(), to.c_str()) != 0) return system_error(to, errno, "cannot rename to it");
  return sync_folder(folder_of(to));
}

namespace {

FileStamp stamp_of(const struct stat& status) {
  if (!S_ISREG(status.st_mode)) return {};
  constexpr std::int64_t kSecond = 1'000'000'000;
  return {static_cast<std::uint64_t>(status.st_size),
          static_cast<std::int64_t>(status.st_mtim.tv_sec) * kSecond + status.st_mtim.tv_nsec};
}

}  // namespace

FileStamp file_stamp(const std::string& path) {
  struct stat status = {};
  return ::stat(path.c_str(), &status) == 0 ? stamp_of(status) : FileStamp();
}

FileStamp file_stamp(const File& file) {
  struct stat status = {};
  return ::fstat(file.descriptor(), &status) == 0 ? stamp_of(status) : FileStamp();
}

bool file_exists(const std::string& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

bool is_folder(const std::string& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

bool is_same_file(const std::string& a, const std::string& b) {
  std::error_code ignored;
  return fs::equivalent(a, b, ignored);
}

Result<Done> make_folder(const std::string& path) {
  if (::mkdir(path.c_str(), 0777) != 0 && !(errno == EEXIST && is_folder(path)))
    return system_error(path, errno, "cannot make the folder");
  return Done{};
}

Result<Done> remove_all(const std::string& path) {
  std::error_code error;
  fs::remove_all(path, error);
  if (error) return system_error(path, error.value(), "cannot remove");
  return Done{};
}

}  // namespace openaffect
