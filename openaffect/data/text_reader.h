// What reading csv and jsonl have in common: blocks of rows cut off as bytes, and the place where that stopped.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "openaffect/data/input_stream.h"
#include "openaffect/data/row_splitter.h"
#include "openaffect/data/table.h"

namespace openaffect {

// The files that an input is made of, in order; their rows follow each other as if they stood in one.
struct InputFiles {
  std::vector<std::string> paths;
  std::function<Result<std::unique_ptr<InputStream>>(const std::string& path)> open;  // at the first byte
  std::uint64_t bytes = 0;       // of all on the disk; 0 for a stream
  std::int64_t modified_ns = 0;  // the sum of all: it changes when one does
};

// What is known of `paths` without opening them; sizes of files that are not there are 0.
InputFiles input_files(std::vector<std::string> paths);

class TextReader : public TableReader {
 public:
  Result<std::optional<std::shared_ptr<const RawBlock>>> next(bool wanted) final;
  std::string checkpoint() const final;
  Result<Done> resume(std::string_view checkpoint, bool verify) final;
  InputIdentity identity() const final;
  double fraction() const final;

 protected:
  // `input` is the first of `files`, and stands at its first row, behind the header.
  TextReader(std::unique_ptr<InputStream> input, InputFiles files, std::unique_ptr<RowSplitter> splitter,
             const ReadOptions& options);

  // Of a further file: consumes what stands before its first row. Fails when the file does not go with the first.
  virtual Result<Done> skip_header(InputStream& input) const = 0;

 private:
  Result<Done> fill(std::size_t most);
  Result<bool> next_file();
  Result<Done> check_lengths(std::size_t most) const;
  Error too_long(std::size_t row_begin, std::size_t rows_before) const;
  void cut(RawBlock& block, bool wanted);
  Result<Done> go_to_file(std::size_t file, bool verify);
  Ending ending() const { return input_->ended() ? Ending::complete : Ending::more_to_come; }

  std::unique_ptr<InputStream> input_;
  InputFiles files_;
  std::unique_ptr<RowSplitter> splitter_;
  std::size_t max_row_bytes_;
  std::uint64_t limit_;
  std::size_t file_ = 0;                // which of files_ input_ is
  std::uint64_t rows_before_file_ = 0;  // of the files before it
  std::uint64_t rows_ = 0;              // before the next row
  std::uint64_t bytes_before_ = 0;      // on the disk, of the files before it
  std::atomic<double> fraction_ = 0;
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
