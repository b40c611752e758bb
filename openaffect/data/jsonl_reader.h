// JSONL in: one object per line, lines without content passed over. Columns are those of jsonl_schema.h. In a column of
// text a value that is no text is its JSON as it stands. Of a key that stands twice the last value counts. Bad rows: a
// line that is no JSON object, a value that is not of its column's type, a key that has no column (see
// TableReader::allow_unnamed_keys). Columns of ReadOptions::nested stand behind the others. For the files of this
// folder only.
#pragma once

#include <memory>

#include "openaffect/data/input_stream.h"
#include "openaffect/data/table.h"
#include "openaffect/data/text_reader.h"

namespace openaffect {

// Reads the lines that come first for their columns; `files`: see TextReader (none: the input alone). Fails for UTF-16;
// no line at all is a table without columns.
Result<std::unique_ptr<TableReader>> open_jsonl(std::unique_ptr<InputStream> input, const ReadOptions& options,
                                                InputFiles files = {});

}  // namespace openaffect
