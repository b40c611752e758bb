#include "openaffect/data/csv_cells.h"

#include <algorithm>

#include "openaffect/data/byte_scan.h"

namespace openaffect {

std::size_t RowCells::delimiter_from(std::size_t at) const {
  return std::min(row_.find(dialect_.delimiter, at), row_.size());
}

std::optional<CsvCell> RowCells::next() {
  if (done_) return std::nullopt;
  CsvCell cell;
  if (dialect_.quotes && at_ < row_.size() && row_[at_] == '"') {
    cell = quoted_cell();
  } else {
    cell.end = delimiter_from(at_);
    cell.bytes = row_.substr(at_, cell.end - at_);
  }
  done_ = cell.end == row_.size();
  at_ = cell.end + 1;
  return cell;
}

CsvCell RowCells::quoted_cell() {
  CsvCell cell{.quoted = true};
  const std::size_t begin = at_ + 1;
  std::size_t close = row_.find('"', begin);
  while (close != std::string_view::npos && close + 1 < row_.size() && row_[close + 1] == '"') {
    cell.doubled = true;
    close = row_.find('"', close + 2);
  }
  if (close == std::string_view::npos) {
    set_fault(CsvFault::open_quote, at_);
    open_quote_ = true;
    cell.bytes = row_.substr(begin);
    cell.end = row_.size();
    return cell;
  }
  cell.bytes = row_.substr(begin, close - begin);
  cell.end = delimiter_from(close + 1);
  if (cell.end != close + 1) set_fault(CsvFault::text_after_quote, close + 1);
  return cell;
}

void RowCells::set_fault(CsvFault fault, std::size_t at) {
  if (fault_) return;
  fault_ = fault;
  fault_at_ = at;
}

std::string undouble_quotes(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t quote = std::min(bytes.find('"', at), bytes.size() - 1);
    text.append(bytes, at, quote + 1 - at);
    at = quote + (bytes[quote] == '"' ? 2 : 1);
  }
  return text;
}

void append_csv_text(std::string_view text, const CsvDialect& dialect, std::string& out) {
  if (find_any_byte(text, 0, {'\n', '\r', '"', dialect.delimiter}) == text.size()) {
    out += text;
    return;
  }
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t quote = std::min(text.find('"', at), text.size());
    out.append(text, at, quote - at);
    if (quote < text.size()) out += "\"\"";
    at = quote + 1;
  }
  out += '"';
}

}  // namespace openaffect
