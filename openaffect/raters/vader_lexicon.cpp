#include "openaffect/raters/vader_lexicon.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

#include <fmt/format.h>

#include "openaffect/text/unicode.h"

namespace openaffect::vader {
namespace {

constexpr std::size_t kMostFileBytes = 100'000'000;
constexpr double kMostValence = 1e6;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_plain(char c) {
  return c > ' ' && c != 0x7F;
}  // visible ASCII

std::string_view strip_front(std::string_view text) {
  while (!text.empty() && !is_plain(text.front())) {
    const CodePoint point = code_point_at(text, 0);
    if (!is_python_space(point.value)) break;
    text.remove_prefix(point.bytes);
  }
  return text;
}

// The space at the end of a text in bytes, 0 when there is none. UTF-8 spaces have one to three.
std::size_t space_at_end(std::string_view text) {
  for (std::size_t bytes = 1; bytes <= 3 && bytes <= text.size(); ++bytes) {
    const CodePoint point = code_point_at(text, text.size() - bytes);
    if (point.bytes == bytes && is_python_space(point.value)) return bytes;
  }
  return 0;
}

// str.strip()
std::string_view strip(std::string_view text) {
  text = strip_front(text);
  while (!text.empty() && !is_plain(text.back())) {
    const std::size_t bytes = space_at_end(text);
    if (bytes == 0) break;
    text.remove_suffix(bytes);
  }
  return text;
}

// The lines of a file, with what an error says of the place.
class Lines {
 public:
  Lines(std::string_view bytes, std::string_view file) : bytes_(bytes), file_(file) {
    if (bytes.substr(0, kByteOrderMark.size()) == kByteOrderMark) next_ = kByteOrderMark.size();
  }

  // The next line that is not empty, stripped; false at the end.
  bool next() {
    while (next_ < bytes_.size()) {
      const std::size_t end = std::min(bytes_.find('\n', next_), bytes_.size());
      line_ = strip(bytes_.substr(next_, end - next_));
      next_ = end + 1;
      ++row_;
      if (!line_.empty()) return true;
    }
    return false;
  }
  std::string_view line() const { return line_; }

  // About `part`, a piece of line().
  Error error(std::string_view what, std::string_view part) const {
    const auto byte = static_cast<std::uint64_t>(part.data() - bytes_.data());
    Where where;
    where.row = row_;
    where.byte = byte;
    return {ErrorKind::format, fmt::format("{}: {}", file_, what), where};
  }

  // The first two fields, and the two together as they stand in the file.
  struct Fields {
    std::string_view key, value, both;
  };
  Result<Fields> fields() const {
    const std::size_t tab = line_.find('\t');
    if (tab == std::string_view::npos) return error("one field; two, with a tab between, are needed", line_);
    const std::string_view both = line_.substr(0, line_.find('\t', tab + 1));
    const Fields fields{both.substr(0, tab), both.substr(tab + 1), both};
    for (const std::string_view field : {fields.key, fields.value})
      if (field.size() > kMostWordBytes) return error(fmt::format("a field over {} bytes", kMostWordBytes), field);
    if (!is_valid_utf8(both)) return error("bytes that are no UTF-8", both);
    return fields;
  }

 private:
  std::string_view bytes_;
  std::string_view file_;
  std::string_view line_;
  std::size_t next_ = 0;
  std::uint64_t row_ = 0;
};

Result<Done> check_size(std::string_view bytes, std::string_view file) {
  if (bytes.size() <= kMostFileBytes) return Done{};
  return Error{ErrorKind::unsupported, fmt::format("{}: {} bytes; at most {}", file, bytes.size(), kMostFileBytes)};
}

Error no_entries(std::string_view file) {
  return {ErrorKind::format, fmt::format("{}: no entries", file)};
}

Result<double> read_valence(const Lines& lines, std::string_view field) {
  std::string_view number = strip(field);
  if (number.starts_with('+') && !number.starts_with("+-")) number.remove_prefix(1);
  double valence = 0;
  const auto [end, failure] = std::from_chars(number.data(), number.data() + number.size(), valence);
  if (failure != std::errc() || end != number.data() + number.size())
    return lines.error(fmt::format("'{}' is no number", field.substr(0, 40)), field);
  if (!std::isfinite(valence) || std::fabs(valence) > kMostValence)
    return lines.error(fmt::format("a valence of {}; -1,000,000 to 1,000,000", valence), field);
  return valence;
}

// A word that a token can be: tokens are lower-cased and have no spaces.
bool can_match(std::string_view word) {
  const bool simple =
      std::all_of(word.begin(), word.end(), [](char c) { return is_plain(c) && !(c >= 'A' && c <= 'Z'); });
  if (simple) return !word.empty();
  if (word.empty() || python_lower(word) != word) return false;
  const auto parts = python_split(word);
  return parts.size() == 1 && parts[0].size() == word.size();
}

// As a line of Lexicon::content.
void append_entry(std::string_view both, std::string& content) {
  content.append(both).push_back('\n');
}

}  // namespace

Result<Lexicon> read_lexicon(std::string_view bytes) {
  constexpr std::string_view kFile = "VADER lexicon";
  OA_CHECK(check_size(bytes, kFile));
  Lexicon lexicon;
  bool any = false;
  for (Lines lines(bytes, kFile); lines.next(); any = true) {
    OA_TRY(fields, lines.fields());
    OA_TRY(valence, read_valence(lines, fields.value));
    if (!can_match(fields.key)) continue;
    lexicon.words.rate(fields.key, valence);
    append_entry(fields.both, lexicon.content);
  }
  if (!any) return no_entries(kFile);
  return lexicon;
}

Result<EmojiLexicon> read_emoji(std::string_view bytes) {
  constexpr std::string_view kFile = "VADER emoji lexicon";
  OA_CHECK(check_size(bytes, kFile));
  EmojiLexicon lexicon;
  bool any = false;
  for (Lines lines(bytes, kFile); lines.next(); any = true) {
    OA_TRY(fields, lines.fields());
    if (fields.key.empty()) return lines.error("no emoji before the tab", fields.key);
    const CodePoint emoji = code_point_at(fields.key, 0);
    if (emoji.bytes != fields.key.size()) continue;  // several code points: never met
    if (emoji.value < 0x80) return lines.error("an ASCII character is no emoji", fields.key);
    lexicon.table.describe(emoji.value, fields.value);
    append_entry(fields.both, lexicon.content);
  }
  if (!any) return no_entries(kFile);
  lexicon.table.finish();
  return lexicon;
}

}  // namespace openaffect::vader
