#include "openaffect/data/text_reader.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include <fmt/format.h>

#include "openaffect/data/object_store.h"

namespace openaffect {
namespace {

// Takes the number at the front of `text` and the space behind it.
std::optional<std::uint64_t> take_number(std::string_view& text) {
  std::uint64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  const auto size = static_cast<std::size_t>(end - text.data());
  if (failed != std::errc() || size == text.size() || text[size] != ' ') return std::nullopt;
  text.remove_prefix(size + 1);
  return number;
}

}  // namespace

InputFiles input_files(std::vector<std::string> paths) {
  InputFiles files{.paths = std::move(paths), .open = {}};
  for (const std::string& path : files.paths) {
    const FileStamp stamp = path_stamp(path);
    files.bytes += stamp.bytes;
    files.modified_ns += stamp.modified_ns;
  }
  return files;
}

TextReader::TextReader(std::unique_ptr<InputStream> input, InputFiles files, std::unique_ptr<RowSplitter> splitter,
                       const ReadOptions& options)
    : input_(std::move(input)),
      files_(std::move(files)),
      splitter_(std::move(splitter)),
      max_row_bytes_(options.max_row_bytes),
      limit_(options.limit.value_or(std::numeric_limits<std::uint64_t>::max())) {
  if (!files_.paths.empty()) return;
  files_.paths = {input_->name()};
  files_.bytes = input_->identity().bytes;
  files_.modified_ns = input_->identity().modified_ns;
}

Result<std::optional<std::shared_ptr<const RawBlock>>> TextReader::next(bool wanted) {
  const std::size_t most = static_cast<std::size_t>(std::min<std::uint64_t>(kBlockRows, limit_ - rows_));
  auto block = std::make_shared<RawBlock>();
  block->first_row = rows_;
  while (block->rows < most) {
    OA_CHECK(fill(most - block->rows));
    if (!splitter_->rows().empty()) {
      cut(*block, wanted);
      OA_CHECK(skip_blank_lines(*input_, *splitter_, max_row_bytes_));
      continue;
    }
    input_->consume(splitter_->passed());
    (void)splitter_->take();
    OA_TRY(there_is_more, next_file());
    if (!there_is_more) break;
  }
  const double in_file = input_->fraction() * static_cast<double>(input_->identity().bytes);
  if (files_.bytes > 0)
    fraction_ = std::min(1.0, (static_cast<double>(bytes_before_) + in_file) / static_cast<double>(files_.bytes));
  if (block->rows == 0) return std::optional<std::shared_ptr<const RawBlock>>();
  return std::optional<std::shared_ptr<const RawBlock>>(std::move(block));
}

// Scans until there are rows for a block, or no more bytes in the file.
Result<Done> TextReader::fill(std::size_t most) {
  for (;;) {
    splitter_->scan(input_->pending(), ending(), most);
    OA_CHECK(check_lengths(most));
    if (splitter_->rows().size() == most || input_->ended()) return Done{};
    OA_TRY(more, input_->more());
    (void)more;
  }
}

// False when there is none.
Result<bool> TextReader::next_file() {
  if (file_ + 1 >= files_.paths.size()) return false;
  const std::uint64_t bytes = input_->identity().bytes;
  OA_TRY(next, files_.open(files_.paths[file_ + 1]));
  OA_CHECK(next->hash_behind(input_->hash_state()));
  OA_CHECK(skip_header(*next));
  input_ = std::move(next);
  ++file_;
  rows_before_file_ = rows_;
  bytes_before_ += bytes;
  return true;
}

// Of the rows found, of the blank lines between them, and of the row that is not yet found whole.
Result<Done> TextReader::check_lengths(std::size_t most) const {
  const std::vector<ByteRange>& rows = splitter_->rows();
  if (input_->pending().size() <= max_row_bytes_) return Done{};
  constexpr std::size_t kLineEnd = 2;
  std::size_t before = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].end - rows[i].begin > max_row_bytes_) return too_long(rows[i].begin, i);
    if (rows[i].begin - before > max_row_bytes_ + kLineEnd) return too_long(before, i);
    before = rows[i].end;
  }
  if (rows.size() == most) return Done{};
  const std::size_t passed = splitter_->passed();
  if (passed - before > max_row_bytes_ + kLineEnd) return too_long(before, rows.size());
  if (input_->pending().size() - passed > max_row_bytes_ + kLineEnd) return too_long(passed, rows.size());
  return Done{};
}

