// Ratings without their raters: for each unit the values that it got, as positions in a list of distinct values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "openaffect/agreement/ratings.h"

namespace openaffect {

// The distinct values of `ratings`, ascending, and for each entry its position among them. O(n log n).
// Throws ContractError for a value that is not finite, or no position where `ratings` has categories or sets.
struct ValuePositions {
  std::vector<double> distinct;
  std::vector<std::uint32_t> of_entry;  // [entries]
};
ValuePositions value_positions(const Ratings& ratings);

// One value of a unit and how often it got it.
struct ValueCount {
  std::uint32_t position = 0;
  std::uint32_t count = 0;
};

// Row r holds cells [starts[r], starts[r + 1]), by ascending position.
struct UnitRows {
  std::vector<std::size_t> starts;
  std::vector<ValueCount> cells;
  std::vector<std::uint32_t> row_of_unit;  // [units]

  std::size_t size() const { return starts.size() - 1; }
  std::span<const ValueCount> row(std::size_t r) const {
    return std::span(cells).subspan(starts[r], starts[r + 1] - starts[r]);
  }
};

enum class EqualUnits { keep, merge };

struct UnitRowOptions {
  EqualUnits equal_units = EqualUnits::keep;     // merge: units that got the same values share a row
  std::uint32_t least = 2;                       // a unit with fewer ratings gets an empty row
  std::optional<std::uint32_t> without_rater{};  // leaves out the entries of one rater
};

// O(n) where equal units are kept, O(n log n) where they are merged.
UnitRows unit_rows(const Ratings& ratings, const ValuePositions& positions, const UnitRowOptions& options);

// The number of ratings in a row.
std::uint32_t ratings_in(std::span<const ValueCount> row);

}  // namespace openaffect
