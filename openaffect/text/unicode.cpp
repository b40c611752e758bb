#include "openaffect/text/unicode.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <unicode/uchar.h>
#include <unicode/uversion.h>

namespace openaffect {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr char32_t kCapitalSigma = 0x3A3;
constexpr char32_t kSigma = 0x3C3;
constexpr char32_t kFinalSigma = 0x3C2;
constexpr char32_t kDottedCapitalI = 0x130;
constexpr char32_t kCombiningDotAbove = 0x307;

// What Python knows of a character; tools/make_unicode_exceptions.py writes the same numbers.
enum CharacterBits : std::uint8_t {
  kAlpha = 1,
  kAlnum = 2,
  kUpper = 4,
  kLowerOrTitle = 8,
  kCased = 16,  // and not case-ignorable: the final sigma rule passes over the ignorable ones first
  kIgnorable = 32,
};

struct BitsException {
  std::uint32_t first;
  std::uint32_t last;
  std::uint8_t bits;
};

#include "openaffect/text/unicode_14.inc"

bool is_ascii_upper(unsigned char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_ascii_lower(unsigned char c) {
  return c >= 'a' && c <= 'z';
}
bool is_ascii_digit(unsigned char c) {
  return c >= '0' && c <= '9';
}
char ascii_lower(char c) {
  return is_ascii_upper(static_cast<unsigned char>(c)) ? static_cast<char>(c + 32) : c;
}

bool is_letter(int kind) {
  return kind >= U_UPPERCASE_LETTER && kind <= U_OTHER_LETTER;
}

std::uint8_t icu_bits(UChar32 c) {
  const int kind = u_charType(c);
  unsigned bits = 0;
  if (is_letter(kind)) bits |= kAlpha | kAlnum;
  if (u_getNumericValue(c) != U_NO_NUMERIC_VALUE) bits |= kAlnum;
  if (u_hasBinaryProperty(c, UCHAR_UPPERCASE)) bits |= kUpper;
  if (kind == U_TITLECASE_LETTER || u_hasBinaryProperty(c, UCHAR_LOWERCASE)) bits |= kLowerOrTitle;
  if (u_hasBinaryProperty(c, UCHAR_CASE_IGNORABLE))
    bits |= kIgnorable;
  else if (u_hasBinaryProperty(c, UCHAR_CASED))
    bits |= kCased;
  return static_cast<std::uint8_t>(bits);
}

// Any of the CharacterBits of any character, ASCII included.
unsigned bits_of(char32_t c) {
  if (c >= kBitsExceptions.front().first) {
    const auto after = std::upper_bound(kBitsExceptions.begin(), kBitsExceptions.end(), c,
                                        [](char32_t value, const BitsException& range) { return value < range.first; });
    const BitsException& range = *(after - 1);
    if (c <= range.last) return range.bits;
  }
  return icu_bits(static_cast<UChar32>(c));
}

// str.isspace beyond ASCII: bidirectional class WS, B or S, or category Zs.
bool is_wide_space(char32_t c) {
  if (c < 0x1680) return c == 0x85 || c == 0xA0;
  return c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

bool is_ascii_space(unsigned char c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x1F);
}

bool is_continuation(unsigned char c) {
  return (c & 0xC0) == 0x80;
}

// Table 3-7 of the Unicode standard: how many bytes a lead byte announces, and what its second byte may be.
struct Lead {
  unsigned char length;  // 1: no lead byte
  unsigned char low;
  unsigned char high;
  unsigned char third;  // bits to look at for a continuation
  unsigned char fourth;
};

constexpr auto kLeads = [] {
  std::array<Lead, 256> leads{};
  leads.fill({1, 0xFF, 0x00, 0, 0});  // no default members: g++ 12 drops them from arrays worked out while compiling
  for (std::size_t c = 0xC2; c < 0xE0; ++c) leads[c] = {2, 0x80, 0xBF, 0, 0};
  for (std::size_t c = 0xE0; c < 0xF0; ++c) leads[c] = {3, 0x80, 0xBF, 0xC0, 0};
  for (std::size_t c = 0xF0; c < 0xF5; ++c) leads[c] = {4, 0x80, 0xBF, 0xC0, 0xC0};
  leads[0xE0].low = 0xA0;
  leads[0xED].high = 0x9F;
  leads[0xF0].low = 0x90;
  leads[0xF4].high = 0x8F;
  return leads;
}();

struct Decoded {
  CodePoint point;
  bool well_formed = false;
};

// Of ill-formed parts, and of the last three bytes of a text. `text[at]` is not ASCII.
Decoded decode_with_care(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  const Lead lead = kLeads[first];
  char32_t value = first & (0x7Fu >> lead.length);
  std::uint32_t read = 1;
  for (; read < lead.length && at + read < text.size(); ++read) {
    const auto next = static_cast<unsigned char>(text[at + read]);
    const bool fits = read == 1 ? next >= lead.low && next <= lead.high : is_continuation(next);
    if (!fits) break;
    value = value << 6 | (next & 0x3Fu);
  }
  if (lead.length == 1 || read < lead.length) return {{kReplacement, read}, false};
  return {{value, read}, true};
}

// Whatever its length, a well-formed character is read without a branch that depends on it.
Decoded decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  if (byte(0) < 0x80) return {{byte(0), 1}, true};
  if (text.size() - at < 4) return decode_with_care(text, at);
  const Lead lead = kLeads[byte(0)];
  const unsigned misfits = (((byte(2) & 0xC0u) ^ 0x80u) & lead.third) | (((byte(3) & 0xC0u) ^ 0x80u) & lead.fourth);
  const bool fits = misfits == 0 && byte(1) >= lead.low && byte(1) <= lead.high;
  if (!fits) return decode_with_care(text, at);
  const char32_t all =
      (byte(0) & (0x7Fu >> lead.length)) << 18 | (byte(1) & 0x3Fu) << 12 | (byte(2) & 0x3Fu) << 6 | (byte(3) & 0x3Fu);
  return {{all >> (6 * (4 - lead.length)), lead.length}, true};
}

// Where the character before text[at] begins; at > 0. A stray byte is a character of its own.
std::size_t step_back(std::string_view text, std::size_t at) {
  for (std::size_t back = 1; back <= 4 && back <= at; ++back) {
    if (is_continuation(static_cast<unsigned char>(text[at - back]))) continue;
    return decode(text, at - back).point.bytes == back ? at - back : at - 1;
  }
  return at - 1;
}

// The sigma at text[at] stands behind a cased character and before none, ignorable ones passed over.
bool is_final_sigma(std::string_view text, std::size_t at, std::size_t after) {
  unsigned before_bits = 0;
  while (at > 0) {
    at = step_back(text, at);
    before_bits = bits_of(decode(text, at).point.value);
    if (!(before_bits & kIgnorable)) break;
  }
  if (!(before_bits & kCased)) return false;
  while (after < text.size()) {
    const CodePoint point = decode(text, after).point;
    const unsigned bits = bits_of(point.value);
    if (!(bits & kIgnorable)) return !(bits & kCased);
    after += point.bytes;
  }
  return true;
}

void append_lower(std::string_view text, std::size_t at, CodePoint point, std::string& out) {
  if (point.value == kDottedCapitalI) {
    out += 'i';
    append_utf8(kCombiningDotAbove, out);
  } else if (point.value == kCapitalSigma) {
    append_utf8(is_final_sigma(text, at, at + point.bytes) ? kFinalSigma : kSigma, out);
  } else {
    append_utf8(static_cast<char32_t>(u_tolower(static_cast<UChar32>(point.value))), out);
  }
}

}  // namespace

