// Data sets in a folder as the Hugging Face hub has them: tables (Parquet, csv, JSON lines) by split, a README.md whose
// front matter says what the columns are, or files beside metadata.parquet|csv|jsonl that names them in `file_name`.
#pragma once

#include "openaffect/exchange/format.h"

namespace openaffect {

bool is_hugging_face(const std::string& path);

// One configuration: the one asked for, the default one or the only one; else Error `unknown` that names them. Splits
// become tables of one group. Class labels become schemes named as their columns. Media inside of tables are left out.
Result<Dataset> read_hugging_face(const std::string& path, const DatasetReadOptions& options, Notes& notes);

// A configuration for each group of tables. Columns with labels become class labels. With copy_media the files of a
// table of files lie beside its metadata.
Result<Done> write_hugging_face(const Dataset& dataset, const std::string& path, const DatasetWriteOptions& options,
                                Notes& notes);

}  // namespace openaffect
