// Blocks of the results' page about probabilities; null where a task has none.
#pragma once

#include "openaffect/evaluate/page_data.h"

namespace openaffect {

PageJson page_calibration(const ScoringTask& task);    // 15 bins of equal width: top label, or pooled over labels
PageJson page_risk_coverage(const ScoringTask& task);  // of classes
}  // namespace openaffect
