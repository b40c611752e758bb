#include "openaffect/agreement/ratings_reader_raw.h"

namespace openaffect {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\r\n\f\v";
  const std::size_t begin = text.find_first_not_of(kSpaces);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpaces) + 1 - begin);
}

std::string excerpt(std::string_view text) {
  constexpr std::size_t kMost = 60;
  std::size_t end = std::min(kMost, text.size());
  while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  std::string line(text.substr(0, end));
  for (char& byte : line)
    if (static_cast<unsigned char>(byte) < ' ' || byte == 0x7F) byte = '?';
  return end < text.size() ? line + "…" : line;
}

bool RawRatings::is_missing(std::string_view text) const {
  return text.empty() || std::find(missing_texts.begin(), missing_texts.end(), text) != missing_texts.end();
}

void RawRatings::add(std::uint32_t unit, std::uint32_t rater, std::string_view text, Place place) {
  text = trimmed(text);
  if (is_missing(text)) {
    ++missing;
    return;
  }
  const std::uint32_t value = values.id(text);
  if (value == first.size()) first.push_back(place);
  entries.push_back({unit, rater, static_cast<double>(value)});
}

}  // namespace openaffect
