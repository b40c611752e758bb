// The cells of one row of a csv.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "openaffect/data/csv_split.h"

namespace openaffect {

struct CsvCell {
  std::string_view bytes = {};  // between the quotes, where it has them
  bool quoted = false;
  bool doubled = false;  // holds doubled quotes: undouble_quotes() gives its text
  std::size_t end = 0;   // of the cell in the row, closing quote included
};

enum class CsvFault {
  text_after_quote,  // "a"b
  open_quote,        // "a
};

// for (RowCells cells(row, dialect); const auto cell = cells.next();) …
// A row has one cell more than it has delimiters. Behind text_after_quote the row is read on to the next delimiter.
class RowCells {
 public:
  RowCells(std::string_view row, const CsvDialect& dialect) : row_(row), dialect_(dialect) {}

  std::optional<CsvCell> next();

  std::optional<CsvFault> fault() const { return fault_; }  // the first one, of a cell that next() returned
  bool open_quote() const { return open_quote_; }           // the row ended inside the quotes of its last cell
  std::size_t fault_at() const { return fault_at_; }        // in the row: the text, or the quote that opens

 private:
  CsvCell quoted_cell();
  void set_fault(CsvFault fault, std::size_t at);
  std::size_t delimiter_from(std::size_t at) const;

  std::string_view row_;
  CsvDialect dialect_;
  std::size_t at_ = 0;
  bool done_ = false;
  std::optional<CsvFault> fault_;
  bool open_quote_ = false;
  std::size_t fault_at_ = 0;
};

std::string undouble_quotes(std::string_view bytes);

// Appends `text` as a cell: in quotes where its content asks for them.
void append_csv_text(std::string_view text, const CsvDialect& dialect, std::string& out);

}  // namespace openaffect
