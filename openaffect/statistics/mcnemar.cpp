#include "openaffect/statistics/mcnemar.h"

#include <algorithm>

#include <boost/math/distributions/binomial.hpp>

namespace openaffect {

double mcnemar_exact(std::uint64_t only_a, std::uint64_t only_b) {
  if (only_a == only_b) return 1;
  const boost::math::binomial_distribution<> discordant(static_cast<double>(only_a + only_b), .5);
  return std::min(1.0, 2 * boost::math::cdf(discordant, static_cast<double>(std::min(only_a, only_b))));
}

}  // namespace openaffect
