#include "openaffect/data/input_stream.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace openaffect {
namespace {

std::int64_t modified_ns(const struct stat& status) {
  constexpr std::int64_t kSecond = 1'000'000'000;
  return static_cast<std::int64_t>(status.st_mtim.tv_sec) * kSecond + status.st_mtim.tv_nsec;
}

}  // namespace

Result<std::unique_ptr<InputStream>> InputStream::open(const std::string& path, std::size_t chunk_bytes) {
  if (path == "-") return std::unique_ptr<InputStream>(new InputStream("standard input", chunk_bytes));
  OA_TRY(file, File::open(path, File::Mode::read));
  struct stat status;
  if (::fstat(file.descriptor(), &status) != 0) return system_error(path, errno, "cannot read the status");
  std::unique_ptr<InputStream> stream(new InputStream(path, chunk_bytes));
  stream->file_ = std::move(file);
  if (S_ISREG(status.st_mode)) {
    stream->sized_ = true;
    stream->size_ = static_cast<std::uint64_t>(status.st_size);
    stream->modified_ns_ = modified_ns(status);
  }
  return stream;
}

std::unique_ptr<InputStream> InputStream::of_memory(std::string bytes, std::size_t chunk_bytes) {
  std::unique_ptr<InputStream> stream(new InputStream("memory", chunk_bytes));
  stream->sized_ = true;
  stream->size_ = bytes.size();
  stream->memory_ = std::move(bytes);
  return stream;
}

Result<bool> InputStream::more() {
  if (ended_) return false;
  make_room();
  OA_TRY(got, read_into(buffer_.get() + end_, chunk_bytes_));
  end_ += got;
  ended_ = got == 0;
  if (ended_) OA_CHECK(check_unchanged());
  if (sized_ && position() + pending().size() > size_) return error(ErrorKind::io, "changed while it was read");
  return !ended_;
}

void InputStream::consume(std::size_t bytes) {
  hash_.add(pending().substr(0, bytes));
  begin_ += bytes;
  position_.store(position() + bytes, std::memory_order_relaxed);
}

Result<Done> InputStream::go_to(std::uint64_t byte, std::string_view hash_state, bool verify) {
  OA_TRY(hash, Sha256::restore(hash_state));
  if (!sized_) return error(ErrorKind::refused, "a stream cannot be taken up where it was left");
  if (byte > size_) return error(ErrorKind::refused, "is shorter than it was: it changed");
  OA_CHECK(seek(verify ? 0 : byte));
  if (verify) {
    hash_ = Sha256();
    OA_CHECK(consume_to(byte));
    if (hash_.hex() != hash.hex()) return error(ErrorKind::refused, "what was read of it before has changed");
  }
  hash_ = std::move(hash);
  return Done{};
}

InputIdentity InputStream::identity() const {
  return {.bytes = sized_ ? size_ : 0, .modified_ns = modified_ns_, .sha256 = hash_.hex()};
}

double InputStream::fraction() const {
  if (!sized_) return 0;
  return size_ == 0 ? 1 : std::min(1.0, static_cast<double>(position()) / static_cast<double>(size_));
}

// Room for a chunk behind the pending bytes. They are moved rarely, and never more than once per capacity read.
void InputStream::make_room() {
  if (capacity_ - end_ >= chunk_bytes_) return;
  const std::size_t held = end_ - begin_;
  if (held <= capacity_ / 2 && capacity_ - held >= chunk_bytes_) {
    std::memmove(buffer_.get(), buffer_.get() + begin_, held);
  } else {
    capacity_ = std::max(2 * capacity_, held + 2 * chunk_bytes_);
    auto larger = std::make_unique_for_overwrite<char[]>(capacity_);
    if (held > 0) std::memcpy(larger.get(), buffer_.get() + begin_, held);
    buffer_ = std::move(larger);
  }
  begin_ = 0;
  end_ = held;
}

Result<std::size_t> InputStream::read_into(char* to, std::size_t most) {
  if (memory_) {
    const std::size_t got = memory_->copy(to, most, memory_at_);
    memory_at_ += got;
    return got;
  }
  const int descriptor = file_ ? file_->descriptor() : STDIN_FILENO;
  for (;;) {
    const ssize_t got = ::read(descriptor, to, most);
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) return system_error(name_, errno, "cannot read");
  }
}

Result<Done> InputStream::check_unchanged() const {
  if (!sized_) return Done{};
  bool same = position() + pending().size() == size_;
  if (file_) {
    struct stat status;
    if (::fstat(file_->descriptor(), &status) != 0) return system_error(name_, errno, "cannot read the status");
    same = same && static_cast<std::uint64_t>(status.st_size) == size_ && modified_ns(status) == modified_ns_;
  }
  if (!same) return error(ErrorKind::io, "changed while it was read");
  return Done{};
}

Result<Done> InputStream::seek(std::uint64_t byte) {
  if (file_) OA_CHECK(file_->seek(byte));
  memory_at_ = static_cast<std::size_t>(byte);
  begin_ = end_ = 0;
  ended_ = false;
  position_.store(byte, std::memory_order_relaxed);
  return Done{};
}

Result<Done> InputStream::consume_to(std::uint64_t byte) {
  while (position() < byte) {
    if (pending().empty()) {
      OA_TRY(got_more, more());
      if (!got_more) return error(ErrorKind::refused, "is shorter than it was: it changed");
    }
    consume(static_cast<std::size_t>(std::min<std::uint64_t>(byte - position(), pending().size())));
  }
  return Done{};
}

}  // namespace openaffect
