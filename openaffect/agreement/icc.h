// Intraclass correlation: how much of the variance of ratings lies between units.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "openaffect/agreement/ratings.h"

namespace openaffect {

// Mean squares of n units by k raters, one rating a cell (Shrout & Fleiss 1979, table 2).
struct AnovaTable {
  double units = 0;     // MSR, also called BMS: between units, n - 1 degrees of freedom
  double raters = 0;    // MSC, JMS: between raters, k - 1
  double residual = 0;  // MSE, EMS: (n - 1) (k - 1)
  double within = 0;    // MSW, WMS: within units, n (k - 1)
};

// The six forms of Shrout & Fleiss (1979); in McGraw & Wong (1996): ICC(1), ICC(A,1), ICC(C,1) and the same for the
// mean of k. One-way: raters differ from unit to unit. 2: raters are a sample, absolute agreement. 3: these raters,
// consistency.
//   icc_1_1 (MSR - MSW) / (MSR + (k - 1) MSW)                              icc_1_k (MSR - MSW) / MSR
//   icc_2_1 (MSR - MSE) / (MSR + (k - 1) MSE + k (MSC - MSE) / n)          icc_2_k (MSR - MSE) / (MSR + (MSC - MSE) /
//   n) icc_3_1 (MSR - MSE) / (MSR + (k - 1) MSE)                              icc_3_k (MSR - MSE) / MSR
enum class IccForm { icc_1_1, icc_2_1, icc_3_1, icc_1_k, icc_2_k, icc_3_k };
std::string_view icc_name(IccForm form);  // "icc_1_1": its stable name

// At most 1; with an interval from the F distribution (Shrout & Fleiss 1979, p. 424-425; McGraw & Wong 1996, table 7).
// NaN with a reason (agreement_value.h): no_ratings, no_raters (forms 2 and 3 without rater names), one_rater, too_few,
// constant (what the form divides by is not above 0: the formula would give an ICC above 1 or none).
struct IccValue {
  IccForm form = IccForm::icc_1_1;
  double value = 0, low = 0, high = 0;
  double f = 0, df1 = 0, df2 = 0;  // the test that the coefficient is 0
  std::string reason = {};
};

struct IccTable {
  AnovaTable anova = {};     // NaN where no coefficient is defined
  std::size_t n_units = 0;   // complete units: those that every rater with a rating rated; others are left out
  std::size_t n_raters = 0;  // without names: the most ratings that a unit has
  std::array<IccValue, 6> values = {};  // by IccForm
};

// `confidence` of the intervals, in (0, 1): throws ContractError outside. Pure.
IccTable icc(const Ratings& ratings, double confidence = 0.95);

}  // namespace openaffect
