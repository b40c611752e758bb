// Where rows end, in bytes that come in pieces. What a row is decide csv_split.h and jsonl_split.h.
#pragma once

#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "openaffect/data/block_content.h"

namespace openaffect {

enum class Ending {
  more_to_come,  // behind the bytes that are given
  complete,      // they are the last
};

struct BlankLines {
  std::size_t bytes = 0;
  bool decided = true;  // whether the line behind them is known to have content; else more bytes are needed
};

// (scan* take)*. Every scan() is given the bytes behind the last take(): those that the scans before were given, and
// maybe more behind them. No byte is looked at twice.
class RowSplitter {
 public:
  virtual ~RowSplitter() = default;

  // Finds rows until there are `most`, or until `bytes` end. Lines without content are no rows.
  virtual void scan(std::string_view bytes, Ending ending, std::size_t most) = 0;

  // Lines without content at the start of `bytes`.
  virtual BlankLines blank_lines(std::string_view bytes, Ending ending) const = 0;

  // Where the quote stands that is open at the end of what was scanned.
  virtual std::optional<std::size_t> open_quote() const { return std::nullopt; }

  const std::vector<ByteRange>& rows() const { return rows_; }  // found so far, without their line ends
  std::size_t passed() const { return passed_; }                // bytes up to the end of the last line that ended

  // The rows found; the next scan() begins at passed().
  std::vector<ByteRange> take() {
    passed_ = scanned_ = 0;
    return std::exchange(rows_, {});
  }

 protected:
  std::vector<ByteRange> rows_;
  std::size_t passed_ = 0;   // where the current line begins
  std::size_t scanned_ = 0;  // bytes that need not be looked at again
};

}  // namespace openaffect
