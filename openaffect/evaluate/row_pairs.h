// Which row of one table is which row of another.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "openaffect/evaluate/table_columns.h"

namespace openaffect {

struct RowPairs {
  std::vector<std::pair<std::size_t, std::size_t>> rows;  // of the first and of the second table, in the second's order
  std::size_t only_first = 0, only_second = 0;            // rows without a partner
};

// Rows that a filter dropped (TableColumns::keep) are not there, and nor are their partners.

// By the ids in column `id` of both. Error `refused` naming some of them, and counting all, when ids repeat, are null,
// or lack a partner (unless `allow_missing`).
Result<RowPairs> pair_by_id(const TableColumns& first, const TableColumns& second, const std::string& id,
                            bool allow_missing);

// Row i with row i. Error `refused` when the tables are not equally long.
Result<RowPairs> pair_by_order(const TableColumns& first, const TableColumns& second);

}  // namespace openaffect
