#include "openaffect/data/number_text.h"

#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

namespace openaffect {
namespace {

using Buffer = std::array<char, 40>;  // the longest: -2.2250738585072014e-308

template <class Number, class... Format>
std::string_view to_text(Number value, Buffer& buffer, Format... format) {
  const auto [end, failed] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format...);
  return {buffer.data(), static_cast<std::size_t>(end - buffer.data())};
}

// repr() writes an exponent below 1e-4 and from 1e16 on.
constexpr int kLeastFixed = -4;
constexpr int kMostFixed = 15;

void append_fixed(std::string_view digits, int exponent, std::string& out) {
  const auto count = static_cast<int>(digits.size());
  if (exponent < 0) {
    out += "0.";
    out.append(static_cast<std::size_t>(-exponent - 1), '0');
    out += digits;
  } else if (count <= exponent + 1) {
    out += digits;
    out.append(static_cast<std::size_t>(exponent + 1 - count), '0');
    out += ".0";
  } else {
    out += digits.substr(0, static_cast<std::size_t>(exponent) + 1);
    out += '.';
    out += digits.substr(static_cast<std::size_t>(exponent) + 1);
  }
}

template <class Float>
void append_float(Float value, std::string& out) {
  if (std::isnan(value)) {
    out += "nan";
    return;
  }
  if (std::signbit(value)) out += '-';
  if (std::isinf(value)) {
    out += "inf";
    return;
  }
  Buffer buffer;
  const std::string_view text = to_text(std::fabs(value), buffer, std::chars_format::scientific);  // d.ddde+xx
  const std::size_t e = text.find('e');
  int exponent = 0;
  const bool negative = text[e + 1] == '-';
  std::from_chars(text.data() + e + 2, text.data() + text.size(), exponent);
  if (negative) exponent = -exponent;
  if (exponent < kLeastFixed || exponent > kMostFixed) {
    out += text;
    return;
  }
  buffer[1] = buffer[0];  // the digits without the point
  const bool one_digit = e == 1;
  append_fixed(one_digit ? std::string_view(buffer.data(), 1) : text.substr(1, e - 1), exponent, out);
}

}  // namespace

void append_number(double value, std::string& out) {
  append_float(value, out);
}
void append_number(float value, std::string& out) {
  append_float(value, out);
}

void append_number(std::int64_t value, std::string& out) {
  Buffer buffer;
  out += to_text(value, buffer);
}

void append_number(std::uint64_t value, std::string& out) {
  Buffer buffer;
  out += to_text(value, buffer);
}

}  // namespace openaffect
