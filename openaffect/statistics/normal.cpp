#include "openaffect/statistics/normal.h"

#include <limits>
#include <string>

#include <boost/math/distributions/normal.hpp>

#include "openaffect/core/error.h"

namespace openaffect {

double normal_probability(double z) {
  return boost::math::cdf(boost::math::normal_distribution<>(), z);
}

double normal_quantile(double probability) {
  if (!(probability >= 0 && probability <= 1)) throw ContractError("normal_quantile of " + std::to_string(probability));
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (probability == 0) return -kInfinity;
  if (probability == 1) return kInfinity;
  return boost::math::quantile(boost::math::normal_distribution<>(), probability);
}

}  // namespace openaffect
