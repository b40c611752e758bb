#include "openaffect/agreement/ratings.h"

#include <fmt/format.h>

#include "openaffect/core/error.h"

namespace openaffect {

std::vector<std::size_t> Ratings::unit_starts() const {
  std::vector<std::size_t> starts;
  starts.reserve(units.size() + 1);
  std::uint32_t last = 0;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::uint32_t unit = entries[i].unit;
    if (unit >= units.size())
      throw ContractError(
          fmt::format("ratings: entry {} is of unit {}, and there are {} units", i, unit, units.size()));
    if (unit < last)
      throw ContractError(fmt::format("ratings: entry {} is of unit {}, after one of unit {}", i, unit, last));
    last = unit;
    while (starts.size() <= unit) starts.push_back(i);
  }
  while (starts.size() <= units.size()) starts.push_back(entries.size());
  return starts;
}

}  // namespace openaffect
