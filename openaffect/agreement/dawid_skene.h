// The labels behind the ratings when raters err in ways of their own: Dawid and Skene, "Maximum Likelihood Estimation
// of Observer Error-Rates Using the EM Algorithm", Applied Statistics 28 (1979).
//
// Model: unit u has a true class j with the prior p_j; given it, rater k says label l with probability c_k(j, l),
// whatever the others say. Likelihood (eq. 2.7): the product over units of sum_j p_j prod_{ratings (k, l) of u} c_k(j,
// l).
//   E  t_u(j) = p_j prod c_k(j, l) / sum over j of the same                       (eq. 2.5)
//   M  p_j = mean over rated units of t_u(j)                                      (eq. 2.4)
//      c_k(j, l) = sum over k's units called l of t_u(j) / sum over k's units of t_u(j)   (eq. 2.3)
// The prior and the confusions that are returned are those of a last M step. It begins with t_u(j) = the share of u's
// ratings that say j (eq. 3.1), and is deterministic. No smoothing: these are the maximum likelihood estimates, which
// may be 0 or 1, and the log-likelihood never falls.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "openaffect/agreement/ratings.h"
#include "openaffect/core/error.h"

namespace openaffect {

struct DawidSkeneOptions {
  int iterations = 500;     // at most
  double tolerance = 1e-9;  // stops when an iteration raises the log-likelihood by less, relative to its size
};

struct DawidSkene {
  std::size_t categories = 0;
  std::vector<double> posterior;       // [units × categories]: t_u(j); NaN where nobody rated the unit
  std::vector<double> prior;           // [categories]: p_j
  std::vector<double> confusion;       // [raters × categories × categories]: c_k(true j, said l), rows sum to 1
  std::vector<double> expected_units;  // [raters × categories]: how many units of class j rater k is thought to have
                                       // rated; where it is 0, row (k, j) of `confusion` is uniform and says nothing
  std::vector<double> log_likelihood;  // natural, after each iteration; never falls but by rounding
  bool converged = false;

  std::span<const double> posterior_of(std::size_t unit) const {
    return std::span(posterior).subspan(unit * categories, categories);
  }
  double confusion_of(std::size_t rater, std::size_t truth, std::size_t said) const {
    return confusion[(rater * categories + truth) * categories + said];
  }
};

// Values are positions in ratings.categories. Errors `refused`: raters without names (whose errors would they be?), no
// rating, or raters × categories² over 50 million.
Result<DawidSkene> dawid_skene(const Ratings& ratings, const DawidSkeneOptions& options = {});

}  // namespace openaffect
