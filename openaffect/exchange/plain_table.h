// A plain table (csv, tsv, jsonl, Parquet) as a data set and back.
//
// Read: columns item, rater, scheme and label or value make it ratings (ratings.h); a column `file` makes it one of
// files, with `start` and `end` of segments; `item` or `id` are its keys otherwise. Columns named as a scheme of this
// program get it, and a column `split` divides it. Of a Parquet file that write_plain_table() wrote, schemes, raters
// and what is said of columns come back.
#pragma once

#include "openaffect/exchange/format.h"

namespace openaffect {

Result<Dataset> read_plain_table(const std::string& path, const DatasetReadOptions& options, Notes& notes);

struct PlainTableOptions {
  std::string table = {};             // which of the set's; "": ratings, else the only one or the only group
  std::optional<TableFormat> format;  // absent: by the name's ending
  Overwrite overwrite = Overwrite::refuse;
};

// Error `unknown` that names the tables when the set has several and none was asked for.
Result<Done> write_plain_table(const Dataset& dataset, const std::string& path, const PlainTableOptions& options,
                               Notes& notes);

}  // namespace openaffect
