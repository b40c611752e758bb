// Macro-F1 over (gold, predicted) pairs of labels that stand counts[kind] times: the least that a bootstrap may be
// asked for, so that its own cost shows. A label in neither column is left out, also inside a resample.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace openaffect::bench {

constexpr std::size_t kMostLabels = 64;

struct LabelPair {
  std::uint8_t gold = 0, predicted = 0;  // below kMostLabels
};

inline double macro_f1(std::span<const LabelPair> kinds, std::span<const std::uint32_t> counts) {
  std::array<std::uint32_t, kMostLabels> both = {}, right = {};  // gold + predicted; gold = predicted
  for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
    const auto [gold, predicted] = kinds[kind];
    both[gold] += counts[kind];
    both[predicted] += counts[kind];
    if (gold == predicted) right[gold] += counts[kind];
  }
  double sum = 0;
  int labels = 0;
  for (std::size_t label = 0; label < kMostLabels; ++label) {
    if (both[label] == 0) continue;
    sum += 2.0 * right[label] / both[label];
    ++labels;
  }
  return labels == 0 ? std::numeric_limits<double>::quiet_NaN() : sum / labels;
}

}  // namespace openaffect::bench
