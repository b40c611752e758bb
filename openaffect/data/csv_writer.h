// CSV and TSV out. From a csv with the same delimiter and all its columns, each row's bytes come back as they stood,
// with cells appended in front of the row's own line end; a bad row that was kept is filled up with empty cells, or
// cut, to the header's number of cells, and an open quote is closed. Otherwise rows are written anew, in quotes where
// needed, ended by LF. For the files of this folder only.
#pragma once

#include <memory>

#include "openaffect/data/table.h"

namespace openaffect {

// `sink` outlives the writer. Throws ContractError when a kept column is not in the input.
Result<std::unique_ptr<TableWriter>> make_csv_writer(const OutputLayout& layout, ByteSink& sink);

}  // namespace openaffect
