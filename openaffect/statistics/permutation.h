// The paired permutation test, also called approximate randomisation (Fisher 1935; Noreen 1989; for the field Yeh
// 2000): if the systems were exchangeable, swapping their answers to an item would change nothing but chance.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "openaffect/statistics/paired_sample.h"

namespace openaffect {

struct PermutationOptions {
  std::size_t resamples = 10'000;
  std::uint64_t seed = 1;
  std::size_t threads = 1;                  // 0: all usable cores; the numbers do not depend on it
  const std::atomic<bool>* stop = nullptr;  // as BootstrapOptions::stop

  static void describe(auto&& field) {
    field("resamples", &PermutationOptions::resamples, "permutations, at least 1");
    field("seed", &PermutationOptions::seed, "where the random numbers start");
    field("threads", &PermutationOptions::threads, "threads; 0: all usable cores");
  }
};

// One value of the statistic.
struct PermutationValue {
  double a = std::numeric_limits<double>::quiet_NaN();  // of system a on all items
  double b = std::numeric_limits<double>::quiet_NaN();
  double difference = std::numeric_limits<double>::quiet_NaN();  // a - b
  double p = std::numeric_limits<double>::quiet_NaN();           // two-sided; NaN where the difference is
  bool tie = false;                                              // then p is 1
  bool exact = false;                                            // every permutation was seen
  std::size_t permutations = 0;                                  // seen
  std::size_t undefined = 0;                                     // of them without a difference: left out
};

// Swaps a's and b's answers to each item, or to all items of a cluster, with a chance of 1/2. With R permutations seen
// in which the difference d* is defined, p = (1 + #{|d*| >= |d|}) / (1 + R); |d*| counts as reaching |d| where only
// rounding keeps it below. Where the 2^n swaps of the n items (clusters) to which the systems answer differently are no
// more than `resamples`, each is seen once and p = #{|d*| >= |d|} / R, exactly.
// Permutation r is drawn from Random(seed, r + 1). Throws ContractError as paired_bootstrap does.
std::vector<PermutationValue> paired_permutation(const PairedSample& sample, std::size_t values,
                                                 const StatisticMaker& maker, const PermutationOptions& options = {});

}  // namespace openaffect
