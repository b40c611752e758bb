// McNemar's test of two systems that are right or wrong on the same items, exact (McNemar 1947; Edwards 1948 for the
// exact form: given their sum, the discordant counts are binomial with p = 1/2).
#pragma once

#include <cstdint>

namespace openaffect {

// Two-sided p: min(1, 2 P(X <= min(only_a, only_b))), X binomial(only_a + only_b, 1/2); 1 where both are equal, and
// where both are 0.
//   only_a   items that only system a has right
//   only_b   items that only system b has right
double mcnemar_exact(std::uint64_t only_a, std::uint64_t only_b);

}  // namespace openaffect
