// Every coefficient that a level of measurement has, as result rows.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "openaffect/agreement/krippendorff.h"
#include "openaffect/agreement/pairwise.h"
#include "openaffect/agreement/rater_report.h"
#include "openaffect/agreement/ratings.h"
#include "openaffect/core/error.h"
#include "openaffect/evaluate/scored_rows.h"

namespace openaffect {

// nominal   krippendorff_alpha (per label: one against the rest; per rater: without each), percent_agreement,
//           fleiss_kappa, gwet_ac1, conger_kappa; of two raters cohen_kappa and scott_pi
// ordinal   the same with alpha at its level, and gwet_ac2, cohen_kappa_linear, cohen_kappa_quadratic, kendall_w
// interval, ratio   krippendorff_alpha, the six ICC with intervals from F, kendall_w
// set       krippendorff_alpha with MASI and with Jaccard distance, per label
// Alpha, percent, Fleiss and AC1 have bootstrap intervals over units. Of more than 1,000 categories there is no figure
// per label, of more than 2,000 raters none without each: the note says so. A note also says where a coefficient leaves
// out units that not every rater rated.
std::vector<ResultRow> agreement_rows(const Ratings& ratings, MeasurementLevel level, const IntervalOptions& intervals);

// Each rater against all others, from rater_report(): nominal, ordinal percent_agreement; set jaccard; interval, ratio
// pearson and ccc with the mean of the others. The value is the mean over raters, the parts are theirs. None of one
// rater.
std::vector<ResultRow> rater_rows(const Ratings& ratings, MeasurementLevel level, std::span<const RaterSummary> raters);

// One row for every pair of raters and every coefficient of the pair that the level has; of numbers none that asks
// whether two are equal.
std::vector<ResultRow> pair_rows(const Ratings& ratings, std::span<const RaterPair> pairs);

std::string_view level_name(MeasurementLevel level);  // nominal, ordinal, interval, ratio, set
Result<MeasurementLevel> level_of_name(std::string_view name);

}  // namespace openaffect
