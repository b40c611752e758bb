// audformat databases (audeering): db.yaml, and beside it a table db.ID.parquet or db.ID.csv for each table.
#pragma once

#include "openaffect/exchange/format.h"

namespace openaffect {

bool is_audformat(const std::string& path);

// `path` is the folder, or its header (NAME.yaml). Errors: of the header with file, line and byte; `unsupported` for a
// table that is there as a pickle alone; of a cell that is not of its scheme's type, with file, row and column.
Result<Dataset> read_audformat(const std::string& path, const DatasetReadOptions& options, Notes& notes);

// The header alone. Tables come without columns' cells.
Result<Dataset> parse_audformat_header(std::string_view yaml, const std::string& file, Notes& notes);

// Ratings tables are written as wide ones (ratings.h), tables without keys get the number of the row as one.
Result<Done> write_audformat(const Dataset& dataset, const std::string& path, const DatasetWriteOptions& options,
                             Notes& notes);

// What write_audformat() writes as db.yaml.
std::string audformat_header(const Dataset& dataset);

}  // namespace openaffect
