// A whole table from memory to disk and back, for what fits there: data sets.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/core/rating.h"
#include "openaffect/data/table.h"

namespace openaffect {

// One column, null where a cell is absent.
struct TableColumn {
  template <class T>
  using Cells = std::vector<std::optional<T>>;
  using Values = std::variant<Cells<std::string>, Cells<double>, Cells<std::int64_t>, Cells<bool>, Cells<LabelId>,
                              Cells<std::vector<LabelId>>, Cells<std::vector<double>>, Cells<std::vector<std::string>>,
                              Cells<std::vector<std::int64_t>>>;
  // What the cells mean beyond their type: integers may be nanoseconds, of a length of time or since 1970; texts may be
  // JSON.
  enum class Meaning { plain, duration, date, json };

  std::string name;
  Values values;
  std::vector<std::string> dictionary = {};  // of label ids: what they stand for
  Meaning meaning = Meaning::plain;

  std::size_t rows() const;
  bool operator==(const TableColumn&) const = default;
};

// "text", "number", "integer", "boolean", "label", "labels", "numbers", "texts", "integers"
std::string_view table_column_kind(const TableColumn& column);

// Writes `columns`, all as long as each other, as Parquet in row groups of 65,536 rows: utf8, float64, int64, boolean,
// dictionary of utf8, and lists of utf8, float64, utf8 and int64; duration[ns] and timestamp[ns]. The file appears at
// `path` when it is whole, in place of one that was there. Bytes depend on the arguments alone. Error `refused` when
// two columns have one name; ContractError when there is no column, lengths differ, or a label is none of its
// dictionary.
Result<Done> write_table(const std::string& path, std::span<const TableColumn> columns,
                         std::span<const std::pair<std::string, std::string>> metadata);

// The same bytes, in any format; csv, tsv and jsonl have no room for `metadata`. Of these, jsonl writes JSON as what it
// says; times are written as data/cells.h does.
Result<std::string> encode_table(TableFormat format, std::span<const TableColumn> columns,
                                 std::span<const std::pair<std::string, std::string>> metadata);

// The same cells as a table in memory, for whoever works on with them; also of no columns, with no rows. `name` is what
// errors call it.
Result<std::shared_ptr<const MemoryTable>> table_in_memory(
    std::span<const TableColumn> columns, std::span<const std::pair<std::string, std::string>> metadata,
    std::string name);

// All rows of what open_table() opens. Law: of a Parquet file that write_table() wrote, the columns it was given,
// labels as the texts that they stand for. Integers of any width come as int64, floats as double, dates and times with
// a date as Meaning::date, lists of texts, whole numbers or numbers as such; what is nested otherwise as JSON; the rest
// as text. Fails as the reader does, and for a time or a whole number beyond 64 bits.
Result<std::vector<TableColumn>> read_table(const std::string& path, const ReadOptions& options = {});

}  // namespace openaffect
