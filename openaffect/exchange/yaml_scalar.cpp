#include "openaffect/exchange/yaml_scalar.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "openaffect/text/unicode.h"

namespace openaffect {
namespace {

constexpr std::string_view kNulls[] = {"", "~", "null", "Null", "NULL"};
constexpr std::string_view kTrue[] = {"yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"};
constexpr std::string_view kFalse[] = {"no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"};

template <std::size_t n>
bool is_one_of(const std::string_view (&words)[n], std::string_view text) {
  return std::find(std::begin(words), std::end(words), text) != std::end(words);
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_sign(char c) {
  return c == '+' || c == '-';
}

std::string without_grouping(std::string_view text) {
  std::string digits(text);
  std::erase(digits, '_');
  return digits;
}

// [-+]? and 0b…, 0…, 0x… or decimal digits; sexagesimal numbers (1:30) are left as text, as YAML 1.2 has it.
std::optional<Fields> as_integer(std::string_view text) {
  const bool minus = text[0] == '-';
  std::string digits = without_grouping(is_sign(text[0]) ? text.substr(1) : text);
  if (digits.empty() || !is_digit(digits[0])) return std::nullopt;
  int base = 10;
  if (digits.starts_with("0x"))
    base = 16, digits.erase(0, 2);
  else if (digits.starts_with("0b"))
    base = 2, digits.erase(0, 2);
  else if (digits.size() > 1 && digits[0] == '0')
    base = 8, digits.erase(0, 1);
  if (minus) digits.insert(digits.begin(), '-');
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (end != digits.data() + digits.size()) return std::nullopt;
  if (error == std::errc::result_out_of_range) return Fields(std::string(text));  // no integer of ours
  return error == std::errc() ? std::optional(Fields(value)) : std::nullopt;
}

// [-+]?digits.digits with an exponent that has a sign, .5, .inf, .nan
std::optional<double> as_number(std::string_view text) {
  std::string_view rest = is_sign(text[0]) ? text.substr(1) : text;
  const bool minus = text[0] == '-';
  constexpr std::string_view kInf[] = {".inf", ".Inf", ".INF"}, kNan[] = {".nan", ".NaN", ".NAN"};
  if (is_one_of(kInf, rest)) return (minus ? -1 : 1) * std::numeric_limits<double>::infinity();
  if (is_one_of(kNan, text)) return std::numeric_limits<double>::quiet_NaN();
  const std::size_t point = rest.find('.');
  if (point == std::string_view::npos ||
      (point == 0 && (rest.size() != text.size() || rest.size() < 2 || !is_digit(rest[1]))))
    return std::nullopt;
  const std::size_t exponent = rest.find_first_of("eE");
  if (exponent != std::string_view::npos && (exponent + 1 >= rest.size() || !is_sign(rest[exponent + 1])))
    return std::nullopt;
  std::string digits = without_grouping(rest);
  const bool known = std::all_of(digits.begin(), digits.end(),
                                 [](char c) { return is_digit(c) || c == '.' || c == 'e' || c == 'E' || is_sign(c); });
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (!known || error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return minus ? -value : value;
}

// What PyYAML would take for something else than text although yaml_scalar() does not: dates and sexagesimal numbers
// begin with a digit, "=" and "<<" are words of their own.
bool looks_otherwise(std::string_view text) {
  if (text == "=" || text == "<<") return true;
  const char first = is_sign(text[0]) && text.size() > 1 ? text[1] : text[0];
  return is_digit(first) && text.find_first_of(":-_") != std::string_view::npos;
}

bool is_plain(std::string_view text) {
  constexpr std::string_view kIndicators = "-?:,[]{}#&*!|>'\"%@`";
  if (text.empty() || kIndicators.find(text.front()) != std::string_view::npos || text.front() == ' ' ||
      text.back() == ' ' || text.back() == ':')
    return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x20 || c >= 0x7F) return false;
    if ((c == '#' && text[i - 1] == ' ') || (c == ':' && text[i + 1] == ' ')) return false;
    if (std::string_view(",[]{}").find(text[i]) != std::string_view::npos) return false;
  }
  return yaml_scalar(text).is_string() && !looks_otherwise(text);
}

// In double quotes; what YAML does not print stands as an escape.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = code_point_at(text, at);
    const char32_t c = point.value;
    if (c == '"' || c == '\\')
      out += fmt::format("\\{}", static_cast<char>(c));
    else if (c == '\n')
      out += "\\n";
    else if (c == '\t')
      out += "\\t";
    else if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFEFF || c == 0xFFFE ||
             c == 0xFFFF)
      out += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(c));
    else
      append_utf8(c, out);
    at += point.bytes;
  }
  return out + '"';
}

}  // namespace

Fields yaml_scalar(std::string_view text) {
  if (is_one_of(kNulls, text)) return nullptr;
  if (is_one_of(kTrue, text)) return true;
  if (is_one_of(kFalse, text)) return false;
  if (const auto integer = as_integer(text)) return *integer;
  if (const auto number = as_number(text)) return *number;
  return std::string(text);
}

std::string yaml_text_scalar(std::string_view text) {
  return is_plain(text) ? std::string(text) : quoted(text);
}

std::string yaml_number(double value) {
  if (std::isnan(value)) return ".nan";
  if (std::isinf(value)) return value < 0 ? "-.inf" : ".inf";
  std::string text = fmt::format("{}", value);
  if (text.find('.') != std::string::npos) return text;
  const std::size_t exponent = text.find('e');
  return exponent == std::string::npos ? text + ".0" : text.insert(exponent, ".0");
}

}  // namespace openaffect
