#include "openaffect/agreement/complete_table.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "openaffect/agreement/rated_by.h"
#include "openaffect/core/error.h"

namespace openaffect {

namespace {

std::size_t raters_of(const Ratings& ratings, const std::vector<std::size_t>& starts) {
  if (ratings.has_raters()) return RatedBy(ratings).active().size();
  std::size_t most = 0;
  for (std::size_t unit = 0; unit + 1 < starts.size(); ++unit) most = std::max(most, starts[unit + 1] - starts[unit]);
  return most;
}

std::string_view reason_of(const CompleteTable& table, const Ratings& ratings) {
  if (ratings.entries.empty()) return "no_ratings";
  if (table.raters < 2) return "one_rater";
  if (table.units < 2) return "too_few";
  const bool constant = std::all_of(table.values.begin(), table.values.end(),
                                    [&](double value) { return value == table.values.front(); });
  return constant ? "constant" : "";
}

}  // namespace

CompleteTable complete_table(const Ratings& ratings) {
  const std::vector<std::size_t> starts = ratings.unit_starts();
  CompleteTable table;
  table.raters = raters_of(ratings, starts);
  for (std::size_t unit = 0; unit + 1 < starts.size(); ++unit) {
    if (starts[unit + 1] - starts[unit] != table.raters || table.raters == 0) continue;
    ++table.units;
    for (std::size_t i = starts[unit]; i < starts[unit + 1]; ++i) {
      const double value = ratings.entries[i].value;
      if (!std::isfinite(value)) throw ContractError(fmt::format("ratings: the value {} is not finite", value));
      table.values.push_back(value);
    }
  }
  table.reason = reason_of(table, ratings);
  return table;
}

}  // namespace openaffect
