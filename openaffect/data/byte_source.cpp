#include "openaffect/data/byte_source.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <optional>

#include "openaffect/data/object_source.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

Error source_error(const SourceInfo& info, ErrorKind kind, std::string what) {
  return {kind, std::move(what), {info.name, {}, {}, {}}};
}

class FileSource final : public ByteSource {
 public:
  FileSource(SourceInfo info, std::optional<File> file) : info_(std::move(info)), file_(std::move(file)) {}

  const SourceInfo& info() const override { return info_; }

  Result<std::size_t> read(char* to, std::size_t most) override {
    const int descriptor = file_ ? file_->descriptor() : STDIN_FILENO;
    ssize_t got = 0;
    do got = ::read(descriptor, to, most);
    while (got < 0 && errno == EINTR);
    if (got < 0) return system_error(info_.name, errno, "cannot read");
    const auto size = static_cast<std::size_t>(got);
    at_.store(at_ + size, std::memory_order_relaxed);
    if (!info_.stream && (size == 0 || at_ > info_.bytes) && !is_unchanged())
      return source_error(info_, ErrorKind::io, "changed while it was read");
    return size;
  }

  Result<Done> seek(std::uint64_t byte) override {
    if (info_.stream) return source_error(info_, ErrorKind::refused, "a stream cannot be taken up where it was left");
    if (byte > info_.bytes) return source_error(info_, ErrorKind::refused, "is shorter than it was: it changed");
    OA_CHECK(file_->seek(byte));
    at_ = byte;
    return Done{};
  }

  double fraction() const override {
    if (info_.stream) return 0;
    return info_.bytes == 0 ? 1 : std::min(1.0, static_cast<double>(at_) / static_cast<double>(info_.bytes));
  }

 private:
  bool is_unchanged() const {
    return at_ == info_.bytes && file_stamp(*file_) == FileStamp{info_.bytes, info_.modified_ns};
  }

  SourceInfo info_;
  std::optional<File> file_;  // absent: standard input
  std::atomic<std::uint64_t> at_ = 0;
};

class MemorySource final : public ByteSource {
 public:
  MemorySource(std::string bytes, std::string name) : bytes_(std::move(bytes)) {
    info_ = {.name = std::move(name), .bytes = bytes_.size()};
  }

  const SourceInfo& info() const override { return info_; }
  Result<std::size_t> read(char* to, std::size_t most) override {
    const std::size_t got = bytes_.copy(to, most, at_);
    at_ = at_ + got;
    return got;
  }
  Result<Done> seek(std::uint64_t byte) override {
    if (byte > bytes_.size()) return source_error(info_, ErrorKind::refused, "is shorter than it was: it changed");
    at_ = static_cast<std::size_t>(byte);
    return Done{};
  }
  double fraction() const override {
    return bytes_.empty() ? 1 : static_cast<double>(at_) / static_cast<double>(bytes_.size());
  }

 private:
  std::string bytes_;
  SourceInfo info_;
  std::atomic<std::size_t> at_ = 0;
};

}  // namespace

Result<std::unique_ptr<ByteSource>> open_file_source(const std::string& path) {
  if (path == "-")
    return std::unique_ptr<ByteSource>(
        std::make_unique<FileSource>(SourceInfo{.name = "standard input", .stream = true}, std::nullopt));
  if (is_object(path)) return open_object_source(path);
  SourceInfo info{.name = path};
  OA_TRY(file, File::open(path, File::Mode::read));
  struct stat status = {};
  if (::fstat(file.descriptor(), &status) != 0) return system_error(path, errno, "cannot read the status");
  if (S_ISDIR(status.st_mode)) return source_error(info, ErrorKind::unsupported, "is a folder, not a file");
  if (S_ISBLK(status.st_mode) || (S_ISCHR(status.st_mode) && !::isatty(file.descriptor())))
    return source_error(info, ErrorKind::unsupported, "is a device, not a file");
  info.stream = !S_ISREG(status.st_mode);
  const FileStamp stamp = file_stamp(file);
  info.bytes = stamp.bytes;
  info.modified_ns = stamp.modified_ns;
  return std::unique_ptr<ByteSource>(std::make_unique<FileSource>(std::move(info), std::move(file)));
}

Result<bool> begins_as_parquet(const std::string& path) {
  constexpr std::string_view kMagic = "PAR1";
  if (path == "-") return Error{ErrorKind::unsupported, "standard input is read once: give a file", {path, {}, {}, {}}};
  OA_TRY(file, open_file_source(path));
  PeekedSource source(std::move(file));
  OA_TRY(head, source.peek(kMagic.size()));
  return head == kMagic;
}

Result<std::string> read_source(const std::string& path, std::uint64_t most) {
  OA_TRY(source, open_file_source(path));
  std::string bytes, chunk(std::size_t{256} << 10, '\0');
  for (;;) {
    OA_TRY(got, source->read(chunk.data(), chunk.size()));
    if (got == 0) return bytes;
    bytes.append(chunk, 0, got);
    if (bytes.size() > most)
      return source_error(source->info(), ErrorKind::format, "is larger than " + std::to_string(most) + " bytes");
  }
}

std::unique_ptr<ByteSource> memory_source(std::string bytes, std::string name) {
  return std::make_unique<MemorySource>(std::move(bytes), std::move(name));
}

Result<std::string_view> PeekedSource::peek(std::size_t most) {
  while (head_.size() < most) {
    const std::size_t before = head_.size();
    head_.resize(most);
    const auto got = inner_->read(head_.data() + before, most - before);
    head_.resize(before + (got ? *got : 0));
    if (!got) return got.error();
    if (*got == 0) break;
  }
  return std::string_view(head_).substr(0, most);
}

Result<std::size_t> PeekedSource::read(char* to, std::size_t most) {
  if (given_ == head_.size()) {
    beyond_ = true;
    return inner_->read(to, most);
  }
  const std::size_t got = head_.copy(to, most, given_);
  given_ += got;
  return got;
}

Result<Done> PeekedSource::seek(std::uint64_t byte) {
  if (!beyond_ && byte <= head_.size()) {
    given_ = static_cast<std::size_t>(byte);
    return Done{};
  }
  OA_CHECK(inner_->seek(byte));
  given_ = head_.size();
  beyond_ = true;
  return Done{};
}

LayeredSource::LayeredSource(std::unique_ptr<ByteSource> inner, std::string_view how)
    : inner_(std::move(inner)), info_(inner_->info()) {
  info_.name += ", ";
  info_.name += how;
}

Result<bool> LayeredSource::fill() {
  if (begin_ < end_) return true;
  constexpr std::size_t kBufferBytes = std::size_t{256} << 10;
  buffer_.resize(kBufferBytes);
  OA_TRY(got, inner_->read(buffer_.data(), buffer_.size()));
  begin_ = 0;
  end_ = got;
  filled_ += got;
  return got > 0;
}

Result<Done> LayeredSource::seek(std::uint64_t byte) {
  OA_CHECK(inner_->seek(0));
  begin_ = end_ = 0;
  filled_ = 0;
  restart();
  std::vector<char> passed(std::size_t{64} << 10);
  while (byte > 0) {
    OA_TRY(got, read(passed.data(), static_cast<std::size_t>(std::min<std::uint64_t>(byte, passed.size()))));
    if (got == 0) return source_error(info_, ErrorKind::refused, "is shorter than it was: it changed");
    byte -= got;
  }
  return Done{};
}

Error LayeredSource::error(std::string what) const {
  return {ErrorKind::format, std::move(what), {inner_->info().name, {}, {}, used()}};
}

}  // namespace openaffect
