// What formats that are folders have in common. For the files of this folder only.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "openaffect/exchange/format.h"

namespace openaffect {

// Reads the columns of a table into `table`: keys and columns by name, in the table's order, cells of the type that the
// scheme says (`types`, one a column; object: as they are). Columns that the table does not name are `extra`.
struct NamedCells {
  std::vector<TableColumn> columns;  // as the table's
  std::vector<std::string> extra;
};
Result<NamedCells> read_named_columns(const std::string& path, const std::vector<std::string>& names,
                                      const std::vector<ValueType>& types);

// Cells of a whole table as columns without scheme or rater.
std::vector<DatasetColumn> plain_columns(std::vector<TableColumn> columns);

// The cells of a table, for encode_table().
std::vector<TableColumn> cells_of(const DatasetTable& table);

// Which a csv cannot tell from none.
bool has_empty_text(const TableColumn& column);

// "parquet", "csv", …: a table's ending.
std::string table_ending(TableFormat format);

// Whether a file's name stays inside its folder: relative, without "..", "." or a backslash.
bool is_inside(std::string_view path);

// Whether a path below `folder` stays below it when its links are followed too.
bool leads_inside(const std::string& folder, const std::string& path);

// Error `unsupported` when `path` leads out of `folder` by a link, and links may not.
Result<Done> check_link(const std::string& folder, const std::string& path, Links links);

// What tables of files and segments name, each once.
std::set<std::string> media_names(const Dataset& dataset);

// Those of media_names() that can be copied, from Dataset::folder. Notes how many are missing or lead out of the
// folder; where none is to be copied, or the folder is not known, notes that.
std::vector<std::string> media_to_copy(const Dataset& dataset, const DatasetWriteOptions& options, Notes& notes);

// Copies them to `to`/NAME. What is there already stays: notes how many that keeps out.
Result<Done> copy_media(const Dataset& dataset, const std::string& to, const DatasetWriteOptions& options,
                        Notes& notes);

// One file, to where none is; the folders of its name are made, and bytes are shared where the file system can.
Result<Done> copy_file(const std::string& from, const std::string& to);

}  // namespace openaffect
