#include "openaffect/data/csv_split.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace openaffect {
namespace {

constexpr std::size_t kWindow = 64;

// One bit for each of 64 bytes: set where it is LF, CR or `quote`.
#ifdef __SSE2__
std::uint64_t marks_of_window(const char* bytes, char quote) {
  constexpr std::size_t kStep = 16;
  std::uint64_t marks = 0;
  for (std::size_t at = 0; at < kWindow; at += kStep) {
    const __m128i some = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + at));
    const __m128i line_end =
        _mm_or_si128(_mm_cmpeq_epi8(some, _mm_set1_epi8('\n')), _mm_cmpeq_epi8(some, _mm_set1_epi8('\r')));
    const __m128i mark = _mm_or_si128(line_end, _mm_cmpeq_epi8(some, _mm_set1_epi8(quote)));
    marks |= static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm_movemask_epi8(mark))) << at;
  }
  return marks;
}
#else
std::uint64_t marks_of_window(const char* bytes, char quote) {
  std::uint64_t marks = 0;
  for (std::size_t at = 0; at < kWindow; ++at)
    marks |= static_cast<std::uint64_t>(bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == quote) << at;
  return marks;
}
#endif

std::uint64_t find_marks(std::string_view bytes, char quote) {
  if (bytes.size() >= kWindow) return marks_of_window(bytes.data(), quote);
  std::array<char, kWindow> padded{};
  std::copy(bytes.begin(), bytes.end(), padded.begin());
  return marks_of_window(padded.data(), quote);
}

}  // namespace

void CsvSplitter::scan(std::string_view bytes, Ending ending, std::size_t most) {
  const char quote = dialect_.quotes ? '"' : '\n';
  if (scanned_ == 0) {  // behind a take()
    in_quotes_ = false;
    after_close_ = 0;
  }
  while (scanned_ < bytes.size() && rows_.size() < most) {
    const std::size_t base = scanned_;
    std::uint64_t marks = find_marks(bytes.substr(base), quote);
    scanned_ = std::min(base + kWindow, bytes.size());
    for (; marks != 0; marks &= marks - 1) {
      const Step step = meet_mark(bytes, base + static_cast<std::size_t>(std::countr_zero(marks)), ending, most);
      if (step == Step::wait) return;
      if (step == Step::enough) break;
    }
  }
  if (ending == Ending::complete && scanned_ == bytes.size() && rows_.size() < most) finish(bytes.size());
}

CsvSplitter::Step CsvSplitter::meet_mark(std::string_view bytes, std::size_t at, Ending ending, std::size_t most) {
  if (bytes[at] == '"') {
    meet_quote(bytes, at);
    return Step::on;
  }
  if (in_quotes_ || at < passed_) return Step::on;  // the LF of a CRLF has been passed
  std::size_t next = at + 1;
  if (bytes[at] == '\r') {
    if (next == bytes.size() && ending == Ending::more_to_come) {
      scanned_ = at;  // its LF may come yet
      return Step::wait;
    }
    if (next < bytes.size() && bytes[next] == '\n') ++next;
  }
  if (at > passed_) rows_.push_back({passed_, at});
  passed_ = after_close_ = next;
  if (rows_.size() < most) return Step::on;
  scanned_ = next;
  return Step::enough;
}

void CsvSplitter::meet_quote(std::string_view bytes, std::size_t at) {
  if (in_quotes_) {
    in_quotes_ = false;
    after_close_ = at + 1;
  } else if (at == passed_ || bytes[at - 1] == dialect_.delimiter) {
    in_quotes_ = true;
    opened_ = at;
  } else if (at == after_close_) {
    in_quotes_ = true;  // the second of two quotes: the cell goes on
  }
}

void CsvSplitter::finish(std::size_t bytes) {
  if (bytes > passed_) rows_.push_back({passed_, bytes});
  passed_ = after_close_ = bytes;
}

BlankLines CsvSplitter::blank_lines(std::string_view bytes, Ending ending) const {
  const std::size_t content = std::min(bytes.find_first_not_of("\r\n"), bytes.size());
  return {content, content < bytes.size() || ending == Ending::complete};
}

std::optional<std::size_t> CsvSplitter::open_quote() const {
  return in_quotes_ ? std::optional(opened_) : std::nullopt;
}

}  // namespace openaffect
