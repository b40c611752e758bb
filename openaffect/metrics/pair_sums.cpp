#include "openaffect/metrics/pair_sums.h"

#include <array>
#include <cmath>
#include <cstddef>

namespace openaffect {
namespace {

constexpr std::size_t kLanes = 4;
using Lanes = std::array<double, kLanes>;

double sum(const Lanes& lanes) {
  return (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
}

// Counts below 2^31 convert to double in one instruction of SSE2.
double as_double(std::uint32_t count) {
  return static_cast<double>(static_cast<std::int32_t>(count));
}

// Calls step(i, lane) for every i; lanes do not wait for each other.
inline void in_lanes(std::size_t size, auto&& step) {
  std::size_t i = 0;
  for (; i + kLanes <= size; i += kLanes)
    for (std::size_t lane = 0; lane < kLanes; ++lane) step(i + lane, lane);
  for (; i < size; ++i) step(i, 0);
}

struct Range {
  double lowest = 0, highest = 0;
  bool is_constant() const { return lowest == highest; }
};

Range range_of(std::span<const std::uint32_t> counts, std::span<const double> values) {
  Range range{INFINITY, -INFINITY};
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    range.lowest = std::fmin(range.lowest, values[i]);
    range.highest = std::fmax(range.highest, values[i]);
  }
  return range;
}

}  // namespace

PairMoments pair_moments(std::span<const std::uint32_t> counts, std::span<const double> x, std::span<const double> y) {
  Lanes n = {}, sx = {}, sy = {}, xx = {}, yy = {}, xy = {};
  in_lanes(counts.size(), [&](std::size_t i, std::size_t lane) {
    const double count = as_double(counts[i]), cx = count * x[i], cy = count * y[i];
    n[lane] += count;
    sx[lane] += cx;
    sy[lane] += cy;
    xx[lane] += cx * x[i];
    yy[lane] += cy * y[i];
    xy[lane] += cx * y[i];
  });
  return {sum(n), sum(sx), sum(sy), sum(xx), sum(yy), sum(xy)};
}

PairSpreads pair_spreads(std::span<const std::uint32_t> counts, std::span<const double> x, std::span<const double> y) {
  const PairMoments moments = pair_moments(counts, x, y);
  PairSpreads spreads{moments.n, moments.x / moments.n, moments.y / moments.n};
  const Range of_x = range_of(counts, x), of_y = range_of(counts, y);
  if (of_x.is_constant()) spreads.mean_x = of_x.lowest;
  if (of_y.is_constant()) spreads.mean_y = of_y.lowest;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double count = as_double(counts[i]), from_x = x[i] - spreads.mean_x, from_y = y[i] - spreads.mean_y;
    spreads.x += count * from_x * from_x;
    spreads.y += count * from_y * from_y;
    spreads.both += count * from_x * from_y;
  }
  return spreads;
}

double weighted_sum(std::span<const std::uint32_t> counts, std::span<const double> values) {
  Lanes lanes = {};
  in_lanes(counts.size(), [&](std::size_t i, std::size_t lane) { lanes[lane] += as_double(counts[i]) * values[i]; });
  return sum(lanes);
}

}  // namespace openaffect
