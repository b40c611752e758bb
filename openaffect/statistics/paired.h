// The paired bootstrap: how much the difference of two systems would move with other items of the same kind. Items
// are drawn once for both systems, so what makes an item hard for both cancels.
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "openaffect/statistics/bootstrap.h"
#include "openaffect/statistics/paired_sample.h"

namespace openaffect {

// One value of the statistic.
struct PairedValue {
  double a = std::numeric_limits<double>::quiet_NaN();  // of system a on all items
  double b = std::numeric_limits<double>::quiet_NaN();
  BootstrapValue difference = {};  // a - b
  double p = std::numeric_limits<double>::quiet_NaN();
  bool tie = false;
};

// p is the level at which the percentile interval reaches 0, two-sided: min(1, 2 (1 + min(#{d <= 0}, #{d >= 0})) /
// (1 + R)), over the R resamples in which the difference d is defined; 1 for a tie; NaN where the difference is
// undefined or the sample is one unit. It tests whether the difference is 0 and not whether the systems are
// exchangeable: that is paired_permutation (permutation.h), which keeps its level in small samples, too.
// Resamples, clusters, options, errors: as bootstrap.
std::vector<PairedValue> paired_bootstrap(const PairedSample& sample, std::size_t values, const StatisticMaker& maker,
                                          const BootstrapOptions& options = {});

}  // namespace openaffect
