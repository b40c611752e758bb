#include "openaffect/data/json_text.h"

#include <algorithm>
#include <charconv>

#include "openaffect/data/byte_scan.h"
#include "openaffect/text/unicode.h"

namespace openaffect {
namespace {

void append_escaped(char c, std::string& out) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      out += "\\u00";
      out += kDigits[static_cast<unsigned char>(c) >> 4];
      out += kDigits[static_cast<unsigned char>(c) & 15];
  }
}

char32_t hex4(std::string_view text, std::size_t at) {
  std::uint32_t value = 0;
  std::from_chars(text.data() + at, text.data() + at + 4, value, 16);
  return value;
}

char unescaped(char c) {
  switch (c) {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return c;
  }
}

bool is_high_surrogate(char32_t c) {
  return c >= 0xD800 && c < 0xDC00;
}
bool is_low_surrogate(char32_t c) {
  return c >= 0xDC00 && c < 0xE000;
}

// Appends what \uXXXX at inside[at] stands for, a second one included when both make a pair; returns where it ends.
std::size_t append_unicode_escape(std::string_view inside, std::size_t at, std::string& text) {
  constexpr std::size_t kLength = 6;
  constexpr char32_t kReplacement = 0xFFFD;
  const char32_t first = hex4(inside, at + 2);
  const std::size_t next = at + kLength;
  if (is_high_surrogate(first) && inside.substr(next).starts_with("\\u")) {
    const char32_t second = hex4(inside, next + 2);
    if (is_low_surrogate(second)) {
      append_utf8(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00), text);
      return next + kLength;
    }
  }
  append_utf8(is_high_surrogate(first) || is_low_surrogate(first) ? kReplacement : first, text);
  return next;
}

}  // namespace

void append_json_text(std::string_view text, std::string& out) {
  out += '"';
  for (std::size_t at = 0;;) {
    const std::size_t special = find_json_special(text, at);
    out.append(text, at, special - at);
    if (special == text.size()) break;
    append_escaped(text[special], out);
    at = special + 1;
  }
  out += '"';
}

std::string unescape_json(std::string_view inside) {
  std::string text;
  text.reserve(inside.size());
  for (std::size_t at = 0; at < inside.size();) {
    const std::size_t escape = std::min(inside.find('\\', at), inside.size());
    text.append(inside, at, escape - at);
    at = escape;
    if (at == inside.size()) break;
    if (inside[at + 1] == 'u') {
      at = append_unicode_escape(inside, at, text);
    } else {
      text += unescaped(inside[at + 1]);
      at += 2;
    }
  }
  return text;
}

}  // namespace openaffect
