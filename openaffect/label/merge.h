// Joins the outputs of all shards of one job into the file that the unsharded job writes, byte for byte.
#pragma once

#include <span>
#include <string>

#include "openaffect/core/error.h"

namespace openaffect {

enum class MergeOutput { refuse, replace };  // when the output is there

// `shards` in any order: files, objects (data/object_store.h), folders and patterns of either. Parquet files say
// themselves which shard of which job they are; csv, tsv and jsonl need X.summary.json beside them. Errors `refused`: a
// shard is missing or given twice, shards of different jobs, an output that is there. Writes beside the output and
// renames, or to the store as one object: it is whole whenever it exists. Returns how many shards there were.
Result<std::size_t> merge_shards(std::span<const std::string> shards, const std::string& output, MergeOutput existing);

}  // namespace openaffect
