// Some of a family's values: for families that have no choice of their own.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "openaffect/metrics/counted_scores.h"

namespace openaffect {

// The values whose metric is one of `metrics`, in the family's order; rows and items as they are. Law: a value, and its
// reason, is that of `family`. Throws ContractError when the family has none of them.
std::unique_ptr<CountedScores> chosen_scores(std::unique_ptr<CountedScores> family,
                                             std::span<const std::string> metrics);

}  // namespace openaffect
