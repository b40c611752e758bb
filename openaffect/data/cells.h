// One cell of an Arrow array as text. Numbers as Python's repr prints them; times ISO 8601, UTC with a Z where the type
// has a zone; durations in seconds; binary as base64; lists, structs and maps as JSON (a map as a list of [key,
// value]).
#pragma once

#include <cstdint>
#include <string>

#include <arrow/type_fwd.h>

#include "openaffect/core/error.h"
#include "openaffect/data/csv_split.h"

namespace openaffect {

// Whether cells of this type can be written: Error `unsupported` for a type that is nested deeper than 64, or unknown.
Result<Done> check_writable(const arrow::DataType& type);

// A csv cell, quoted where its content asks for it. Null is empty; an empty text is "".
void append_csv_cell(const arrow::Array& array, std::int64_t row, const CsvDialect& dialect, std::string& out);

// The same without quotes; null is nothing.
void append_text_cell(const arrow::Array& array, std::int64_t row, std::string& out);

// A JSON value. Null, and numbers that JSON has not (nan, inf), are null.
void append_json_cell(const arrow::Array& array, std::int64_t row, std::string& out);

}  // namespace openaffect
