// JSONL out. From jsonl each line's bytes come back as they stood (members of columns that are not kept left out), with
// members appended in front of the closing brace, and the line's own end; a bad line that is no object becomes an
// object of the added members only. Otherwise one object per row: the kept columns, then the added ones. Null is null.
// For the files of this folder only.
#pragma once

#include <memory>

#include "openaffect/data/table.h"

namespace openaffect {

// `sink` outlives the writer. Throws ContractError when a kept column is not in the input.
Result<std::unique_ptr<TableWriter>> make_jsonl_writer(const OutputLayout& layout, ByteSink& sink);

}  // namespace openaffect
