// A text's identity among texts. For this module.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace openaffect {

// The first half of the SHA-256 of comparable_form (catalog/overlap.h): two different texts of a billion have one once
// in 10^20. All 0 when nothing is left of a text, which then is the same as no other.
struct TextKey {
  std::array<std::uint64_t, 2> bits{};

  auto operator<=>(const TextKey&) const = default;
  bool is_empty() const { return bits == std::array<std::uint64_t, 2>{}; }
};

TextKey text_key(std::string_view text);

struct TextKeyHash {
  std::size_t operator()(const TextKey& key) const { return key.bits[0]; }
};

}  // namespace openaffect
