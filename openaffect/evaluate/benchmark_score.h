// A benchmark's systems as result rows, beside what papers print.
#pragma once

#include <vector>

#include "openaffect/evaluate/benchmark.h"
#include "openaffect/evaluate/scorer.h"
#include "openaffect/report/result_rows.h"

namespace openaffect {

// Of the metrics that a benchmark names.
enum class BenchmarkMetrics { reported, all };

// For each system and task the metrics that the paper reports, or `all` that the benchmark names, or those of
// options.metrics that a task of its kind has. A task that is an average over its fields has a row for the average
// first, then each has one a field, in the benchmark's order. A figure that the paper prints for the same system stands
// in `published`; n_items is how many the figure is over, `answers` how the system answered.
//
// Where a task has texts that the system was trained on (ScoringTask::seen), the same rows follow over the others, with
// part "unseen". A task or field that a system has no answers to has rows without a value, reason `absent` or
// `not_rated`; a metric of probabilities where there are none `no_probabilities`.
//
// Error `unknown`, with the nearest, for a name of options.metrics that no task of this benchmark can have.
Result<std::vector<ResultRow>> score_benchmark(const Benchmark& benchmark, const std::vector<BenchmarkSystem>& systems,
                                               const ScoringOptions& options,
                                               BenchmarkMetrics which = BenchmarkMetrics::reported);

}  // namespace openaffect
