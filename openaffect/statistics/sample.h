// What is resampled.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace openaffect {

// The items of a sample: gathered into kinds (items that are the same to the statistic; CountedScores::row_of_item of
// metrics) and into clusters (what is drawn: a person, a dialogue).
struct Sample {
  std::vector<std::uint32_t> kind_of_item;  // [items]
  std::size_t kinds = 0;
  std::vector<std::uint32_t> cluster_of_item =
      {};  // [items], numbers below `clusters`; empty: each item is drawn alone
  std::size_t clusters = 0;
};

// Fills one or more values for a resample in which kind i stands counts[i] times; NaN where undefined.
using Statistic = std::function<void(std::span<const std::uint32_t> counts, std::span<double> values)>;

// Called once a thread, so that a statistic may work in memory of its own.
using StatisticMaker = std::function<Statistic()>;

}  // namespace openaffect
