// Agreement corrected for chance, on categories: 1 - D_o / D_e, where D is the mean disagreement 1 - w_kl observed and
// by chance. At most 1, 0 at chance. Each takes O(n log n) time and O(n) memory in n ratings and categories.
//
//   cohen_kappa        two raters: chance is each rater's own distribution (Cohen 1960; weighted: Cohen 1968)
//   scott_pi           two raters: chance is the distribution of both together (Scott 1955)
//   percent_agreement  the mean over units with m_u >= 2 ratings of sum_k r_uk (r*_uk - 1) / (m_u (m_u - 1)),
//                      r*_uk = sum_l w_kl r_ul (Gwet, Handbook of Inter-Rater Reliability, 4th ed. 2014, ch. 5)
//   fleiss_kappa       that p_a against p_e = sum_kl w_kl pi_k pi_l, pi_k the mean of r_uk / m_u over all rated units;
//                      Fleiss 1971 where all units have as many ratings
//   conger_kappa       against p_e = sum_kl w_kl (p_k p_l - s_kl / r), p the mean of the r raters' distributions and s
//                      their covariance (Conger 1980); Cohen's for two raters who rated all
//   gwet_ac1, gwet_ac2 against p_e = T_w / (q (q - 1)) sum_k pi_k (1 - pi_k), T_w = sum_kl w_kl (Gwet 2008)
//
// The last four take any number of raters and missing ratings as Gwet (2014) treats them: p_a from units with two
// ratings, pi from all that have one. Cohen and Scott use the units that both raters rated. Fleiss, AC and percent need
// no rater names.
//
// Weights w_kl, of categories x_1 < ... < x_q (their values; for Cohen and Scott their positions):
//   identity 1 where equal · linear 1 - |x_k - x_l| / (x_q - x_1) · quadratic 1 - ((x_k - x_l) / (x_q - x_1))^2
//   ordinal 1 - d (d + 1) / (q (q - 1)), d = |k - l|
//
// Undefined (AgreementValue): no_ratings, no_raters, one_rater, not_two_raters, too_few, constant. Pure. Throw
// ContractError for ratings that break their own rules, and for CategoryUse::all without categories.
#pragma once

#include <cstdint>

#include "openaffect/agreement/agreement_value.h"
#include "openaffect/agreement/ratings.h"

namespace openaffect {

enum class KappaWeights { identity, linear, quadratic, ordinal };

// Which categories are the scale: those that somebody gave (as scikit-learn and irrCAC do), or all of
// Ratings::categories. It matters to weights, and to AC1 and AC2 by q.
enum class CategoryUse { observed, all };

struct KappaOptions {
  KappaWeights weights = KappaWeights::identity;
  CategoryUse categories = CategoryUse::observed;
};

AgreementValue cohen_kappa(const Ratings& ratings, const KappaOptions& options = {});
AgreementValue scott_pi(const Ratings& ratings, const KappaOptions& options = {});
AgreementValue percent_agreement(const Ratings& ratings, const KappaOptions& options = {});
AgreementValue fleiss_kappa(const Ratings& ratings, const KappaOptions& options = {});
AgreementValue conger_kappa(const Ratings& ratings, const KappaOptions& options = {});
AgreementValue gwet_ac1(const Ratings& ratings, CategoryUse categories = CategoryUse::observed);
AgreementValue gwet_ac2(const Ratings& ratings, const KappaOptions& options = {.weights = KappaWeights::linear});

}  // namespace openaffect
