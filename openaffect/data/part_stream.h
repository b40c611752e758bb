// A part of a Parquet file on its way into a ByteSink, as Arrow's writer sees it: an empty file, whose next place after
// the magic is where the sink stands, so that the offsets it notes down hold in the finished file. For the files of
// this folder only.
#pragma once

#include <optional>
#include <string>

#include <arrow/io/interfaces.h>
#include <arrow/result.h>

#include "openaffect/data/table.h"

namespace openaffect {

inline constexpr std::string_view kParquetMagic = "PAR1";

// (Write* hold_back Write* flush). `sink` outlives it.
class PartStream final : public arrow::io::OutputStream {
 public:
  explicit PartStream(ByteSink& sink);

  // From here on bytes are kept instead of written: the footer of the part.
  void hold_back() { holding_back_ = true; }
  const std::string& held_back() const { return held_back_; }

  // Brings everything but the footer into the sink.
  arrow::Status flush_to_sink();

  // What the sink said when it failed: Arrow's own errors lose it.
  const std::optional<Error>& failure() const { return failure_; }

  arrow::Status Write(const void* data, std::int64_t bytes) override;
  using arrow::io::OutputStream::Write;
  arrow::Result<std::int64_t> Tell() const override { return begun_ ? place_ : 0; }
  arrow::Status Close() override { return arrow::Status::OK(); }
  bool closed() const override { return false; }

 private:
  ByteSink& sink_;
  std::int64_t place_;            // in the finished file
  std::size_t magic_to_swallow_;  // every part's writer begins with the magic; the file has it once
  bool begun_ = false;            // Arrow starts at 0 only
  bool holding_back_ = false;
  std::string pending_, held_back_;
  std::optional<Error> failure_;
};

}  // namespace openaffect
