// Ratings for tests: from a table with a row a unit and a column a rater, from lists, from counts.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "openaffect/agreement/ratings.h"

namespace openaffect {

inline constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

inline std::vector<std::string> numbered(const std::string& word, std::size_t n) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < n; ++i) names.push_back(word + std::to_string(i));
  return names;
}

inline Ratings from_table(const std::vector<std::vector<double>>& table, std::size_t categories = 0) {
  Ratings ratings;
  ratings.units = numbered("unit", table.size());
  ratings.raters = numbered("rater", table.empty() ? 0 : table.front().size());
  ratings.categories = numbered("label", categories);
  for (std::uint32_t unit = 0; unit < table.size(); ++unit)
    for (std::uint32_t rater = 0; rater < table[unit].size(); ++rater)
      if (!std::isnan(table[unit][rater])) ratings.entries.push_back({unit, rater, table[unit][rater]});
  return ratings;
}

inline Ratings from_lists(const std::vector<std::vector<double>>& lists) {
  Ratings ratings;
  ratings.units = numbered("unit", lists.size());
  for (std::uint32_t unit = 0; unit < lists.size(); ++unit)
    for (const double value : lists[unit]) ratings.entries.push_back({unit, 0, value});
  return ratings;
}

// counts[unit][category]
inline Ratings from_counts(const std::vector<std::vector<int>>& counts) {
  Ratings ratings;
  ratings.units = numbered("unit", counts.size());
  ratings.categories = numbered("label", counts.front().size());
  for (std::uint32_t unit = 0; unit < counts.size(); ++unit)
    for (std::size_t category = 0; category < counts[unit].size(); ++category)
      for (int i = 0; i < counts[unit][category]; ++i)
        ratings.entries.push_back({unit, 0, static_cast<double>(category)});
  return ratings;
}

// The units of `ratings` repeated, unit u counts[u] times: what a resample means.
inline Ratings repeated(const Ratings& ratings, const std::vector<std::uint32_t>& counts) {
  const std::vector<std::size_t> starts = ratings.unit_starts();
  Ratings out = ratings;
  out.units.clear();
  out.entries.clear();
  for (std::size_t unit = 0; unit < counts.size(); ++unit)
    for (std::uint32_t i = 0; i < counts[unit]; ++i) {
      for (std::size_t entry = starts[unit]; entry < starts[unit + 1]; ++entry) {
        out.entries.push_back(ratings.entries[entry]);
        out.entries.back().unit = static_cast<std::uint32_t>(out.units.size());
      }
      out.units.push_back(ratings.units[unit]);
    }
  return out;
}

// Krippendorff's textbook matrix: 4 raters, 12 units.
inline std::vector<std::vector<double>> textbook() {
  constexpr double x = kMissing;
  const std::vector<std::vector<double>> by_rater = {{1, 2, 3, 3, 2, 1, 4, 1, 2, x, x, x},
                                                     {1, 2, 3, 3, 2, 2, 4, 1, 2, 5, x, 3},
                                                     {x, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, x},
                                                     {1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, x}};
  std::vector<std::vector<double>> table(12);
  for (std::size_t unit = 0; unit < 12; ++unit)
    for (const std::vector<double>& rater : by_rater) table[unit].push_back(rater[unit]);
  return table;
}

}  // namespace openaffect
