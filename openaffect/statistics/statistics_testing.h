// Samples and statistics that the tests of this module share.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

#include "openaffect/core/random.h"
#include "openaffect/statistics/sample.h"

namespace openaffect::testing_statistics {

// Every item a kind of its own.
inline Sample identity_sample(std::size_t items) {
  Sample sample = {.kind_of_item = std::vector<std::uint32_t>(items), .kinds = items};
  std::iota(sample.kind_of_item.begin(), sample.kind_of_item.end(), 0U);
  return sample;
}

// The mean of `values`, one a kind; NaN for an empty resample.
inline StatisticMaker mean_of(std::vector<double> values) {
  return [values] {
    return Statistic([values](std::span<const std::uint32_t> counts, std::span<double> into) {
      double n = 0, sum = 0;
      for (std::size_t kind = 0; kind < counts.size(); ++kind) {
        n += counts[kind];
        sum += counts[kind] * values[kind];
      }
      into[0] = n == 0 ? std::numeric_limits<double>::quiet_NaN() : sum / n;
    });
  };
}

// Σ count³ × (kind + 1) and its square root: has skew, is not linear in the counts.
inline StatisticMaker two_odd_values() {
  return [] {
    return Statistic([](std::span<const std::uint32_t> counts, std::span<double> into) {
      double sum = 0;
      for (std::size_t kind = 0; kind < counts.size(); ++kind)
        sum += std::pow(counts[kind], 3) * static_cast<double>(kind + 1);
      into[0] = sum;
      into[1] = std::sqrt(sum);
    });
  };
}

inline std::vector<double> random_values(std::size_t count, std::uint64_t seed) {
  Random random(seed);
  std::vector<double> values(count);
  for (double& value : values) value = random.uniform();
  return values;
}

inline bool same_bits(double a, double b) {
  return a == b || (std::isnan(a) && std::isnan(b));
}

}  // namespace openaffect::testing_statistics
