#include "openaffect/agreement/soft_labels.h"

#include <cmath>
#include <limits>

#include "openaffect/core/error.h"

namespace openaffect {
namespace {

double surprise(double share) {
  return share > 0 ? -share * std::log2(share) : 0;
}

}  // namespace

double SoftLabels::entropy(std::size_t unit, MeasurementLevel level) const {
  if (n[unit] == 0) return std::numeric_limits<double>::quiet_NaN();
  if (categories == 0) return 0;
  double sum = 0;
  for (const double one : of(unit)) sum += surprise(one) + (level == MeasurementLevel::set ? surprise(1 - one) : 0);
  if (level == MeasurementLevel::set) return sum / static_cast<double>(categories);
  return categories == 1 ? 0 : sum / std::log2(static_cast<double>(categories));
}

SoftLabels soft_labels(const Ratings& ratings, MeasurementLevel level) {
  if (level == MeasurementLevel::interval || level == MeasurementLevel::ratio)
    throw ContractError("soft labels of numbers");
  SoftLabels soft;
  soft.categories = ratings.categories.size();
  soft.n.assign(ratings.units.size(), 0);
  soft.share.assign(ratings.units.size() * soft.categories, 0);
  for (const RatingEntry& entry : ratings.entries) {
    double* const shares = soft.share.data() + entry.unit * soft.categories;
    const auto value = static_cast<std::size_t>(entry.value);
    ++soft.n[entry.unit];
    if (level == MeasurementLevel::set)
      for (const std::uint16_t label : ratings.sets[value]) ++shares[label];
    else
      ++shares[value];
  }
  for (std::size_t unit = 0; unit < soft.units(); ++unit)
    for (std::size_t label = 0; label < soft.categories; ++label) {
      double& share = soft.share[unit * soft.categories + label];
      share = soft.n[unit] == 0 ? std::numeric_limits<double>::quiet_NaN() : share / soft.n[unit];
    }
  return soft;
}

}  // namespace openaffect
