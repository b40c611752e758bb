// Rows of a jsonl: lines ended by LF or CRLF. JSON has no line end inside a value, so nothing hides one.
#pragma once

#include "openaffect/data/row_splitter.h"

namespace openaffect {

class JsonlSplitter final : public RowSplitter {
 public:
  void scan(std::string_view bytes, Ending ending, std::size_t most) override;
  BlankLines blank_lines(std::string_view bytes, Ending ending) const override;

 private:
  void end_line(std::string_view bytes, std::size_t at, std::size_t next);
};

}  // namespace openaffect
