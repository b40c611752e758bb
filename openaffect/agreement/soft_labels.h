// What the raters said of each unit as a distribution: the disagreement that a hard label forgets.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "openaffect/agreement/ratings.h"

namespace openaffect {

struct SoftLabels {
  std::size_t categories = 0;
  std::vector<std::uint32_t> n;  // [units] ratings
  std::vector<double> share;     // [units × categories], NaN where n is 0

  std::size_t units() const { return n.size(); }
  std::span<const double> of(std::size_t unit) const { return std::span(share).subspan(unit * categories, categories); }

  // Shannon's entropy of a unit's shares over that of the uniform distribution: 0 when all agree, 1 when all categories
  // have the same share; NaN without ratings, 0 with one category. Of sets, whose shares do not sum to one, it is the
  // mean over the labels of the entropy of "chosen or not", in bits.
  double entropy(std::size_t unit, MeasurementLevel level) const;
};

// nominal, ordinal: the share of the unit's ratings that each category has; rows sum to 1. set: the share of the unit's
// ratings whose set holds the label; rows need not sum to 1. Throws ContractError for interval and ratio.
SoftLabels soft_labels(const Ratings& ratings, MeasurementLevel level);

}  // namespace openaffect
