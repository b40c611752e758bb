// Who said what about which unit: the input of every measure of agreement. Several raters, any of whom may be missing.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace openaffect {

// One rating. `value` is a number (interval, ratio), the position of a category or grade in Ratings::categories
// (nominal, ordinal), or the position of a set in Ratings::sets.
struct RatingEntry {
  std::uint32_t unit = 0;
  std::uint32_t rater = 0;  // 0 for all where raters have no names
  double value = 0;         // finite; a missing rating has no entry
};

// Entries stand sorted by unit, then by rater, then in the order of the input. A rater rates a unit once, unless raters
// have no names.
struct Ratings {
  std::vector<std::string> units;
  std::vector<std::string> raters;                    // empty: ratings without names (counts, lists)
  std::vector<std::string> categories = {};           // of nominal and ordinal values; in order for ordinal ones
  std::vector<std::vector<std::uint16_t>> sets = {};  // of set values: sorted positions in `categories`
  std::vector<RatingEntry> entries;

  bool has_raters() const { return !raters.empty(); }

  // The entries of each unit: unit u has [starts[u], starts[u + 1]).
  std::vector<std::size_t> unit_starts() const;
};

enum class MeasurementLevel { nominal, ordinal, interval, ratio, set };

}  // namespace openaffect
