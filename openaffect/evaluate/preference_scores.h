// Preference bias over resamples.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "openaffect/core/rating.h"
#include "openaffect/metrics/counted_scores.h"

namespace openaffect {

// preference_bias, and preference of each label (metrics/preference.h). A prediction of kNoLabel plays no part. Rows
// are the pairs of gold and predicted label. Throws ContractError when columns differ in length or a label is out of
// range.
std::unique_ptr<CountedScores> preference_scores(std::span<const LabelId> gold, std::span<const LabelId> predicted,
                                                 const std::vector<std::string>& labels);

}  // namespace openaffect
