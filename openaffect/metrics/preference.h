// Which strategies a model prefers when it is wrong, and how strongly.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace openaffect {

struct Preferences {
  std::vector<double> of_label;  // mean 1; above 1 = preferred; NaN throughout where undefined
  double bias = 0;               // their population standard deviation: preference_bias; NaN where undefined
  std::string reason;            // why undefined: "no_support"; else ""
};

// The Bradley–Terry model over mistakes (Kang et al., ACL 2024, arXiv 2402.13211):
// where the gold label is j and the model said i, i won against j.
//   counts   [predicted][gold], row-major, labels × labels; the diagonal plays no part
//   returns  p after 20 sweeps of Newman (JMLR 24:238, 2023),
//              p_i = Σ_j w_ij p_j / (p_i + p_j)  /  Σ_j w_ji / (p_i + p_j),
//            from p = 1, in place (a sweep sees what it has changed), divided by the geometric mean of the positive p
//            after each, scaled to mean 1 at the end
// Where the quotient is not defined:
// - 0 / 0, a label that neither won nor lost: it has given no evidence and takes no part; its p is the geometric mean
//   of the others, so that a model without mistakes has p = 1 everywhere and bias 0.
// - x / 0, a label that won and never lost: its p has no bound. Everything is NaN, reason "no_support".
// - p_i = p_j = 0, two labels that never win: the pair says nothing, and p stays 0.
// No label at all: bias NaN, "no_support". Throws ContractError when counts is not labels × labels. Pure.
Preferences preferences_of(std::span<const std::uint64_t> counts, std::size_t labels);

}  // namespace openaffect
