// A table's columns in memory, cells as text: what pairing and scoring need of a file, and nothing of its rest.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "openaffect/data/table.h"

namespace openaffect {

using TextCells = std::vector<std::optional<std::string>>;

// Rows whose cell says `value`, as text or as the same number.
struct CellFilter {
  std::string column, value;

  // "split=test"; Error `unknown` where there is no = or no column before it.
  static Result<CellFilter> parse(const std::string& text);
};

// (open read keep? cells*). Cells are what Block::as_texts gives: null is absent, lists are JSON.
class TableColumns {
 public:
  static Result<TableColumns> open(const std::string& path, const ReadOptions& options);

  const std::string& path() const { return path_; }
  TableFormat format() const { return format_; }
  std::span<const ColumnInfo> columns() const { return columns_; }
  std::vector<std::string> names() const;
  const ColumnInfo* find(std::string_view name) const;  // null when there is none

  // Reads the named columns, once. Errors: `unknown` with the nearest name for one that is not there; `interrupted`
  // when `stop` becomes true.
  Result<Done> read(std::span<const std::string> names, const std::atomic<bool>* stop = nullptr);

  // Takes note of which rows all filters keep; their columns were read. Error `unknown`, with the nearest value, for a
  // filter that keeps none.
  Result<Done> keep(std::span<const CellFilter> filters);
  bool is_kept(std::size_t row) const { return dropped_.empty() || !dropped_[row]; }

  std::size_t rows() const { return rows_; }              // dropped ones, too
  const TextCells& cells(const std::string& name) const;  // throws ContractError when it was not read

 private:
  TableColumns() = default;

  std::string path_;
  TableFormat format_ = TableFormat::csv;
  std::vector<ColumnInfo> columns_;
  std::unique_ptr<TableReader> reader_;
  std::size_t rows_ = 0;
  std::unordered_map<std::string, TextCells> cells_;
  std::vector<bool> dropped_;  // empty: none
};

}  // namespace openaffect
