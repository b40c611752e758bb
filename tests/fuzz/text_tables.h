// For csv_fuzz and jsonl_fuzz: any bytes are read to the end with bad rows kept, resumed, and written in each text
// format. What comes out must read back.
#pragma once

#include <cstdlib>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include <arrow/array.h>

#include "openaffect/core/sha256.h"
#include "openaffect/data/block_content.h"
#include "openaffect/data/csv_reader.h"
#include "openaffect/data/csv_writer.h"
#include "openaffect/data/json_line.h"
#include "openaffect/data/jsonl_reader.h"
#include "openaffect/data/jsonl_split.h"
#include "openaffect/data/jsonl_writer.h"
#include "openaffect/text/unicode.h"

namespace openaffect::fuzz {

inline void check(bool holds) {
  if (!holds) std::abort();
}

class StringSink final : public ByteSink {
 public:
  Result<Done> write(std::string_view more) override {
    bytes += more;
    return Done{};
  }
  std::uint64_t position() const override { return bytes.size(); }
  std::string bytes;
};

inline std::vector<std::size_t> all_columns(const TableReader& reader) {
  std::vector<std::size_t> columns(reader.columns().size());
  std::iota(columns.begin(), columns.end(), std::size_t{0});
  return columns;
}

// Every block, parsed. Empty, with `failed`, when the reader gives up.
struct Blocks {
  std::vector<Block> blocks;
  std::size_t rows = 0, faults = 0;
  bool failed = false;
};

inline Blocks read_all(TableReader& reader) {
  Blocks read;
  for (;;) {
    const auto raw = reader.next();
    read.failed = !raw;
    if (!raw || !*raw) return read;
    auto block = reader.parse(**raw, all_columns(reader));
    check(static_cast<bool>(block));  // bad rows are kept
    for (const auto& column : block->content().columns) check(column->ValidateFull().ok());
    read.rows += block->rows();
    read.faults += block->faults().size();
    read.blocks.push_back(*std::move(block));
  }
}

template <class MakeWriter>
std::string write_all(const TableReader& reader, const Blocks& read, TableFormat output, char delimiter,
                      const MakeWriter& make_writer) {
  OutputLayout layout;
  layout.format = output;
  layout.input_format = reader.format();
  layout.delimiter = layout.input_delimiter = delimiter;
  layout.input_header = reader.header();
  layout.input_columns.assign(reader.columns().begin(), reader.columns().end());
  layout.kept = all_columns(reader);
  layout.new_columns = {{"openaffect added", NewColumn::Kind::number}};
  StringSink sink;
  const auto writer = *make_writer(layout, sink);
  for (const Block& block : read.blocks) {
    const std::vector<NewValues> values = {{NumberColumn(block.rows(), 0.5)}};
    check(static_cast<bool>(writer->append(**writer->encode(block, values))));
  }
  check(static_cast<bool>(writer->finish({}, {})));
  return sink.bytes;
}

// One object per row.
inline void check_jsonl(std::string_view bytes, std::size_t rows) {
  JsonlSplitter splitter;
  splitter.scan(bytes, Ending::complete, static_cast<std::size_t>(-1));
  check(splitter.rows().size() == rows);
  JsonLine line;
  for (const ByteRange row : splitter.rows())
    check(!line.read(bytes.substr(row.begin, row.end - row.begin)).has_value());
}

}  // namespace openaffect::fuzz
