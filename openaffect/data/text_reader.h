// What reading csv and jsonl have in common: blocks of rows cut off as bytes, and the place where that stopped.
#pragma once

#include <memory>
#include <string>

#include "openaffect/data/input_stream.h"
#include "openaffect/data/row_splitter.h"
#include "openaffect/data/table.h"

namespace openaffect {

class TextReader : public TableReader {
 public:
  Result<std::optional<std::shared_ptr<const RawBlock>>> next(bool wanted) final;
  std::string checkpoint() const final;
  Result<Done> resume(std::string_view checkpoint, bool verify) final;
  InputIdentity identity() const final { return input_->identity(); }
  double fraction() const final { return input_->fraction(); }

 protected:
  // `input` stands at the first row, behind the header.
  TextReader(std::unique_ptr<InputStream> input, std::unique_ptr<RowSplitter> splitter, std::size_t max_row_bytes);

  const std::string& file() const { return file_; }

 private:
  Result<Done> fill();
  Result<Done> check_lengths() const;
  Error too_long(std::size_t row_begin, std::size_t row_in_block) const;
  std::shared_ptr<const RawBlock> cut(bool wanted);
  Ending ending() const { return input_->ended() ? Ending::complete : Ending::more_to_come; }

  std::unique_ptr<InputStream> input_;
  std::unique_ptr<RowSplitter> splitter_;
  std::size_t max_row_bytes_;
  std::string file_;
  std::uint64_t rows_ = 0;  // before the next block
};

// Consumes lines without content. Fails when a line of spaces is longer than `max_row_bytes`.
Result<Done> skip_blank_lines(InputStream& input, const RowSplitter& splitter, std::size_t max_row_bytes);

// The line end behind the row in the input: "\n", "\r\n", "\r", or "" at the end of the file.
std::string_view line_end_of(const RawBlock& raw, std::size_t row);

// A row of a block, without its line end.
inline std::string_view row_bytes(const RawBlock& raw, std::size_t row) {
  const ByteRange range = raw.row_ranges[row];
  return std::string_view(raw.bytes).substr(range.begin, range.end - range.begin);
}

}  // namespace openaffect
