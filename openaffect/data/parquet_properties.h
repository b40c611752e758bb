// How our Parquet files are written: the one place. Measured on 2,000,000 rows of texts and labels
// (docs/benchmarks.md). For the files of this folder only.
#pragma once

#include <memory>
#include <string>

#include <arrow/table.h>
#include <parquet/properties.h>

namespace openaffect {

// zstd level 1, data pages v1, format 2.6. Dictionaries for columns that repeat themselves, which is decided from a
// sample of the part's own values: so it is a function of the part alone.
std::shared_ptr<parquet::WriterProperties> part_properties(const arrow::Table& part);

// The Arrow schema is stored once, in the joined footer.
std::shared_ptr<parquet::ArrowWriterProperties> part_arrow_properties();

// `created_by` empty: this library.
std::shared_ptr<parquet::WriterProperties> footer_properties(const std::string& created_by);

}  // namespace openaffect
