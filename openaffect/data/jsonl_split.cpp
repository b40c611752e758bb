#include "openaffect/data/jsonl_split.h"

#include <algorithm>

namespace openaffect {
namespace {

constexpr std::string_view kSpaces = " \t\r\n";

}  // namespace

void JsonlSplitter::scan(std::string_view bytes, Ending ending, std::size_t most) {
  while (scanned_ < bytes.size() && rows_.size() < most) {
    const std::size_t at = bytes.find('\n', scanned_);
    if (at == std::string_view::npos) {
      scanned_ = bytes.size();
      break;
    }
    scanned_ = at + 1;
    end_line(bytes, at, at + 1);
  }
  if (ending == Ending::complete && scanned_ == bytes.size() && rows_.size() < most && passed_ < bytes.size())
    end_line(bytes, bytes.size(), bytes.size());
}

void JsonlSplitter::end_line(std::string_view bytes, std::size_t at, std::size_t next) {
  const std::string_view line = bytes.substr(passed_, at - passed_);
  const bool crlf = next > at && line.ends_with('\r');
  if (line.find_first_not_of(kSpaces) != std::string_view::npos) rows_.push_back({passed_, at - (crlf ? 1 : 0)});
  passed_ = next;
}

BlankLines JsonlSplitter::blank_lines(std::string_view bytes, Ending ending) const {
  const std::size_t content = std::min(bytes.find_first_not_of(kSpaces), bytes.size());
  if (content == bytes.size() && ending == Ending::complete) return {content, true};
  const std::size_t line_end = bytes.substr(0, content).rfind('\n');
  return {line_end == std::string_view::npos ? 0 : line_end + 1, content < bytes.size()};
}

}  // namespace openaffect
