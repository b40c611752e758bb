// Tables as arguments: a path, or one that lies in memory; and how they are read.
#pragma once

#include <memory>
#include <string>
#include <variant>

#include "openaffect/data/memory_table.h"
#include "openaffect/data/table.h"
#include "openaffect/python/keywords.h"

namespace openaffect::python {

// What Python holds.
struct Table {
  std::shared_ptr<const MemoryTable> content;
};

using TableSource = std::variant<std::string, Table>;

// What stands for the source where the engine takes a path; a table in memory is put into `read`.
std::string path_of(const TableSource& source, ReadOptions& read);

// The keywords input_format, encoding, delimiter, quote, types, on_bad_row, limit, as ReadWords has them.
ReadOptions read_options(Keywords& keywords);

}  // namespace openaffect::python
