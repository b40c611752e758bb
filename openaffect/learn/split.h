// Which rows train, which choose, which judge. For this module.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openaffect {

enum class Part : std::uint8_t { train, development, test, none };
inline constexpr std::array<std::string_view, 4> kPartNames = {"train", "development", "test", "none"};
constexpr std::string_view part_name(Part part) {
  return kPartNames[static_cast<std::size_t>(part)];
}

// train, training; development, dev, validation, valid, val; test, testing, eval, evaluation. Without case.
std::optional<Part> part_of_cell(std::string_view cell);

// Columns that keep rows together when nobody says which: the first of them that there is.
inline constexpr std::array<std::string_view, 7> kGroupColumns = {"person",       "speaker", "participant", "dialogue",
                                                                  "conversation", "video",   "author"};

struct DrawnSplit {
  std::vector<Part> parts;  // [rows]
  std::uint64_t units = 0;  // that were drawn: groups, or texts
  bool by_rank = false;     // see draw_split
};

// Draws parts for units: rows joined by equal cells of a column of `groups` ([columns][rows]; an empty cell joins
// nothing), else by equal `texts` ([rows]). A unit's part is decided by the SHA-256 of its smallest cell (else its
// text), taken as a number, modulo 10: 0 test, 1 development, the rest train, so that rows which come later move
// nothing. When a part stays empty that way, the units are put in the order of their hashes instead, and the first
// tenth (at least one) is test, the next development. law: rows of one unit are in one part; the order of rows does not
// matter.
DrawnSplit draw_split(std::span<const std::string> texts, std::span<const std::vector<std::string>> groups);

}  // namespace openaffect
