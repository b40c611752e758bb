// Shards of a Parquet output joined into the file that the unsharded job writes, byte for byte.
#pragma once

#include <span>
#include <string>
#include <utility>

#include "openaffect/data/table.h"

namespace openaffect {

// `shards`, all of them (the caller has seen to it), in order: row group k of the whole is row group k / n of shard k
// mod n. `metadata` is all of the whole file's but Arrow's entry, as read_parquet_metadata() gives it. Row groups are
// copied as they are, in pieces of a megabyte, so it takes no longer than copying the files. `sink` stands at 0.
// Errors: `refused` when the shards are not of one job (other columns or writer, row groups that do not interleave);
// `format` for files that our writer has not written.
Result<Done> merge_parquet(std::span<const std::string> shards,
                           std::span<const std::pair<std::string, std::string>> metadata, ByteSink& sink);

}  // namespace openaffect
