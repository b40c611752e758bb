#include "openaffect/text/emoji_names.h"

#include <array>

#include <unicode/uchar.h>

#include "openaffect/text/unicode.h"

namespace openaffect {
namespace {

constexpr char32_t kFirstPictograph = 0x2300;
constexpr char32_t kFirstRegion = 0x1F1E6, kLastRegion = 0x1F1FF;  // A … Z
constexpr char32_t kFirstTag = 0xE0020, kLastTag = 0xE007F;
constexpr char32_t kJoiner = 0x200D, kKeycap = 0x20E3, kTextStyle = 0xFE0E, kPictureStyle = 0xFE0F;

bool has(char32_t c, UProperty property) {
  return u_hasBinaryProperty(static_cast<UChar32>(c), property) != 0;
}
bool is_region(char32_t c) {
  return c >= kFirstRegion && c <= kLastRegion;
}

// Says nothing by itself, wherever it stands.
bool is_mute(char32_t c) {
  return c == kTextStyle || c == kPictureStyle || c == kKeycap || (c >= 0x1F000 && has(c, UCHAR_EMOJI_MODIFIER));
}

// Says nothing behind an emoji.
bool is_tail(char32_t c) {
  return is_mute(c) || c == kJoiner || (c >= kFirstTag && c <= kLastTag);
}

bool is_emoji(char32_t c) {
  return c >= kFirstPictograph && (has(c, UCHAR_EMOJI_PRESENTATION) || has(c, UCHAR_EXTENDED_PICTOGRAPHIC));
}

std::string name_of(char32_t c) {
  std::array<char, 256> buffer{};
  UErrorCode error = U_ZERO_ERROR;
  const int length = u_charName(static_cast<UChar32>(c), U_UNICODE_CHAR_NAME, buffer.data(), buffer.size(), &error);
  return U_FAILURE(error) ? "" : python_lower({buffer.data(), static_cast<std::size_t>(length)});
}

char region_letter(char32_t c) {
  return static_cast<char>('a' + (c - kFirstRegion));
}

}  // namespace

NamedEmoji emoji_at(std::string_view text, std::size_t at) {
  if (static_cast<unsigned char>(text[at]) < 0xE2) return {};  // all of them are beyond U+2000
  const CodePoint first = code_point_at(text, at);
  if (is_mute(first.value)) return {first.bytes, ""};
  if (!is_emoji(first.value)) return {};
  NamedEmoji emoji{first.bytes, name_of(first.value)};
  if (emoji.name.empty()) return {};
  if (is_region(first.value) && at + emoji.bytes < text.size()) {
    const CodePoint second = code_point_at(text, at + emoji.bytes);
    if (is_region(second.value)) {
      emoji.name = {'f', 'l', 'a', 'g', ' ', region_letter(first.value), region_letter(second.value)};
      emoji.bytes += second.bytes;
    }
  }
  while (at + emoji.bytes < text.size()) {
    const CodePoint next = code_point_at(text, at + emoji.bytes);
    if (!is_tail(next.value)) break;
    emoji.bytes += next.bytes;
  }
  return emoji;
}

}  // namespace openaffect
