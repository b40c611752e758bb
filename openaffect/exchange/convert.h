// A data set from one format to another, whichever they are: the one function behind `data convert` and oa.Dataset.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "openaffect/exchange/format.h"

namespace openaffect {

// A format's name (format.h), or "table" for a plain one; "": told by the path.
struct ConvertOptions {
  std::string input, output;
  std::string from = {}, to = {};
  DatasetReadOptions read = {};
  DatasetWriteOptions write = {};
  std::string table = {};                        // to a plain table: which of the set's
  std::optional<TableFormat> table_format = {};  // to a plain table: absent: by the name's ending
};

struct ConvertSummary {
  std::string from, to;
  std::vector<std::pair<std::string, std::uint64_t>> tables;  // read: their ids, and how many rows
  std::vector<std::string> notes;                             // what could not be said, in the order it was met
};

// Whether `input` is a data set of another tool, or `from` or `to` ask for one: else it is a table job's business.
bool concerns_datasets(const ConvertOptions& options);

// The format of the input, and of the output: Error `unknown` with the ways out when the name does not tell.
Result<std::string> input_format_of(const ConvertOptions& options);
Result<std::string> output_format_of(const ConvertOptions& options);

Result<Dataset> read_dataset(const ConvertOptions& options, Notes& notes);
Result<Done> write_dataset(const Dataset& dataset, const ConvertOptions& options, Notes& notes);

// Reads and writes, then OUTPUT.summary.json. Errors: those of the two formats; `refused` when the output is there, or
// is the input or a folder around it.
Result<ConvertSummary> convert_dataset(const ConvertOptions& options);

// Reads, and says what convert_dataset() would write; what writing leaves out is not known yet.
Result<ConvertSummary> plan_conversion(const ConvertOptions& options);

// A few lines for people: what was read, and what is left out.
std::string convert_summary_text(const ConvertOptions& options, const ConvertSummary& summary);

}  // namespace openaffect
