// Each rater beside each other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "openaffect/agreement/agreement_value.h"
#include "openaffect/agreement/ratings.h"

namespace openaffect {

// Two raters over the units that both rated. Undefined values have a reason: too_few (fewer than two such units; for
// percent agreement none), constant, not_for_level.
struct RaterPair {
  std::uint32_t first = 0, second = 0;  // first < second
  std::size_t n_units = 0;
  ValueOrReason percent_agreement;
  ValueOrReason cohen_kappa;
  ValueOrReason cohen_kappa_quadratic;  // ordinal and up; categories are those that the two gave, weighed by position
  ValueOrReason spearman;               // ordinal and up
  ValueOrReason pearson;                // interval and ratio
  ValueOrReason ccc;                    // interval and ratio; Lin (Biometrics 1989), population moments
};

// All pairs of raters that share a unit, by first, then by second; none where ratings have no raters. Sets count as
// equal when they are the same set. O(raters * n + sum over pairs of their units * log).
// Throws ContractError for ratings that break their own rules.
std::vector<RaterPair> pairwise_agreement(const Ratings& ratings, MeasurementLevel level);

}  // namespace openaffect
