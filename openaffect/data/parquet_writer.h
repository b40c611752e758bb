// Parquet out: one row group per part, and a footer over all of them at the end, so that a job may be killed between
// parts and continued by another process with the same bytes. New columns follow the kept ones (data/new_columns.h).
//
// The key-value metadata of a file: the input's own (pandas' say) without entries of ours, those given to finish(), and
// Arrow's. For the files of this folder only.
#pragma once

#include <memory>

#include "openaffect/data/table.h"

namespace openaffect {

// `sink` outlives the writer. Error `refused` when two columns have one name, `unsupported` for a type that Parquet has
// not. Throws ContractError when there is no column at all.
Result<std::unique_ptr<TableWriter>> make_parquet_writer(const OutputLayout& layout, ByteSink& sink);

}  // namespace openaffect
