// Sums over counted pairs of numbers, four at a time: what the scores of a resample of numbers are made from. For the
// .cpp files of this module.
#pragma once

#include <cstdint>
#include <span>

namespace openaffect {

// Of pairs (x, y), pair i standing counts[i] times; counts are below 2^31. Numbers should be near 0 (shifted by the
// mean of the whole sample), so that squares do not cancel.
struct PairMoments {
  double n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;

  double spread_x() const { return n > 0 ? xx - x * x / n : 0; }  // sum of squared deviations
  double spread_y() const { return n > 0 ? yy - y * y / n : 0; }
  double spread_both() const { return n > 0 ? xy - x * y / n : 0; }
};
PairMoments pair_moments(std::span<const std::uint32_t> counts, std::span<const double> x, std::span<const double> y);

// The same with sums of deviations from the sample's own means in two passes: for samples in which the sums above
// cancel. A constant side has spread 0 exactly.
struct PairSpreads {
  double n = 0, mean_x = 0, mean_y = 0;
  double x = 0, y = 0, both = 0;  // sums of products of deviations
};
PairSpreads pair_spreads(std::span<const std::uint32_t> counts, std::span<const double> x, std::span<const double> y);

double weighted_sum(std::span<const std::uint32_t> counts, std::span<const double> values);

}  // namespace openaffect
