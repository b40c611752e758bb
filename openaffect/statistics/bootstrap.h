// Bootstrap intervals: how much a figure would move with other items of the same kind (Efron 1979).
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "openaffect/statistics/sample.h"

namespace openaffect {

enum class IntervalMethod { percentile, bca };

struct BootstrapOptions {
  std::size_t resamples = 10'000;
  std::uint64_t seed = 1;
  std::size_t threads = 1;  // 0: all usable cores; the numbers do not depend on it
  double confidence = .95;
  IntervalMethod method = IntervalMethod::percentile;
  const std::atomic<bool>* stop = nullptr;  // when it becomes true, work over resamples throws Stopped (resample.h)

  static void describe(auto&& field) {
    field("resamples", &BootstrapOptions::resamples, "resamples, at least 1");
    field("seed", &BootstrapOptions::seed, "where the random numbers start");
    field("threads", &BootstrapOptions::threads, "threads; 0: all usable cores");
    field("confidence", &BootstrapOptions::confidence, "what part of such intervals holds the true value, in (0, 1)");
    field("method", &BootstrapOptions::method, "percentile or bca");
  }
};

// "percentile", "bca"
std::string interval_method_name(IntervalMethod method);

// One value of the statistic. Resamples in which it is undefined (NaN) are left out of low, high and standard_error,
// and counted.
struct BootstrapValue {
  double estimate = std::numeric_limits<double>::quiet_NaN();  // of the sample itself
  double low = std::numeric_limits<double>::quiet_NaN();       // NaN where the estimate is
  double high = std::numeric_limits<double>::quiet_NaN();
  double standard_error = std::numeric_limits<double>::quiet_NaN();  // the resamples' standard deviation
  std::size_t undefined = 0;
  // "", or in snake_case why there is no interval ("undefined_estimate", "too_few_resamples": less than two defined,
  // "one_unit": a sample of one item or cluster has no spread), or why it is a percentile interval though bca was
  // asked for ("percentile_jackknife_undefined", "percentile_estimate_outside_resamples",
  // "percentile_acceleration_too_large").
  std::string note = {};
};

// What a jackknife may evaluate at most; more draw units than this are left out in so many groups.
constexpr std::size_t kJackknifeGroups = 2000;

// Draws as many units (items, or clusters where the sample has them) as there are, with replacement, `resamples` times;
// resample r is drawn from Random(seed, r + 1), so the numbers depend on sample, statistic and seed only.
//   values   how many values the statistic fills
//   returns  one result a value
// Quantiles are of type 7 (interval.h). BCa's acceleration comes from the jackknife: each cluster is left out once, or
// one item of each kind, which counts as often as the kind stands in the sample; where more than kJackknifeGroups
// kinds or clusters would be left out, the units are dealt at random (Random(seed)) into kJackknifeGroups groups, each
// left out once. Groups of independent units keep the expected sums of squares and cubes, so a needs no rescaling; its
// standard error from grouping is about .41 / groups = .0002.
// Throws ContractError for a sample out of its ranges (draw_units.h), for 0 resamples and for a confidence outside
// (0, 1). What a statistic throws ends the work and is thrown again.
std::vector<BootstrapValue> bootstrap(const Sample& sample, std::size_t values, const StatisticMaker& maker,
                                      const BootstrapOptions& options = {});

}  // namespace openaffect
