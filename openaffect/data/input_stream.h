// The bytes of an input in order: of a file, of standard input, or of memory. Holds what was read and not yet consumed,
// hashes what is consumed, and notices when a file changes while it is read.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "openaffect/core/error.h"
#include "openaffect/core/sha256.h"
#include "openaffect/data/table.h"
#include "openaffect/system/file.h"

namespace openaffect {

// (more | consume)* from one thread; fraction() from any. An error leaves it unusable.
class InputStream {
 public:
  static constexpr std::size_t kChunkBytes = std::size_t{1} << 20;

  // Opens "-" (standard input, whatever it is: a stream) or a file.
  static Result<std::unique_ptr<InputStream>> open(const std::string& path, std::size_t chunk_bytes = kChunkBytes);
  static std::unique_ptr<InputStream> of_memory(std::string bytes, std::size_t chunk_bytes = kChunkBytes);

  const std::string& name() const { return name_; }  // for messages

  // Bytes that were read and not consumed; a view that the next more() or go_to() ends.
  std::string_view pending() const { return {buffer_.get() + begin_, end_ - begin_}; }
  std::uint64_t position() const { return position_.load(std::memory_order_relaxed); }  // of the first pending byte
  bool ended() const { return ended_; }  // nothing comes behind pending()

  // Reads at most a chunk more; false at the end. Fails when the system does, or when the file is no longer the one
  // that was opened ("changed while it was read").
  Result<bool> more();

  // Hashes the first `bytes` of pending() and lets go of them.
  void consume(std::size_t bytes);

  std::string hash_state() const { return hash_.save(); }  // of the consumed bytes

  // Goes on at `byte`, as if the bytes before had been consumed and had given this hash. `verify`: they are read and
  // must give it, or the Error is `refused`.
  Result<Done> go_to(std::uint64_t byte, std::string_view hash_state, bool verify);

  InputIdentity identity() const;
  double fraction() const;  // consumed, 0..1; 0 for a stream

 private:
  InputStream(std::string name, std::size_t chunk_bytes) : name_(std::move(name)), chunk_bytes_(chunk_bytes) {}
  Error error(ErrorKind kind, std::string what) const { return {kind, std::move(what), {name_, {}, {}, {}}}; }
  void make_room();
  Result<std::size_t> read_into(char* to, std::size_t most);
  Result<Done> check_unchanged() const;
  Result<Done> seek(std::uint64_t byte);
  Result<Done> consume_to(std::uint64_t byte);

  std::string name_;
  std::size_t chunk_bytes_;
  std::optional<File> file_;  // absent: standard input or memory
  std::optional<std::string> memory_;
  std::size_t memory_at_ = 0;
  bool sized_ = false;  // a regular file or memory: size_ is known
  std::uint64_t size_ = 0;
  std::int64_t modified_ns_ = 0;

  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_ = 0, begin_ = 0, end_ = 0;
  bool ended_ = false;
  std::atomic<std::uint64_t> position_ = 0;
  Sha256 hash_;
};

}  // namespace openaffect
