// What Block and RawBlock hold; for the files of this folder only.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <arrow/record_batch.h>
#include <arrow/type.h>

#include "openaffect/data/table.h"

namespace openaffect {

// A stretch of bytes of a block.
struct ByteRange {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

// The type of the arrays that hold a column of this type, where no InputSchema says more: utf8, int64, float64,
// boolean, timestamp in microseconds UTC; `other` is JSON text.
std::shared_ptr<arrow::DataType> arrow_type_of(ColumnType type);

struct InputSchema {
  std::shared_ptr<arrow::Schema> schema;
};

// Rows of a block that stand in one file behind each other.
struct RawPiece {
  std::size_t row = 0;                 // the first of them in the block
  std::string file;                    // for messages
  std::uint64_t rows_before_file = 0;  // rows of the input in the files before this one
  std::uint64_t shift = 0;             // place in the file less place in RawBlock::bytes, modulo 2^64
};

struct RawBlock {
  std::uint64_t first_row = 0;  // from 0
  std::size_t rows = 0;
  std::string bytes;                          // csv, jsonl: the rows as they stand in the input, line ends included
  std::vector<RawPiece> pieces;               // csv, jsonl: by row, the first with row 0
  std::vector<ByteRange> row_ranges;          // csv, jsonl: each row within `bytes`, without its line end
  std::shared_ptr<const void> memory;         // parquet: where `batch` was allocated, so it goes after it
  std::shared_ptr<arrow::RecordBatch> batch;  // parquet: the wanted columns, decoded
};

struct BlockContent {
  std::shared_ptr<const void> memory;  // as RawBlock::memory
  std::uint64_t first_row = 0;
  std::size_t rows = 0;
  // One array per input column; null where the column was not asked for.
  std::vector<std::shared_ptr<arrow::Array>> columns;
  // csv, jsonl: the block's own bytes; parquet: absent
  std::shared_ptr<const RawBlock> raw;
  bool quotes = true;  // csv: whether quotes quoted cells
  std::vector<RowFault> faults;
  std::vector<std::uint64_t> invalid_utf8;
};

struct EncodedBlock {
  virtual ~EncodedBlock() = default;
};

// Cells of an array of any text type (utf8, large_utf8, string_view, dictionaries of them). Views into the array.
// Throws ContractError for other types.
std::vector<std::optional<std::string_view>> array_texts(const arrow::Array& array);

}  // namespace openaffect
