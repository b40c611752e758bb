#include "openaffect/data/block_builder.h"

#include <algorithm>
#include <functional>

#include <fmt/format.h>
#include <simdjson.h>

#include "openaffect/data/text_reader.h"
#include "openaffect/text/unicode.h"

namespace openaffect {
namespace {

// Where `part` stands in `row`; 0 when it does not.
std::size_t offset_in(std::string_view row, std::string_view part) {
  const std::less<const char*> before;
  if (before(part.data(), row.data()) || before(row.data() + row.size(), part.data())) return 0;
  return static_cast<std::size_t>(part.data() - row.data());
}

}  // namespace

BlockBuilder::BlockBuilder(const std::shared_ptr<const RawBlock>& raw, std::span<const ColumnInfo> columns,
                           std::span<const std::size_t> asked)
    : raw_(raw), columns_(columns), place_(columns.size(), kUnasked) {
  for (const std::size_t column : asked) {
    if (column >= columns.size()) throw ContractError(fmt::format("column {} of {}", column, columns.size()));
    if (place_[column] != kUnasked) continue;
    place_[column] = asked_.size();
    asked_.push_back(column);
  }
  cells_.assign(asked_.size(), CellTexts(raw->rows));
}

void BlockBuilder::fault(std::size_t row, std::string what, std::string_view place, const std::string& column) {
  if (faults_.contains(row)) return;
  const auto after = std::upper_bound(raw_->pieces.begin(), raw_->pieces.end(), row,
                                      [](std::size_t r, const RawPiece& p) { return r < p.row; });
  const RawPiece& piece = *std::prev(after);
  const std::uint64_t row_in_file = raw_->first_row + row + 1 - piece.rows_before_file;
  const std::uint64_t byte = piece.shift + raw_->row_ranges[row].begin + offset_in(row_bytes(*raw_, row), place);
  faults_.emplace(row, Error{ErrorKind::format, std::move(what), {piece.file, row_in_file, column, byte}});
}

Result<std::shared_ptr<BlockContent>> BlockBuilder::finish(OnBadRow on_bad_row) {
  auto content = std::make_shared<BlockContent>();
  content->first_row = raw_->first_row;
  content->rows = raw_->rows;
  content->raw = raw_;
  content->columns.resize(columns_.size());
  const bool valid = simdjson::validate_utf8(raw_->bytes.data(), raw_->bytes.size());
  for (std::size_t i = 0; i < asked_.size(); ++i) {
    OA_TRY(array, make_array(columns_[asked_[i]], cells_[i], valid));
    content->columns[asked_[i]] = std::move(array);
  }
  if (on_bad_row == OnBadRow::fail && !faults_.empty()) return faults_.begin()->second;
  for (auto& [row, error] : faults_) content->faults.push_back({raw_->first_row + row + 1, std::move(error)});
  content->invalid_utf8 = invalid_rows();
  return content;
}

Result<std::shared_ptr<arrow::Array>> BlockBuilder::make_array(const ColumnInfo& column, CellTexts& cells, bool valid) {
  if (column.type == ColumnType::text) {
    if (!valid) make_valid_utf8(cells, store_, invalid_rows_);
    return text_array(cells, raw_->pieces.front().file);
  }
  OA_TRY(typed, typed_column(column.type, cells, raw_->pieces.front().file));
  for (const std::size_t row : typed.misfits)
    fault(row,
          fmt::format("'{}' is no {}; --type {}=text takes it", shown(*cells[row]), column_type_name(column.type),
                      shown(column.name)),
          *cells[row], column.name);
  return std::move(typed.array);
}

std::vector<std::uint64_t> BlockBuilder::invalid_rows() {
  std::sort(invalid_rows_.begin(), invalid_rows_.end());
  invalid_rows_.erase(std::unique(invalid_rows_.begin(), invalid_rows_.end()), invalid_rows_.end());
  std::vector<std::uint64_t> rows;
  for (const std::size_t row : invalid_rows_) rows.push_back(raw_->first_row + row + 1);
  return rows;
}

std::string shown(std::string_view cell) {
  constexpr std::size_t kShown = 60;
  constexpr std::size_t kBytesOfCharacter = 4;
  const std::string text = to_valid_utf8(cell.substr(0, kShown * kBytesOfCharacter));
  std::string line;
  std::size_t characters = 0, at = 0;
  for (; at < text.size() && characters < kShown; ++characters) {
    const CodePoint point = code_point_at(text, at);
    line += point.value < U' ' || point.value == 0x7F ? "?" : text.substr(at, point.bytes);
    at += point.bytes;
  }
  return at < text.size() ? line + "…" : line;
}

}  // namespace openaffect
