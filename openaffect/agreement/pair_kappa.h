// Kappas of two aligned lists of categories: what Cohen, Scott and the pairwise tables share. Inside kappa.h; call
// that.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "openaffect/agreement/agreement_value.h"
#include "openaffect/agreement/kappa.h"

namespace openaffect {

// How many of each rater's ratings are of a category.
struct CategoryMargins {
  double first = 0, second = 0;
};

// What two raters said of the same units: x and y in the same order. `scale`: all categories, ascending, or empty for
// those that x or y hold.
struct PairTable {
  std::vector<CategoryMargins> margins;                          // of the whole scale
  std::vector<std::uint32_t> first_positions, second_positions;  // [pairs], in margins
};
PairTable pair_table(std::span<const double> x, std::span<const double> y, std::span<const double> scale = {});

enum class PairChance { own, pooled };  // Cohen's, Scott's

// too_few below two pairs, constant where chance leaves nothing to disagree on.
ValueOrReason pair_kappa(const PairTable& table, KappaWeights weights, PairChance chance);

}  // namespace openaffect
