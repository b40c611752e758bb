// What formats that are folders have in common. For the files of this folder only.
#pragma once

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

// "parquet", "csv", …: a table's ending.
std::string table_ending(TableFormat format);

// Whether a file's name stays inside its folder: relative, without "..", "." or a backslash.
bool is_inside(std::string_view path);

// Copies `from`/NAME to `to`/NAME for every file that tables of files and segments name; a name is copied once. Notes
// what is missing or leads out of the folder. Without `from`, or where nothing is to be copied, notes that.
Result<Done> copy_media(const Dataset& dataset, const std::string& to, bool wanted, Notes& notes);

// One file; the folders of its name are made, and bytes are shared where the file system can.
Result<Done> copy_file(const std::string& from, const std::string& to);

}  // namespace openaffect
