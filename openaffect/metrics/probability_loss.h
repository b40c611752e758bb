// Proper scores of probabilities: log loss and Brier.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "openaffect/core/rating.h"

namespace openaffect {

// -ln of the gold label's probability, which is first put into [2^-52, 1 - 2^-52] as scikit-learn does.
double log_loss_of(double probability_of_gold);

// Brier (Monthly Weather Review 1950, eq. 2): sum over labels of (probability - 1 if gold, else probability)², in
// [0, 2]. Of two labels half of that, in [0, 1]: the squared distance of either probability, as scikit-learn has it.
// Throws ContractError when gold is no label.
double brier_of(std::span<const double> probabilities, LabelId gold);

// Means over items. Law: merging the meters of two stretches gives the meter of both, up to float rounding.
class ProbabilityLossMeter {
 public:
  void add(std::span<const double> probabilities, LabelId gold, std::uint64_t count = 1);
  void merge(const ProbabilityLossMeter& other);
  double log_loss() const;  // in [0, 36.05]; NaN without items
  double brier() const;     // NaN without items

 private:
  double items_ = 0, log_loss_ = 0, brier_ = 0;
};

}  // namespace openaffect
