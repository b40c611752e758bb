#include "openaffect/data/text_reader.h"

#include <charconv>

#include <fmt/format.h>

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

TextReader::TextReader(std::unique_ptr<InputStream> input, std::unique_ptr<RowSplitter> splitter,
                       std::size_t max_row_bytes)
    : input_(std::move(input)), splitter_(std::move(splitter)), max_row_bytes_(max_row_bytes), file_(input_->name()) {}

Result<std::optional<std::shared_ptr<const RawBlock>>> TextReader::next(bool wanted) {
  OA_CHECK(fill());
  if (splitter_->rows().empty()) {
    input_->consume(splitter_->passed());
    (void)splitter_->take();
    return std::optional<std::shared_ptr<const RawBlock>>();
  }
  std::shared_ptr<const RawBlock> block = cut(wanted);
  OA_CHECK(skip_blank_lines(*input_, *splitter_, max_row_bytes_));
  return std::optional(std::move(block));
}

// Scans until there are rows for a block, or no more bytes.
Result<Done> TextReader::fill() {
  for (;;) {
    splitter_->scan(input_->pending(), ending(), kBlockRows);
    OA_CHECK(check_lengths());
    if (splitter_->rows().size() == kBlockRows || input_->ended()) return Done{};
    OA_TRY(more, input_->more());
    (void)more;
  }
}

// Of the rows found, of the blank lines between them, and of the row that is not yet found whole.
Result<Done> TextReader::check_lengths() const {
  const std::vector<ByteRange>& rows = splitter_->rows();
  if (input_->pending().size() <= max_row_bytes_) return Done{};
  constexpr std::size_t kLineEnd = 2;
  std::size_t before = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].end - rows[i].begin > max_row_bytes_) return too_long(rows[i].begin, i);
    if (rows[i].begin - before > max_row_bytes_ + kLineEnd) return too_long(before, i);
    before = rows[i].end;
  }
  if (rows.size() == kBlockRows) return Done{};
  const std::size_t passed = splitter_->passed();
  if (passed - before > max_row_bytes_ + kLineEnd) return too_long(before, rows.size());
  if (input_->pending().size() - passed > max_row_bytes_ + kLineEnd) return too_long(passed, rows.size());
  return Done{};
}

Error TextReader::too_long(std::size_t row_begin, std::size_t row_in_block) const {
  const auto quote = splitter_->open_quote();
  const bool open = quote && *quote >= row_begin;
  std::string what = fmt::format("the row is longer than {} bytes", max_row_bytes_);
  if (open) what += "; the quote that opens here is not closed in them";
  return {ErrorKind::format,
          std::move(what),
          {file_, rows_ + row_in_block + 1, {}, input_->position() + (open ? *quote : row_begin)}};
}

std::shared_ptr<const RawBlock> TextReader::cut(bool wanted) {
  auto block = std::make_shared<RawBlock>();
  const std::size_t size = splitter_->passed();
  block->first_row = rows_;
  block->first_byte = input_->position();
  block->rows = splitter_->rows().size();
  if (wanted) block->bytes = input_->pending().substr(0, size);
  block->row_ranges = splitter_->take();
  rows_ += block->rows;
  input_->consume(size);
  return block;
}

std::string TextReader::checkpoint() const {
  return fmt::format("{} {} {}", rows_, input_->position(), input_->hash_state());
}

Result<Done> TextReader::resume(std::string_view checkpoint, bool verify) {
  const auto rows = take_number(checkpoint);
  const auto byte = rows ? take_number(checkpoint) : std::nullopt;
  if (!byte) return Error{ErrorKind::format, "not a place in this file", {file_, {}, {}, {}}};
  OA_CHECK(input_->go_to(*byte, checkpoint, verify));
  (void)splitter_->take();
  rows_ = *rows;
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
