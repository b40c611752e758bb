// The first row of a csv: names of columns.
#pragma once

#include <string>
#include <vector>

#include "openaffect/data/csv_split.h"
#include "openaffect/data/input_stream.h"

namespace openaffect {

struct CsvHeader {
  std::string bytes;  // as it stands in the input, byte order mark and line end included
  std::vector<std::string> names;
};

// Consumes the header and the blank lines around it. Fails when the input is empty or UTF-16, and when a name is empty
// or stands twice.
Result<CsvHeader> read_csv_header(InputStream& input, const CsvDialect& dialect, std::size_t max_row_bytes);

// Consumes a UTF-8 byte order mark and returns it, or "". Fails for UTF-16.
Result<std::string> take_byte_order_mark(InputStream& input);

}  // namespace openaffect
