// Places for a table's bytes: standard output, which is not resumable, and an open file.
#pragma once

#include "openaffect/data/table.h"
#include "openaffect/system/file.h"

namespace openaffect {

class StandardOutput final : public ByteSink {
 public:
  Result<Done> write(std::string_view bytes) override;  // `interrupted` with kReaderWentAway when nobody reads any more
  std::uint64_t position() const override { return position_; }

 private:
  std::uint64_t position_ = 0;
};

// From the file's position on, which it takes for 0; `file` outlives it.
class FileSink final : public ByteSink {
 public:
  explicit FileSink(File& file) : file_(file) {}
  Result<Done> write(std::string_view bytes) override;
  std::uint64_t position() const override { return position_; }

 private:
  File& file_;
  std::uint64_t position_ = 0;
};

// What the error of a closed pipe says; doors treat it as success (conventions.md, exit code 0).
inline constexpr std::string_view kReaderWentAway = "the reader of standard output went away";

}  // namespace openaffect