// `rows_before`: rows found and not yet cut off.
Error TextReader::too_long(std::size_t row_begin, std::size_t rows_before) const {
  const auto quote = splitter_->open_quote();
  const bool open = quote && *quote >= row_begin;
  std::string what = fmt::format("the row is longer than {} bytes", max_row_bytes_);
  if (open) what += "; the quote that opens here is not closed in them";
  return {ErrorKind::format,
          std::move(what),
          {input_->name(),
           rows_ - rows_before_file_ + rows_before + 1,
           {},
           input_->position() + (open ? *quote : row_begin)}};
}

// Moves the rows found to the end of the block.
void TextReader::cut(RawBlock& block, bool wanted) {
  const std::size_t size = splitter_->passed();
  const bool open_line = wanted && !block.bytes.empty() && !block.bytes.ends_with('\n') && !block.bytes.ends_with('\r');
  if (open_line) block.bytes += '\n';  // the file before had none at its end
  const std::size_t offset = block.bytes.size();
  if (wanted)
    block.pieces.push_back({.row = block.rows,
                            .file = input_->name(),
                            .rows_before_file = rows_before_file_,
                            .shift = input_->position() - offset});
  if (wanted) block.bytes += input_->pending().substr(0, size);
  std::vector<ByteRange> ranges = splitter_->take();
  block.rows += ranges.size();
  rows_ += ranges.size();
  if (offset > 0)
    for (ByteRange& range : ranges) range = {range.begin + offset, range.end + offset};
  if (block.row_ranges.empty())
    block.row_ranges = std::move(ranges);
  else
    block.row_ranges.insert(block.row_ranges.end(), ranges.begin(), ranges.end());
  input_->consume(size);
}

InputIdentity TextReader::identity() const {
  return {.bytes = files_.bytes, .modified_ns = files_.modified_ns, .sha256 = input_->identity().sha256};
}

double TextReader::fraction() const {
  return fraction_;
}

std::string TextReader::checkpoint() const {
  return fmt::format("{} {} {} {} {}", rows_, file_, rows_before_file_, input_->position(), input_->hash_state());
}

Result<Done> TextReader::resume(std::string_view checkpoint, bool verify) {
  const auto rows = take_number(checkpoint);
  const auto file = rows ? take_number(checkpoint) : std::nullopt;
  const auto rows_before_file = file ? take_number(checkpoint) : std::nullopt;
  const auto byte = rows_before_file ? take_number(checkpoint) : std::nullopt;
  if (!byte || *file >= files_.paths.size() || *rows_before_file > *rows)
    return Error{ErrorKind::format, "not a place in this file", {input_->name(), {}, {}, {}}};
  OA_CHECK(go_to_file(static_cast<std::size_t>(*file), verify));
  const std::string hash_before = verify && *file > 0 ? input_->hash_state() : std::string();
  OA_CHECK(input_->go_to(*byte, checkpoint, verify, hash_before));
  (void)splitter_->take();
  rows_ = *rows;
  rows_before_file_ = *rows_before_file;
  return Done{};
}

// Opens the file; `verify`: with the files before it hashed.
Result<Done> TextReader::go_to_file(std::size_t file, bool verify) {
  std::string hash = Sha256().save();
  for (std::size_t i = 0; i < file; ++i) {
    bytes_before_ += path_stamp(files_.paths[i]).bytes;
    if (!verify) continue;
    OA_TRY(before, files_.open(files_.paths[i]));
    OA_CHECK(before->hash_behind(hash));
    OA_CHECK(before->consume_all());
    hash = before->hash_state();
  }
  if (file == 0) return Done{};
  OA_TRY(input, files_.open(files_.paths[file]));
  OA_CHECK(input->hash_behind(hash));
  input_ = std::move(input);
  file_ = file;
  return Done{};
}

Result<Done> skip_blank_lines(InputStream& input, const RowSplitter& splitter, std::size_t max_row_bytes) {
  for (;;) {
    const BlankLines blank =
        splitter.blank_lines(input.pending(), input.ended() ? Ending::complete : Ending::more_to_come);
    input.consume(blank.bytes);
    if (blank.decided) return Done{};
    if (input.pending().size() > max_row_bytes)
      return Error{
          ErrorKind::format, "a line of spaces is longer than a row may be", {input.name(), {}, {}, input.position()}};
    OA_TRY(more, input.more());
    (void)more;
  }
}

std::string_view line_end_of(const RawBlock& raw, std::size_t row) {
  const std::string_view rest = std::string_view(raw.bytes).substr(raw.row_ranges[row].end);
  if (rest.starts_with("\r\n")) return rest.substr(0, 2);
  return rest.starts_with('\n') || rest.starts_with('\r') ? rest.substr(0, 1) : std::string_view();
}

}  // namespace openaffect
