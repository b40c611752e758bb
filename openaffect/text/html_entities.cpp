#include "openaffect/text/html_entities.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "openaffect/text/prepared_writer.h"
#include "openaffect/text/unicode.h"

namespace openaffect {
namespace {

struct NamedReference {
  std::string_view name;
  std::string_view characters;
};
struct ReplacedNumber {
  std::uint32_t number;
  std::uint32_t character;
};
struct DroppedNumbers {
  std::uint32_t first;
  std::uint32_t last;
};

#include "openaffect/text/html_entities.inc"

constexpr std::size_t kLongestName = 32;  // without the semicolon
constexpr std::uint32_t kPastUnicode = 0x110000;
constexpr char32_t kReplacement = 0xFFFD;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
// -1 when `c` is no digit.
int digit_value(char c, bool is_hex) {
  if (is_digit(c)) return c - '0';
  const auto lower = static_cast<char>(c | 0x20);
  return is_hex && lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string character_of(std::uint32_t number) {
  std::string out;
  const auto* const replaced = std::ranges::lower_bound(kReplacedNumbers, number, {}, &ReplacedNumber::number);
  if (replaced != kReplacedNumbers.end() && replaced->number == number) {
    append_utf8(replaced->character, out);
    return out;
  }
  const bool is_surrogate = number >= 0xD800 && number <= 0xDFFF;
  if (is_surrogate || number >= kPastUnicode) {
    append_utf8(kReplacement, out);
    return out;
  }
  const auto* const dropped = std::ranges::lower_bound(kDroppedNumbers, number, {}, &DroppedNumbers::last);
  if (dropped != kDroppedNumbers.end() && dropped->first <= number) return out;
  append_utf8(number, out);
  return out;
}

CharacterReference numbered(std::string_view text) {
  const bool is_hex = text.size() > 2 && (text[2] | 0x20) == 'x';
  const std::size_t first = is_hex ? 3 : 2;
  std::size_t at = first;
  std::uint32_t number = 0;
  for (int digit = 0; at < text.size() && (digit = digit_value(text[at], is_hex)) >= 0; ++at)
    number = std::min(number * (is_hex ? 16 : 10) + static_cast<std::uint32_t>(digit), kPastUnicode);
  if (at == first) return {};
  if (at < text.size() && text[at] == ';') ++at;
  return {at, character_of(number)};
}

CharacterReference named(std::string_view text) {
  std::size_t end = 1;
  while (end < text.size() && end <= kLongestName && (is_letter(text[end]) || is_digit(text[end]))) ++end;
  if (end < text.size() && text[end] == ';') ++end;
  for (; end > 2; --end) {
    const std::string_view name = text.substr(1, end - 1);
    const auto* const found = std::ranges::lower_bound(kNamedReferences, name, {}, &NamedReference::name);
    if (found != kNamedReferences.end() && found->name == name) return {end, std::string(found->characters)};
  }
  return {};
}

}  // namespace

CharacterReference character_reference(std::string_view text) {
  return text.size() > 1 && text[1] == '#' ? numbered(text) : named(text);
}

PreparedText decode_character_references(const PreparedText& text) {
  PreparedWriter out(text);
  const std::string_view from = text.text;
  for (std::size_t at = 0; at < from.size();) {
    const std::size_t next = std::min(from.find('&', at), from.size());
    out.copy(at, next);
    at = next;
    if (at == from.size()) break;
    const CharacterReference reference = character_reference(from.substr(at));
    if (reference.bytes == 0)
      out.copy(at, at + 1);
    else
      out.replace(reference.characters, at);
    at += std::max(reference.bytes, std::size_t{1});
  }
  return out.finish();
}

}  // namespace openaffect
