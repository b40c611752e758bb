// Parquet in. Blocks of kBlockRows rows run across row groups; columns come back as they were written. Rows are decoded
// in next(), one row group's pages at a time, only the columns that want() named; parse() checks text. Skipped row
// groups are not touched. For the files of this folder only.
#pragma once

#include <memory>
#include <string>

#include "openaffect/data/table.h"

namespace arrow::io {
class RandomAccessFile;
}

namespace openaffect {

// Errors: `unsupported` for "-" and for a declared type that is not the file's; `unknown` for a declared column that is
// not there; `format` for a file that is not what it should be, also later, from next().
Result<std::unique_ptr<TableReader>> open_parquet(const std::vector<std::string>& paths, const ReadOptions& options);

// The same over any bytes; `name` stands in messages.
Result<std::unique_ptr<TableReader>> open_parquet(std::shared_ptr<arrow::io::RandomAccessFile> file,
                                                  const std::string& name, const ReadOptions& options);

}  // namespace openaffect
