// The mean of several families that score the same metrics on items of their own: "Pearson, averaged over the four
// emotions".
#pragma once

#include <memory>
#include <vector>

#include "openaffect/metrics/counted_scores.h"

namespace openaffect {

// Rows and items are those of the first family, then of the second, and so on; a value is the mean over the families,
// undefined where one of them is. Throws ContractError when there is none, or when their names differ.
std::unique_ptr<CountedScores> mean_scores(std::vector<std::unique_ptr<CountedScores>> families);

}  // namespace openaffect
