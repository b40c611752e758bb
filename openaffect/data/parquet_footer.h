// The footers of Parquet files: joining those of parts into one, and moving one with its row group to another place.
// For the files of this folder only.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <arrow/type.h>
#include <parquet/schema.h>

#include "openaffect/core/error.h"

namespace openaffect {

using KeyValues = std::span<const std::pair<std::string, std::string>>;

// All entries of a file: those given, and last Arrow's own with the exact types, in which Arrow's readers look for the
// others too.
std::vector<std::pair<std::string, std::string>> file_entries(KeyValues given, const arrow::Schema& schema);

// What ends a file whose row groups are those of `footers` (thrift bytes, each with the offsets that hold in the file):
// the joined footer, its length and the magic. Throws what guarded_parquet() catches: when a footer has another schema.
std::string join_footers(const parquet::SchemaDescriptor& schema, std::span<const std::string> footers,
                         KeyValues key_values, const std::string& created_by);

// The footer of the same row groups `by` bytes further on in their file. Error `format` for other bytes than a
// footer's.
Result<std::string> move_footer(std::string_view footer, std::int64_t by);

}  // namespace openaffect
