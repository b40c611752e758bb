// Which rows belong to which block, part and shard. Pure arithmetic: the same for every machine, thread and attempt.
//
// Rows are cut into blocks of kBlockRows, blocks into runs of kRowGroupBlocks; a run is a part of the output and a row
// group of a Parquet file. Shard i of n holds runs i-1, i-1+n, i-1+2n, …
#pragma once

#include <cstdint>
#include <string_view>

#include "openaffect/core/error.h"

namespace openaffect {

struct Shard {
  std::uint64_t index = 1;  // 1..count
  std::uint64_t count = 1;

  bool whole() const { return count == 1; }
  bool operator==(const Shard&) const = default;
};

// "3/16". Fails when it is not i/n with 1 <= i <= n <= 100,000.
Result<Shard> parse_shard(std::string_view text);

struct LabelPlan {
  Shard shard;
  std::uint64_t run_blocks = 64;  // 1 for slow raters

  bool owns_block(std::uint64_t block) const { return block / run_blocks % shard.count == shard.index - 1; }
  bool ends_part(std::uint64_t block) const { return (block + 1) % run_blocks == 0; }
};

}  // namespace openaffect
