#include "openaffect/data/csv_header.h"

#include <unordered_map>

#include <fmt/format.h>

#include "openaffect/data/block_builder.h"
#include "openaffect/data/csv_cells.h"
#include "openaffect/data/text_reader.h"
#include "openaffect/text/unicode.h"

namespace openaffect {
namespace {

constexpr std::size_t kMostColumns = 65536;

Error header_error(const InputStream& input, std::string what, std::size_t at) {
  return {ErrorKind::format, "the header: " + std::move(what), {input.name(), {}, {}, input.position() + at}};
}

// The header row as bytes of input.pending(), line end included.
Result<std::string_view> find_header(InputStream& input, const CsvDialect& dialect, std::size_t max_row_bytes) {
  CsvSplitter splitter(dialect);
  OA_CHECK(skip_blank_lines(input, splitter, max_row_bytes));
  for (;;) {
    splitter.scan(input.pending(), input.ended() ? Ending::complete : Ending::more_to_come, 1);
    if (!splitter.rows().empty()) return input.pending().substr(0, splitter.passed());
    if (input.ended())
      return Error{ErrorKind::format,
                   "the file is empty: it has no header with the names of columns",
                   {input.name(), {}, {}, {}}};
    if (input.pending().size() > max_row_bytes)
      return header_error(input, fmt::format("is longer than {} bytes", max_row_bytes),
                          splitter.open_quote().value_or(0));
    OA_TRY(more, input.more());
    (void)more;
  }
}

std::string_view without_line_end(std::string_view row) {
  if (row.ends_with('\n')) row.remove_suffix(1);
  if (row.ends_with('\r')) row.remove_suffix(1);
  return row;
}

Result<std::vector<std::string>> read_names(const InputStream& input, std::string_view row, const CsvDialect& dialect) {
  std::vector<std::string> names;
  std::unordered_map<std::string, std::size_t> positions;
  RowCells cells(row, dialect);
  std::size_t begin = 0;
  while (const auto cell = cells.next()) {
    if (cells.fault() == CsvFault::open_quote)
      return header_error(input, "the quote is never closed", cells.fault_at());
    if (cells.fault()) return header_error(input, "text behind the quote that closes a name", cells.fault_at());
    const std::size_t position = names.size() + 1;
    if (position > kMostColumns) return header_error(input, fmt::format("more than {} columns", kMostColumns), begin);
    std::string name = to_valid_utf8(cell->doubled ? undouble_quotes(cell->bytes) : std::string(cell->bytes));
    if (name.empty()) return header_error(input, fmt::format("column {} has no name", position), begin);
    const auto [first, is_new] = positions.emplace(name, position);
    if (!is_new)
      return header_error(
          input, fmt::format("columns {} and {} are both named '{}'", first->second, position, shown(name)), begin);
    names.push_back(std::move(name));
    begin = cell->end + 1;
  }
  return names;
}

}  // namespace

Result<std::string> take_byte_order_mark(InputStream& input) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  while (input.pending().size() < kMark.size() && !input.ended()) {
    OA_TRY(more, input.more());
    (void)more;
  }
  if (input.pending().starts_with("\xFF\xFE") || input.pending().starts_with("\xFE\xFF"))
    return Error{ErrorKind::unsupported,
                 "is UTF-16: make it UTF-8 first, with: iconv -f UTF-16 -t UTF-8 FILE",
                 {input.name(), {}, {}, {}}};
  if (!input.pending().starts_with(kMark)) return std::string();
  input.consume(kMark.size());
  return std::string(kMark);
}

Result<CsvHeader> read_csv_header(InputStream& input, const CsvDialect& dialect, std::size_t max_row_bytes) {
  OA_TRY(mark, take_byte_order_mark(input));
  OA_TRY(row, find_header(input, dialect, max_row_bytes));
  OA_TRY(names, read_names(input, without_line_end(row), dialect));
  CsvHeader header{.bytes = mark + std::string(row), .names = std::move(names)};
  input.consume(row.size());
  OA_CHECK(skip_blank_lines(input, CsvSplitter(dialect), max_row_bytes));
  return header;
}

}  // namespace openaffect
