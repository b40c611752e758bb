// Tables in memory that somebody else holds: pandas, polars and pyarrow hand them over through the Arrow C stream
// interface, and get results the same way. Cells are not copied. Arrow does not show in this header.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "openaffect/core/error.h"

struct ArrowArrayStream;  // of the Arrow C stream interface

namespace openaffect {

struct MemoryContent;  // data/memory_content.h, for this module only

// Immutable; safe to share between threads.
class MemoryTable {
 public:
  // Takes all that `stream` gives, and leaves it released. `name` is what errors call the table; given as
  // ReadOptions::memory, it stands for a path. Error `format` when the stream fails.
  static Result<std::shared_ptr<const MemoryTable>> take(ArrowArrayStream& stream, std::string name);

  MemoryTable(std::string name, std::shared_ptr<const MemoryContent> content)
      : name_(std::move(name)), content_(std::move(content)) {}

  const std::string& name() const { return name_; }
  std::uint64_t rows() const;

  // Key-value pairs of the table's schema, as a Parquet file has them.
  std::vector<std::pair<std::string, std::string>> metadata() const;

  const MemoryContent& content() const { return *content_; }

 private:
  std::string name_;
  std::shared_ptr<const MemoryContent> content_;
};

// The one called `name`; null when there is none.
std::shared_ptr<const MemoryTable> find_memory_table(std::span<const std::shared_ptr<const MemoryTable>> tables,
                                                     std::string_view name);

struct ReleaseStream {
  void operator()(ArrowArrayStream* stream) const;
};
using TableStream = std::unique_ptr<ArrowArrayStream, ReleaseStream>;

// The table for whoever takes it over; its cells live as long as somebody holds them.
TableStream stream_of(const MemoryTable& table);

}  // namespace openaffect
