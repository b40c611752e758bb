// What is printed beside a benchmark's figures: the papers' tables with ours among theirs, the answers that could not
// be read, the notes.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "openaffect/evaluate/benchmark.h"
#include "openaffect/report/result_grid.h"
#include "openaffect/report/result_rows.h"

namespace openaffect {

// A grid for each printed table that is about one of our figures, at most `columns` of its columns in one; columns and
// rows as printed. Ours follow the row of the same system and are marked "(here)", others stand at the end; "-" is a
// figure that there is not. All of a column have as many digits as the paper prints, two to four. Notes of columns and
// rows are marks with a sentence below.
std::vector<ResultGrid> published_grids(const Benchmark& benchmark, std::span<const ResultRow> rows,
                                        std::size_t columns = 16);

// How many answers of each system and task are none of it; nothing where all are.
std::optional<ResultGrid> failed_answers_grid(const std::vector<BenchmarkSystem>& systems);

// The paper, and what one has to know: the benchmark's notes and the systems'. Nothing where there are none.
std::optional<ResultGrid> notes_grid(const Benchmark& benchmark, const std::vector<BenchmarkSystem>& systems);

}  // namespace openaffect
