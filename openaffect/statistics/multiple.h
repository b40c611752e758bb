// Adjusted p-values for many tests in one family. Monotone in p, at most 1. NaN (no test) stays NaN and is not counted
// in the family. Throw ContractError for a p outside [0, 1].
#pragma once

#include <span>
#include <vector>

namespace openaffect {

// Holm's step-down (Holm 1979, Scand. J. Statist. 6): holds the chance of one false finding or more in the family.
// With p sorted upwards, adjusted_i = max over j <= i of (m - j + 1) p_j, j from 1.
std::vector<double> holm(std::span<const double> p);

// Benjamini and Hochberg's step-up (1995, J. R. Statist. Soc. B 57): holds the expected share of false ones among the
// findings, for tests that are independent or positively dependent. adjusted_i = min over j >= i of m p_j / j.
std::vector<double> benjamini_hochberg(std::span<const double> p);

}  // namespace openaffect
