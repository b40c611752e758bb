// A family of metrics as result rows, with bootstrap intervals.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "openaffect/metrics/counted_scores.h"
#include "openaffect/report/result_rows.h"
#include "openaffect/statistics/bootstrap.h"

namespace openaffect {

// The note of distinct_1 and distinct_2, which have no interval.
inline constexpr const char* kNoVarietyInterval = "no interval: resamples repeat texts";
bool is_about_variety(const std::string& metric);

struct IntervalOptions {
  BootstrapOptions bootstrap = {};
  bool wanted = true;  // false: values only
};

// Cluster names as numbers, in the order in which they occur. Empty for no names.
struct Clusters {
  std::vector<std::uint32_t> of_item;
  std::size_t count = 0;
  explicit Clusters(std::span<const std::string> names);
};

Sample sample_of(const CountedScores& scores, const Clusters& clusters);
StatisticMaker statistic_of(const CountedScores& scores);  // refers to `scores`, which outlives it

// One row a value, in the order of names(), copied from `place` (system, task, …). Values of single labels become parts
// of the row of their metric's average (f1 of macro_f1), or rows of their own where there is none. `clusters`: of the
// items, or empty.
std::vector<ResultRow> scored_rows(CountedScores& scores, const Clusters& clusters, const ResultRow& place,
                                   const IntervalOptions& options);

}  // namespace openaffect
