// A benchmark's systems as result rows, beside what papers print.
#pragma once

#include <vector>

#include "openaffect/evaluate/benchmark.h"
#include "openaffect/evaluate/scorer.h"
#include "openaffect/report/result_grid.h"
#include "openaffect/report/result_rows.h"

namespace openaffect {

// For each system and task the benchmark's metrics (or those of `options`, where it names some): a row over the whole
// task, and one a field where it has fields. A figure that the paper prints for the same system stands in `published`.
// Tasks that a system has no answers to are rows without a value, reason `absent` or `not_rated`.
Result<std::vector<ResultRow>> score_benchmark(const Benchmark& benchmark, const std::vector<BenchmarkSystem>& systems,
                                               const ScoringOptions& options);

// The papers' tables with our rows among theirs: a column a place, at most `columns` in one grid. Ours follow the
// published row of the same system and are marked "(here)".
std::vector<ResultGrid> published_grids(const Benchmark& benchmark, std::span<const ResultRow> rows,
                                        std::size_t columns = 10);

}  // namespace openaffect
