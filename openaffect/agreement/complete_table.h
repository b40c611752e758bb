// The units that all raters rated, as a table: what ICC and Kendall's W are defined on.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "openaffect/agreement/ratings.h"

namespace openaffect {

// [units, raters] row-major. Raters are those who rated anything; without rater names a unit is complete when no other
// has more ratings, and columns mean nothing.
struct CompleteTable {
  std::size_t units = 0;
  std::size_t raters = 0;
  std::vector<double> values;
  std::string_view reason = "";  // no_ratings, one_rater, too_few (units), constant (all values); else ""

  std::span<const double> unit(std::size_t u) const { return std::span(values).subspan(u * raters, raters); }
};

// Throws ContractError for a value that is not finite.
CompleteTable complete_table(const Ratings& ratings);

}  // namespace openaffect
