// Benchmarks whose items stand in a table: a data set of the catalogue, or a user's own. Gold comes from here,
// predictions from a rater (benchmark_fill.h) or from columns of the same table.
//
//   openaffect evaluate --benchmark emobank --rater vader
//     benchmark = find_benchmark("emobank"); path = benchmark_table(benchmark);
//     items = load_benchmark_items(benchmark, path);
//     ratings = rater.rate(items_to_rate(items)); system = fill(benchmark, items, rater.info(), ratings); score(system)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "openaffect/core/item.h"
#include "openaffect/data/table.h"
#include "openaffect/evaluate/benchmark.h"

namespace openaffect {

// The rows that at least one task asks for, each once, and gold.
struct BenchmarkItems {
  std::vector<std::string> ids;                      // [items]
  std::vector<std::optional<std::string>> texts;     // [items]; null where the cell is
  std::vector<ScoringTask> gold;                     // a task, or a field of one, each; no predictions
  std::vector<std::size_t> task_of;                  // [gold] position in Benchmark::tasks
  std::vector<std::vector<std::uint32_t>> items_of;  // [gold][its rows] position in `ids`
};

// Where the table of a benchmark's data set lies on this machine. Error `not_found`, with what to type, when it is not
// here; ContractError unless the reader is `catalog`.
Result<std::string> benchmark_table(const Benchmark& benchmark);

// Reads ids, texts and gold. A row belongs to a task when its split is the benchmark's, its cells are those of
// BenchmarkTask::rows, its cell of `split_by` is the field, and its gold is not null; gold of no group leaves it out of
// tasks of classes. Tasks with no row at all are an error. Errors: `unknown` for a column that the table has not, with
// the nearest; `format` with row and column for gold that is none of its task; `refused` when an id stands twice.
// Ids are row numbers, counted from 1, when a user's table has no column of that name.
Result<BenchmarkItems> load_benchmark_items(const Benchmark& benchmark, const std::string& path,
                                            const ReadOptions& read = {});

// Views of the texts, for Rater::rate; valid as long as `items`.
std::vector<Item> items_to_rate(const BenchmarkItems& items);

// The same table with answers: reader `table`, every task with a `prediction`. The system is named after the file.
Result<BenchmarkSystem> read_benchmark_table(const Benchmark& benchmark, const std::string& path,
                                             const ReadOptions& read = {});

}  // namespace openaffect
