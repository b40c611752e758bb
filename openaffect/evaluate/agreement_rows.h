// Every coefficient that a level of measurement has, as result rows.
#pragma once

#include <vector>

#include "openaffect/agreement/krippendorff.h"
#include "openaffect/agreement/pairwise.h"
#include "openaffect/agreement/ratings.h"
#include "openaffect/core/error.h"
#include "openaffect/evaluate/scored_rows.h"

namespace openaffect {

// nominal   krippendorff_alpha (per label: one against the rest; per rater: without each), percent_agreement,
//           fleiss_kappa, gwet_ac1, conger_kappa; of two raters cohen_kappa and scott_pi
// ordinal   the same with alpha at its level, and gwet_ac2, cohen_kappa_linear, cohen_kappa_quadratic, kendall_w
// interval, ratio   krippendorff_alpha, the six ICC with intervals from F, kendall_w
// set       krippendorff_alpha with MASI and with Jaccard distance, per label
// Alpha, percent, Fleiss and AC1 have bootstrap intervals over units.
std::vector<ResultRow> agreement_rows(const Ratings& ratings, MeasurementLevel level, const IntervalOptions& intervals);

// One row for every pair of raters and every coefficient of the pair that the level has.
std::vector<ResultRow> pair_rows(const Ratings& ratings, std::span<const RaterPair> pairs);

std::string_view level_name(MeasurementLevel level);  // nominal, ordinal, interval, ratio, set
Result<MeasurementLevel> level_of_name(std::string_view name);

}  // namespace openaffect
