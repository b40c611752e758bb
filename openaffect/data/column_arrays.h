// Cells of text become Arrow arrays.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/data/block_content.h"

namespace openaffect {

using CellTexts = std::vector<std::optional<std::string_view>>;  // of one column; absent is null

// The texts that had to be changed on the way from the input's bytes to cells; others are views of those bytes.
class CellStore {
 public:
  std::string_view keep(std::string text) { return texts_.emplace_back(std::move(text)); }

 private:
  std::deque<std::string> texts_;
};

// Replaces ill-formed texts by well-formed ones, and notes their rows (of the block, sorted, each once).
void make_valid_utf8(CellTexts& cells, CellStore& store, std::vector<std::size_t>& changed_rows);

// utf8. Fails when the cells together are too long for one array (2 GiB).
Result<std::shared_ptr<arrow::Array>> text_array(const CellTexts& cells, const std::string& file);

struct TypedColumn {
  std::shared_ptr<arrow::Array> array;  // of arrow_type_of(type); null where the text does not fit
  std::vector<std::size_t> misfits;     // rows of texts that do not fit, in order
};

// Spaces around a value are passed over.
//   int64      an optional sign and digits
//   float64    as C reads it in base ten; nan, inf and infinity too
//   boolean    true, false (any case), 1, 0
//   timestamp  ISO 8601 to microseconds; without a zone it is UTC
// Throws ContractError for other types.
Result<TypedColumn> typed_column(ColumnType type, const CellTexts& cells, const std::string& file);

}  // namespace openaffect
