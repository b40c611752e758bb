// The bytes of an input in order. Holds what was read and not yet consumed, and hashes what is consumed.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "openaffect/core/error.h"
#include "openaffect/core/sha256.h"
#include "openaffect/data/byte_source.h"
#include "openaffect/data/table.h"

namespace openaffect {

// (more | consume)* from one thread; fraction() from any. An error leaves it unusable.
class InputStream {
 public:
  static constexpr std::size_t kChunkBytes = std::size_t{1} << 20;

  explicit InputStream(std::unique_ptr<ByteSource> source, std::size_t chunk_bytes = kChunkBytes)
      : source_(std::move(source)), chunk_bytes_(chunk_bytes) {}
  static std::unique_ptr<InputStream> of_memory(std::string bytes, std::size_t chunk_bytes = kChunkBytes) {
    return std::make_unique<InputStream>(memory_source(std::move(bytes)), chunk_bytes);
  }

  const std::string& name() const { return source_->info().name; }  // for messages

  // Bytes that were read and not consumed; a view that the next more() or go_to() ends.
  std::string_view pending() const { return {buffer_.get() + begin_, end_ - begin_}; }
  std::uint64_t position() const { return position_; }  // of the first pending byte
  bool ended() const { return ended_; }                 // nothing comes behind pending()

  // Reads at most a chunk more; false at the end. Errors: those of ByteSource::read().
  Result<bool> more();

  // Hashes the first `bytes` of pending() and lets go of them.
  void consume(std::size_t bytes);

  std::string hash_state() const { return hash_.save(); }  // of the consumed bytes

  // What is consumed from here on is hashed behind what gave this state.
  Result<Done> hash_behind(std::string_view hash_state);

  // Goes on at `byte`, as if the bytes before had been consumed and had given this hash. `verify`: they are read,
  // hashed behind `hash_before` (the state at byte 0), and must give it, or the Error is `refused`.
  Result<Done> go_to(std::uint64_t byte, std::string_view hash_state, bool verify, std::string_view hash_before = {});

  // Consumes all that is left.
  Result<Done> consume_all();

  InputIdentity identity() const;
  double fraction() const { return source_->fraction(); }

 private:
  Error error(ErrorKind kind, std::string what) const { return {kind, std::move(what), {name(), {}, {}, {}}}; }
  void make_room();
  Result<Done> seek(std::uint64_t byte);
  Result<Done> consume_to(std::uint64_t byte);

  std::unique_ptr<ByteSource> source_;
  std::size_t chunk_bytes_;
  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_ = 0, begin_ = 0, end_ = 0;
  bool ended_ = false;
  std::uint64_t position_ = 0;
  Sha256 hash_;
};

}  // namespace openaffect
