#include "openaffect/agreement/ratings.h"

namespace openaffect {

std::vector<std::size_t> Ratings::unit_starts() const {
  std::vector<std::size_t> starts(units.size() + 1, 0);
  for (const RatingEntry& entry : entries) ++starts[entry.unit + 1];
  for (std::size_t unit = 0; unit < units.size(); ++unit) starts[unit + 1] += starts[unit];
  return starts;
}

}  // namespace openaffect
