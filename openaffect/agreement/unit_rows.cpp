#include "openaffect/agreement/unit_rows.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "openaffect/core/error.h"

namespace openaffect {

namespace {

void check_value(const Ratings& ratings, double value) {
  if (!std::isfinite(value)) throw ContractError(fmt::format("ratings: the value {} is not finite", value));
  const std::size_t places = ratings.sets.empty() ? ratings.categories.size() : ratings.sets.size();
  if (places == 0) return;
  if (value < 0 || value != std::floor(value) || value >= static_cast<double>(places))
    throw ContractError(fmt::format("ratings: {} is not a position among {} categories or sets", value, places));
}

// Appends one unit's row: its positions, sorted, equal ones counted.
void append_row(std::span<std::uint32_t> positions, UnitRows& rows) {
  std::sort(positions.begin(), positions.end());
  for (const std::uint32_t position : positions) {
    if (rows.cells.size() == rows.starts.back() || rows.cells.back().position != position)
      rows.cells.push_back({position, 0});
    ++rows.cells.back().count;
  }
  rows.starts.push_back(rows.cells.size());
}

// -1, 0, 1: an order of rows, by whatever tells them apart.
int compare_rows(std::span<const ValueCount> a, std::span<const ValueCount> b) {
  for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
    if (a[i].position != b[i].position) return a[i].position < b[i].position ? -1 : 1;
    if (a[i].count != b[i].count) return a[i].count < b[i].count ? -1 : 1;
  }
  return a.size() == b.size() ? 0 : (a.size() < b.size() ? -1 : 1);
}

UnitRows merged(const UnitRows& rows) {
  std::vector<std::uint32_t> order(rows.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const int compared = compare_rows(rows.row(a), rows.row(b));
    return compared != 0 ? compared < 0 : a < b;
  });
  UnitRows out;
  out.starts = {0};
  out.row_of_unit.resize(rows.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::span<const ValueCount> row = rows.row(order[i]);
    if (i == 0 || compare_rows(rows.row(order[i - 1]), row) != 0) {
      out.cells.insert(out.cells.end(), row.begin(), row.end());
      out.starts.push_back(out.cells.size());
    }
    out.row_of_unit[order[i]] = static_cast<std::uint32_t>(out.size() - 1);
  }
  return out;
}

}  // namespace

ValuePositions value_positions(const Ratings& ratings) {
  ValuePositions positions;
  positions.distinct.reserve(ratings.entries.size());
  for (const RatingEntry& entry : ratings.entries) {
    check_value(ratings, entry.value);
    positions.distinct.push_back(entry.value == 0 ? 0.0 : entry.value);  // -0 is 0
  }
  std::sort(positions.distinct.begin(), positions.distinct.end());
  positions.distinct.erase(std::unique(positions.distinct.begin(), positions.distinct.end()), positions.distinct.end());
  positions.of_entry.reserve(ratings.entries.size());
  for (const RatingEntry& entry : ratings.entries) {
    const auto found = std::lower_bound(positions.distinct.begin(), positions.distinct.end(), entry.value);
    positions.of_entry.push_back(static_cast<std::uint32_t>(found - positions.distinct.begin()));
  }
  return positions;
}

UnitRows unit_rows(const Ratings& ratings, const ValuePositions& positions, const UnitRowOptions& options) {
  const std::vector<std::size_t> starts = ratings.unit_starts();
  UnitRows rows;
  rows.starts = {0};
  rows.starts.reserve(ratings.units.size() + 1);
  rows.cells.reserve(ratings.entries.size());
  std::vector<std::uint32_t> of_unit;
  for (std::size_t unit = 0; unit + 1 < starts.size(); ++unit) {
    of_unit.clear();
    for (std::size_t i = starts[unit]; i < starts[unit + 1]; ++i)
      if (ratings.entries[i].rater != options.without_rater) of_unit.push_back(positions.of_entry[i]);
    if (of_unit.size() < options.least) of_unit.clear();
    append_row(of_unit, rows);
  }
  if (options.equal_units == EqualUnits::merge) return merged(rows);
  rows.row_of_unit.resize(rows.size());
  std::iota(rows.row_of_unit.begin(), rows.row_of_unit.end(), 0U);
  return rows;
}

std::uint32_t ratings_in(std::span<const ValueCount> row) {
  std::uint32_t ratings = 0;
  for (const ValueCount& cell : row) ratings += cell.count;
  return ratings;
}

}  // namespace openaffect
