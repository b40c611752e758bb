// What a job would write to a file, kept as a table in memory.
#pragma once

#include <memory>

#include "openaffect/data/memory_table.h"
#include "openaffect/data/table.h"

namespace openaffect {

// Cells are those of the Parquet writer, types included. end_part() makes one chunk of what was appended; records of
// parts are empty.
class MemoryWriter : public TableWriter {
 public:
  // After finish(), once: the table, whose metadata finish() was given.
  virtual std::shared_ptr<const MemoryTable> table() = 0;
};

// Error `refused` when two columns have one name.
Result<std::unique_ptr<MemoryWriter>> make_memory_writer(const OutputLayout& layout, std::string name);

}  // namespace openaffect
