// A whole table from memory to disk, for what fits there: data sets of the catalogue.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/core/rating.h"

namespace openaffect {

// One column, null where a cell is absent.
struct TableColumn {
  template <class T>
  using Cells = std::vector<std::optional<T>>;
  using Values = std::variant<Cells<std::string>, Cells<double>, Cells<std::int64_t>, Cells<bool>, Cells<LabelId>,
                              Cells<std::vector<LabelId>>, Cells<std::vector<double>>, Cells<std::vector<std::string>>>;

  std::string name;
  Values values;
  std::vector<std::string> dictionary = {};  // of label ids: what they stand for
};

// "text", "number", "integer", "boolean", "label", "labels", "numbers", "texts"
std::string_view table_column_kind(const TableColumn& column);

// Writes `columns`, all as long as each other, as Parquet in row groups of 65,536 rows: utf8, float64, int64, boolean,
// dictionary of utf8, and lists of utf8, float64 and utf8. The file appears at `path` when it is whole, in place of one
// that was there. Bytes depend on the arguments alone. Error `refused` when two columns have one name; ContractError
// when there is no column, lengths differ, or a label is none of its dictionary.
Result<Done> write_table(const std::string& path, std::span<const TableColumn> columns,
                         std::span<const std::pair<std::string, std::string>> metadata);

}  // namespace openaffect