CodePoint code_point_at(std::string_view text, std::size_t at) {
  return decode(text, at).point;
}

void append_utf8(char32_t c, std::string& out) {
  const auto tail = [c](unsigned shift) { return static_cast<char>(0x80 | (c >> shift & 0x3F)); };
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += {static_cast<char>(0xC0 | c >> 6), tail(0)};
  } else if (c < 0x10000) {
    out += {static_cast<char>(0xE0 | c >> 12), tail(6), tail(0)};
  } else {
    out += {static_cast<char>(0xF0 | c >> 18), tail(12), tail(6), tail(0)};
  }
}

std::size_t find_wide(std::string_view text, std::size_t at) {
  for (std::uint64_t word; at + 8 <= text.size(); at += 8) {
    std::memcpy(&word, text.data() + at, 8);
    if (word & 0x8080808080808080u) break;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

bool is_ascii(std::string_view text) {
  return find_wide(text, 0) == text.size();
}

bool is_valid_utf8(std::string_view text) {
  for (std::size_t at = find_wide(text, 0); at < text.size(); at = find_wide(text, at)) {
    const Decoded decoded = decode(text, at);
    if (!decoded.well_formed) return false;
    at += decoded.point.bytes;
  }
  return true;
}

std::string to_valid_utf8(std::string_view text) {
  if (is_valid_utf8(text)) return std::string(text);
  std::string out;
  out.reserve(text.size() + 8);
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at).point;
    append_utf8(point.value, out);
    at += point.bytes;
  }
  return out;
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = text.size();
  for (std::size_t at = find_wide(text, 0); at < text.size(); at = find_wide(text, at)) {
    const std::uint32_t bytes = decode(text, at).point.bytes;
    count -= bytes - 1;
    at += bytes;
  }
  return count;
}

bool is_python_space(char32_t c) {
  return c < 0x80 ? is_ascii_space(static_cast<unsigned char>(c)) : is_wide_space(c);
}

std::string python_lower(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      out += ascii_lower(text[at++]);
      continue;
    }
    const CodePoint point = decode(text, at).point;
    append_lower(text, at, point, out);
    at += point.bytes;
  }
  return out;
}

bool is_python_upper(std::string_view text) {
  bool upper = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto first = static_cast<unsigned char>(text[at]);
    if (is_ascii_lower(first)) return false;
    if (first < 0x80) {
      upper |= is_ascii_upper(first);
      ++at;
      continue;
    }
    const CodePoint point = decode(text, at).point;
    const unsigned bits = bits_of(point.value);
    if (bits & kLowerOrTitle) return false;
    upper |= (bits & kUpper) != 0;
    at += point.bytes;
  }
  return upper;
}

bool is_python_alpha(char32_t c) {
  if (c >= 0x80) return (bits_of(c) & kAlpha) != 0;
  const auto ascii = static_cast<unsigned char>(c);
  return is_ascii_lower(ascii) || is_ascii_upper(ascii);
}

bool is_python_alnum(char32_t c) {
  if (c >= 0x80) return (bits_of(c) & kAlnum) != 0;
  return is_python_alpha(c) || is_ascii_digit(static_cast<unsigned char>(c));
}

std::vector<std::string_view> python_split(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t start = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at).point;
    if (is_python_space(point.value)) {
      if (at > start) words.push_back(text.substr(start, at - start));
      start = at + point.bytes;
    }
    at += point.bytes;
  }
  if (start < text.size()) words.push_back(text.substr(start));
  return words;
}

std::string icu_version() {
  UVersionInfo version;
  u_getVersion(version);
  char text[U_MAX_VERSION_STRING_LENGTH];
  u_versionToString(version, text);
  return text;
}

}  // namespace openaffect
