// Finding the bytes that a format treats in a special way, eight at a time.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace openaffect {

// The first of `wanted` at or behind text[at], or text.size().
std::size_t find_any_byte(std::string_view text, std::size_t at, const std::array<char, 4>& wanted);

// The first quote, backslash or control character (below 0x20) at or behind text[at], or text.size().
std::size_t find_json_special(std::string_view text, std::size_t at);

}  // namespace openaffect
