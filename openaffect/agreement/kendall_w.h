// Kendall's coefficient of concordance.
#pragma once

#include "openaffect/agreement/agreement_value.h"
#include "openaffect/agreement/ratings.h"

namespace openaffect {

// W of m raters who rank the same n units, in [0, 1], with the correction for ties (Kendall & Gibbons, Rank Correlation
// Methods, 5th ed. 1990, eq. 6.9):
//   W = 12 sum_i (R_i - m (n + 1) / 2)^2 / (m^2 (n^3 - n) - m sum_raters sum_ties (t^3 - t))
// R_i is the sum of unit i's mid-ranks. Complete units only: those that every rater with a rating rated. Undefined:
// no_ratings, no_raters, one_rater, too_few, constant (every rater ranks all units alike). O(n log n).
AgreementValue kendall_w(const Ratings& ratings);

}  // namespace openaffect
