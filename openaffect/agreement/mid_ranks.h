// Ranks where equal values share one.
#pragma once

#include <span>
#include <vector>

namespace openaffect {

// From 1; equal values get the mean of the ranks that they take up together.
struct MidRanks {
  std::vector<double> ranks;
  double ties = 0;  // sum over groups of t equal values of t^3 - t
};
MidRanks mid_ranks(std::span<const double> values);

}  // namespace openaffect
