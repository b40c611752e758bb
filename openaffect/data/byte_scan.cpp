#include "openaffect/data/byte_scan.h"

#include <bit>
#include <cstdint>
#include <cstring>

namespace openaffect {
namespace {

using Word = std::uint64_t;

constexpr Word kOnes = 0x0101010101010101;
constexpr Word kHighs = 0x8080808080808080;
constexpr unsigned char kFirstPrintable = 0x20;

// "Determine if a word has a zero byte" and "has a byte less than n" (S. E. Anderson, Bit Twiddling Hacks). The lowest
// byte that is flagged is always a true one; those above it may not be.
constexpr Word zero_bytes(Word word) {
  return (word - kOnes) & ~word & kHighs;
}
constexpr Word control_bytes(Word word) {
  return (word - kOnes * kFirstPrintable) & ~word & kHighs;
}
constexpr Word repeated(char byte) {
  return kOnes * static_cast<unsigned char>(byte);
}

// flags(word) marks the bytes that end the search, is_end(byte) says the same of one.
template <class Flags, class IsEnd>
std::size_t scan(std::string_view text, std::size_t at, const Flags& flags, const IsEnd& is_end) {
  if constexpr (std::endian::native == std::endian::little) {
    for (Word word = 0; at + sizeof word <= text.size(); at += sizeof word) {
      std::memcpy(&word, text.data() + at, sizeof word);
      if (const Word flagged = flags(word)) return at + static_cast<std::size_t>(std::countr_zero(flagged)) / 8;
    }
  }
  while (at < text.size() && !is_end(text[at])) ++at;
  return at;
}

}  // namespace

std::size_t find_any_byte(std::string_view text, std::size_t at, const std::array<char, 4>& wanted) {
  const auto flags = [a = repeated(wanted[0]), b = repeated(wanted[1]), c = repeated(wanted[2]),
                      d = repeated(wanted[3])](Word word) {
    return zero_bytes(word ^ a) | zero_bytes(word ^ b) | zero_bytes(word ^ c) | zero_bytes(word ^ d);
  };
  const auto is_end = [&](char c) { return c == wanted[0] || c == wanted[1] || c == wanted[2] || c == wanted[3]; };
  return scan(text, at, flags, is_end);
}

std::size_t find_json_special(std::string_view text, std::size_t at) {
  const auto flags = [](Word word) {
    return zero_bytes(word ^ repeated('"')) | zero_bytes(word ^ repeated('\\')) | control_bytes(word);
  };
  const auto is_end = [](char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < kFirstPrintable; };
  return scan(text, at, flags, is_end);
}

}  // namespace openaffect
