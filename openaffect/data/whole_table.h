// Parts of a table from memory or disk as a whole one, column by column, beside read_table() (table_file.h).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "openaffect/data/table.h"
#include "openaffect/data/table_file.h"

namespace openaffect {

// What a whole table may take in memory: its texts, and 40 bytes for each cell. Compressed files and dictionaries say
// much in few bytes.
inline constexpr std::uint64_t kMostWholeBytes = std::uint64_t{4} << 30;

// As read_table(), of a reader that open_table() opened on `path` and that nothing was read of, and without the columns
// `leave_out`, which are not decoded. Error `unsupported` beyond kMostWholeBytes.
Result<std::vector<TableColumn>> read_columns(TableReader& reader, const std::string& path,
                                              std::span<const std::string> leave_out = {});

}  // namespace openaffect
