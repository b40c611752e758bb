// The cells of one block of csv or jsonl, gathered row by row, become a Block.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "openaffect/data/block_content.h"
#include "openaffect/data/column_arrays.h"

namespace openaffect {

// (set | fault)* finish, rows in any order.
class BlockBuilder {
 public:
  // `columns` and `raw` outlive the builder. Throws ContractError for an index in `asked` that is no column.
  BlockBuilder(const std::shared_ptr<const RawBlock>& raw, std::span<const ColumnInfo> columns,
               std::span<const std::size_t> asked);

  bool wants(std::size_t column) const { return column < place_.size() && place_[column] != kUnasked; }

  // A cell of a wanted column; null until set. The view is one of the block's own bytes, or of keep()'s result.
  void set(std::size_t column, std::size_t row, std::optional<std::string_view> text) {
    cells_[place_[column]][row] = text;
  }
  std::string_view keep(std::string text) { return store_.keep(std::move(text)); }

  // The first fault of a row is the one that counts. `place`: the bytes of the row that are meant, or {}.
  void fault(std::size_t row, std::string what, std::string_view place, const std::string& column = {});

  // Cells that do not fit their column's type are faults too. With OnBadRow::fail the first bad row is the error.
  Result<std::shared_ptr<BlockContent>> finish(OnBadRow on_bad_row);

 private:
  static constexpr std::size_t kUnasked = static_cast<std::size_t>(-1);

  Result<std::shared_ptr<arrow::Array>> make_array(const ColumnInfo& column, CellTexts& cells, bool valid);
  std::vector<std::uint64_t> invalid_rows();

  const std::shared_ptr<const RawBlock>& raw_;
  std::span<const ColumnInfo> columns_;
  std::vector<std::size_t> place_;  // per column, where in asked_
  std::vector<std::size_t> asked_;
  std::vector<CellTexts> cells_;  // per asked column
  CellStore store_;
  std::map<std::size_t, Error> faults_;
  std::vector<std::size_t> invalid_rows_;
};

// At most 60 characters of a cell, well formed and on one line, for a message.
std::string shown(std::string_view cell);

}  // namespace openaffect
