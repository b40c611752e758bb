// CSV and TSV in (csv_split.h says what a row is). A cell is null when it is empty, quoted or not. Columns are text
// unless ReadOptions::types says otherwise. Bad rows: another number of cells than the header has, text behind a
// closing quote, a quote that is never closed, a cell that does not fit its declared type. For the files of this folder
// only.
#pragma once

#include <memory>

#include "openaffect/data/csv_split.h"
#include "openaffect/data/input_stream.h"
#include "openaffect/data/table.h"
#include "openaffect/data/text_reader.h"

namespace openaffect {

// Reads the header. `format` is csv or tsv; `files`: see TextReader (none: the input alone). Errors: those of
// read_csv_header(); `unknown` for a declared column that is not there and for a delimiter that cannot be one.
Result<std::unique_ptr<TableReader>> open_csv(std::unique_ptr<InputStream> input, TableFormat format,
                                              const ReadOptions& options, InputFiles files = {});

// `delimiter` 0: the format's own.
CsvDialect csv_dialect(TableFormat format, char delimiter, bool quotes = true);

}  // namespace openaffect
