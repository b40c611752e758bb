// A table in memory, read in blocks as a file is. For the files of this folder only.
#pragma once

#include <memory>

#include "openaffect/data/memory_table.h"
#include "openaffect/data/table.h"

namespace openaffect {

// The columns have their types; of ReadOptions only `limit` says something. Errors: `unknown` and `unsupported` for
// declared types, as of Parquet; `refused` from resume(): nobody knows whether it is the same table.
Result<std::unique_ptr<TableReader>> open_memory(std::shared_ptr<const MemoryTable> table, const ReadOptions& options);

}  // namespace openaffect
