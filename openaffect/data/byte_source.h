// Bytes in order from somewhere: a file, standard input, memory; and, laid over another source, what a compressed, an
// encoded or a nested file holds (compressed.h, decoded.h, json_rows.h). For the files of this folder, and for who
// reads a table's bytes without its rows.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "openaffect/core/error.h"

namespace openaffect {

struct SourceInfo {
  std::string name;              // for messages
  std::uint64_t bytes = 0;       // on the disk; 0 for a stream
  std::int64_t modified_ns = 0;  // 0 for a stream
  bool stream = false;           // cannot be read twice
};

// (read | seek)* from one thread; fraction() from any. An error leaves it unusable.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  virtual const SourceInfo& info() const = 0;

  // At most `most` (> 0) bytes; 0 only at the end. Fails when the system does, when the bytes are not what they should
  // be, and when a file is no longer the one that was opened ("changed while it was read").
  virtual Result<std::size_t> read(char* to, std::size_t most) = 0;

  // The next read() begins at this byte of what read() gives. Error `refused` for a stream and behind the end.
  virtual Result<Done> seek(std::uint64_t byte) = 0;

  virtual double fraction() const = 0;  // of the bytes on the disk that were read, 0..1; 0 for a stream
};

// A file or an object (object_path.h); "-" is standard input, whatever it is: a stream. Refuses folders and devices; a
// pipe is a stream.
Result<std::unique_ptr<ByteSource>> open_file_source(const std::string& path);
// Whether the first bytes are those of a Parquet file. Refuses standard input, which it would take them from.
Result<bool> begins_as_parquet(const std::string& path);

// All of it; an error when it is larger than `most` bytes.
Result<std::string> read_source(const std::string& path, std::uint64_t most);
std::unique_ptr<ByteSource> memory_source(std::string bytes, std::string name = "memory");

// A source whose first bytes can be looked at before they are read.
class PeekedSource final : public ByteSource {
 public:
  explicit PeekedSource(std::unique_ptr<ByteSource> inner) : inner_(std::move(inner)) {}

  // The first bytes, at most `most` of them (fewer only when there are no more). Before the first read().
  Result<std::string_view> peek(std::size_t most);

  const SourceInfo& info() const override { return inner_->info(); }
  Result<std::size_t> read(char* to, std::size_t most) override;
  Result<Done> seek(std::uint64_t byte) override;
  double fraction() const override { return inner_->fraction(); }

 private:
  std::unique_ptr<ByteSource> inner_;
  std::string head_;
  std::size_t given_ = 0;  // of head_
  bool beyond_ = false;    // the inner source was read, or stands elsewhere than behind head_
};

// What the layers have in common: a buffer of the inner source's bytes, and a seek() that starts anew and passes over
// what lies before (for what can only be read from its beginning).
class LayeredSource : public ByteSource {
 public:
  const SourceInfo& info() const final { return info_; }
  Result<Done> seek(std::uint64_t byte) final;
  double fraction() const final { return inner_->fraction(); }

 protected:
  // `how` tells in the name what was done: "posts.csv.gz, unpacked".
  LayeredSource(std::unique_ptr<ByteSource> inner, std::string_view how);

  virtual void restart() = 0;  // the inner source begins again

  // Makes input() non-empty unless the inner source has ended; returns whether it is.
  Result<bool> fill();
  std::string_view input() const { return std::string_view(buffer_.data(), end_).substr(begin_); }
  void use(std::size_t bytes) { begin_ += bytes; }
  std::uint64_t used() const { return filled_ - (end_ - begin_); }  // bytes of the inner source

  Error error(std::string what) const;  // `format`, at the inner source's byte

 private:
  std::unique_ptr<ByteSource> inner_;
  SourceInfo info_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0, end_ = 0;
  std::uint64_t filled_ = 0;
};

}  // namespace openaffect
