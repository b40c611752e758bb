// Rows of a csv (RFC 4180, and what people have): ended by LF, CRLF or CR, mixed at will; a quote that opens at the
// start of a cell hides line ends up to the quote that closes it; any other quote is a character like others.
#pragma once

#include "openaffect/data/row_splitter.h"

namespace openaffect {

struct CsvDialect {
  char delimiter = ',';  // ASCII, neither quote nor line end
  bool quotes = true;

  bool operator==(const CsvDialect&) const = default;
};

class CsvSplitter final : public RowSplitter {
 public:
  explicit CsvSplitter(const CsvDialect& dialect) : dialect_(dialect) {}

  void scan(std::string_view bytes, Ending ending, std::size_t most) override;
  BlankLines blank_lines(std::string_view bytes, Ending ending) const override;
  std::optional<std::size_t> open_quote() const override;

 private:
  enum class Step { on, wait, enough };
  Step meet_mark(std::string_view bytes, std::size_t at, Ending ending, std::size_t most);
  void meet_quote(std::string_view bytes, std::size_t at);
  void finish(std::size_t bytes);

  CsvDialect dialect_;
  bool in_quotes_ = false;
  std::size_t opened_ = 0;       // the quote that opened the current quoted cell
  std::size_t after_close_ = 0;  // behind the last quote that closed one in this row; a quote there is a doubled one
};

}  // namespace openaffect
