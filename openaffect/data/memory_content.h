// What MemoryTable holds; for the files of this folder only.
#pragma once

#include <memory>

#include <arrow/table.h>

#include "openaffect/data/memory_table.h"

namespace openaffect {

struct MemoryContent {
  std::shared_ptr<arrow::Table> table;
};

}  // namespace openaffect
