#include <algorithm>

#include <fmt/format.h>

#include "openaffect/catalog/entry.h"
#include "openaffect/evaluate/benchmark_aeb.h"
#include "openaffect/evaluate/benchmark_esc.h"
#include "openaffect/evaluate/benchmark_fill.h"
#include "openaffect/evaluate/benchmark_score.h"
#include "openaffect/evaluate/benchmark_sets.h"
#include "openaffect/evaluate/evaluation.h"
#include "openaffect/evaluate/result_files.h"
#include "openaffect/raters/table.h"

namespace openaffect {
namespace {

using Systems = std::vector<BenchmarkSystem>;

Error wrong_inputs(const Benchmark& benchmark, const std::string& what) {
  return Error{ErrorKind::unknown, fmt::format("the benchmark {} takes {}", benchmark.name, what)};
}

// Rates the items block by block, as a label job does.
Result<BenchmarkSystem> run_rater(const Benchmark& benchmark, const BenchmarkItems& items, const std::string& name) {
  OA_TRY(raters, make_raters(std::vector<std::string>{name}, {}));
  const Rater& rater = *raters.front();
  const std::vector<Item> all = items_to_rate(items);
  RatingBatch ratings = rater.rate({});
  for (std::size_t begin = 0; begin < all.size(); begin += kBlockRows) {
    RatingBatch block = rater.rate(std::span(all).subspan(begin, std::min(kBlockRows, all.size() - begin)));
    ratings.status.insert(ratings.status.end(), block.status.begin(), block.status.end());
    for (std::size_t column = 0; column < block.columns.size(); ++column)
      std::visit(
          [&](auto& to) {
            auto& from = std::get<std::decay_t<decltype(to)>>(block.columns[column]);
            to.insert(to.end(), from.begin(), from.end());
          },
          ratings.columns[column]);
  }
  return fill(benchmark, items, rater.info(), ratings);
}

Result<Systems> read_sets(const Benchmark& benchmark, const BenchmarkRun& run) {
  if (run.inputs.empty() && run.rater.empty())
    return wrong_inputs(benchmark,
                        "a rater to run (--rater vader), or tables of its items that openaffect label wrote");
  OA_TRY(entry, find_catalog_entry(CatalogKind::data_set, benchmark.data.set));
  OA_CHECK(check_use(entry, run.use));
  OA_TRY(table, benchmark_table(benchmark));
  OA_TRY(items, load_benchmark_items(benchmark, table));
  Systems systems;
  if (!run.rater.empty()) {
    OA_TRY(system, run_rater(benchmark, items, run.rater));
    systems.push_back(std::move(system));
  }
  for (const std::string& path : run.inputs) {
    OA_TRY(more, fill_from_table(benchmark, items, path));
    for (BenchmarkSystem& system : more) systems.push_back(std::move(system));
  }
  return systems;
}

Result<Systems> read_own_table(const Benchmark& benchmark, const BenchmarkRun& run) {
  Systems systems;
  if (run.inputs.empty()) return wrong_inputs(benchmark, "a table, or several");
  for (const std::string& path : run.inputs) {
    if (run.rater.empty()) {
      OA_TRY(system, read_benchmark_table(benchmark, path));
      systems.push_back(std::move(system));
      continue;
    }
    OA_TRY(items, load_benchmark_items(benchmark, path));
    OA_TRY(system, run_rater(benchmark, items, run.rater));
    systems.push_back(std::move(system));
  }
  return systems;
}

Result<Systems> read_systems(const Benchmark& benchmark, const BenchmarkRun& run) {
  const bool recorded = benchmark.reader == BenchmarkReader::aeb || benchmark.reader == BenchmarkReader::esc;
  if (recorded && !run.rater.empty()) return wrong_inputs(benchmark, "recorded answers; it runs no rater");
  switch (benchmark.reader) {
    case BenchmarkReader::aeb:
      if (run.inputs.empty()) return wrong_inputs(benchmark, "files of answers, or a folder of them");
      return read_aeb(benchmark, run.inputs);
    case BenchmarkReader::esc: {
      Systems systems;
      if (run.inputs.empty()) return wrong_inputs(benchmark, "results.json, or several such files");
      for (const std::string& path : run.inputs) {
        OA_TRY(system, read_esc(benchmark, path));
        systems.push_back(std::move(system));
      }
      return systems;
    }
    case BenchmarkReader::catalog:
      return read_sets(benchmark, run);
    case BenchmarkReader::table:
      return read_own_table(benchmark, run);
  }
  throw ContractError("read_systems: no such reader");
}

void tell(const Systems& systems, const Benchmark& benchmark, ResultFacts& facts) {
  for (const BenchmarkSystem& system : systems) {
    for (const std::string& note : system.notes) facts.warnings.push_back(system.name + ": " + note);
    for (std::size_t task = 0; task < system.seen.size(); ++task)
      if (const auto seen = std::ranges::count(system.seen[task], true); seen > 0)
        facts.warnings.push_back(fmt::format("{}: {} of the {} texts of {} were seen in training", system.name, seen,
                                             system.seen[task].size(), system.tasks[task].task));
    for (const ScoringTask& task : system.tasks) {
      const auto count = [&](AnswerStatus status) { return std::ranges::count(task.status, status); };
      const auto outside = count(AnswerStatus::out_of_range), none = count(AnswerStatus::no_number);
      if (outside + none > 0)
        facts.warnings.push_back(
            fmt::format("{}, {}{}{}: {} answers out of range, {} without a number or label; wrong in "
                        "accuracy and F1, left out of correlations",
                        system.name, task.task, task.field.empty() ? "" : " ", task.field, outside, none));
    }
  }
  facts.warnings.insert(facts.warnings.end(), benchmark.notes.begin(), benchmark.notes.end());
}

}  // namespace

Result<Evaluation> evaluate_benchmark(const BenchmarkRun& run, const ScoringOptions& scoring) {
  OA_TRY(benchmark, find_benchmark(run.name));
  OA_TRY(systems, read_systems(benchmark, run));
  Evaluation evaluation;
  evaluation.facts = {.command = "evaluate", .title = benchmark.title};
  for (const std::string& path : run.inputs) {
    OA_TRY(sha256, file_sha256(path));
    evaluation.facts.inputs.push_back({path, sha256, "predictions"});
  }
  OA_TRY(rows, score_benchmark(benchmark, systems, scoring));
  evaluation.rows = std::move(rows);
  evaluation.grids = published_grids(benchmark, evaluation.rows);
  tell(systems, benchmark, evaluation.facts);
  for (BenchmarkSystem& system : systems)
    for (ScoringTask& task : system.tasks) {
      evaluation.facts.items += task.ids.size();
      evaluation.tasks.push_back(std::move(task));
    }
  return evaluation;
}

}  // namespace openaffect
