// Columns that come typed, out of Parquet or out of memory. For the files of this folder only.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <arrow/type_fwd.h>

#include "openaffect/data/table.h"

namespace openaffect {

// What a column of this type is to whoever reads a table; dictionaries of texts are texts.
ColumnType column_type_of(const arrow::DataType& type);

// The text array with ill-formed cells mended, their rows (from 1) added to `mended`; itself when there are none.
// Throws what guarded_parquet() catches.
std::shared_ptr<arrow::Array> valid_texts(std::shared_ptr<arrow::Array> array, std::uint64_t first_row,
                                          std::vector<std::uint64_t>& mended);

// Sorted, each once.
void make_row_list(std::vector<std::uint64_t>& rows);

// Types that a user declared for columns which have one already. Errors: `unknown` for a column that is not there,
// `unsupported` for another type than the column's.
Result<Done> check_declared(const std::vector<ColumnInfo>& declared, const std::vector<ColumnInfo>& columns,
                            const std::string& file);

}  // namespace openaffect
