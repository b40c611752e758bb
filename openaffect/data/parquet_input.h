// A Parquet file, opened with care: bytes from strangers are hostile. For the files of this folder only.
#pragma once

#include <memory>
#include <string>

#include <arrow/io/interfaces.h>
#include <parquet/arrow/reader.h>

#include "openaffect/data/object_store.h"
#include "openaffect/data/table.h"

namespace openaffect {

// Where Arrow keeps a table's exact types among a file's key-value metadata.
inline constexpr std::string_view kArrowSchemaKey = "ARROW:schema";

struct ParquetInput {
  std::string name;                    // for messages
  std::shared_ptr<const void> memory;  // what everything read lives in, and must outlive it
  std::unique_ptr<parquet::arrow::FileReader> reader = {};
  InputIdentity identity = {};  // sha256 of the footer (its length and magic included) and the file's length

  const parquet::FileMetaData& metadata() const { return *reader->parquet_reader()->metadata(); }
};

// A file or an object.
Result<OpenedObject> open_random_access(const std::string& path);

// Allocates no more than the file's length justifies, later reading included.
Result<ParquetInput> open_parquet_input(const std::string& path);
// `buffer_bytes`: what is asked for at once, of each column.
Result<ParquetInput> open_parquet_input(std::shared_ptr<arrow::io::RandomAccessFile> file, const std::string& name,
                                        std::int64_t buffer_bytes = std::int64_t{64} << 10);

// The thrift bytes of the footer that is the file's end.
Result<std::string> read_footer(arrow::io::RandomAccessFile& file, const std::string& name);

}  // namespace openaffect
