#include "openaffect/data/input_stream.h"

#include <algorithm>
#include <cstring>

namespace openaffect {

Result<bool> InputStream::more() {
  if (ended_) return false;
  make_room();
  OA_TRY(got, source_->read(buffer_.get() + end_, chunk_bytes_));
  end_ += got;
  ended_ = got == 0;
  return !ended_;
}

void InputStream::consume(std::size_t bytes) {
  hash_.add(pending().substr(0, bytes));
  begin_ += bytes;
  position_ += bytes;
}

Result<Done> InputStream::hash_behind(std::string_view hash_state) {
  OA_TRY(hash, Sha256::restore(hash_state));
  hash_ = std::move(hash);
  return Done{};
}

Result<Done> InputStream::go_to(std::uint64_t byte, std::string_view hash_state, bool verify,
                                std::string_view hash_before) {
  OA_TRY(hash, Sha256::restore(hash_state));
  OA_CHECK(seek(verify ? 0 : byte));
  if (verify) {
    hash_ = Sha256();
    if (!hash_before.empty()) OA_CHECK(hash_behind(hash_before));
    OA_CHECK(consume_to(byte));
    if (hash_.hex() != hash.hex()) return error(ErrorKind::refused, "what was read of it before has changed");
  }
  hash_ = std::move(hash);
  return Done{};
}

Result<Done> InputStream::consume_all() {
  for (;;) {
    consume(pending().size());
    OA_TRY(got_more, more());
    if (!got_more) return Done{};
  }
}

InputIdentity InputStream::identity() const {
  const SourceInfo& info = source_->info();
  return {.bytes = info.bytes, .modified_ns = info.modified_ns, .sha256 = hash_.hex()};
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

Result<Done> InputStream::seek(std::uint64_t byte) {
  OA_CHECK(source_->seek(byte));
  begin_ = end_ = 0;
  ended_ = false;
  position_ = byte;
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
