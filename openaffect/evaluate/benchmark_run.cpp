#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "openaffect/catalog/entry.h"
#include "openaffect/core/names.h"
#include "openaffect/core/stop.h"
#include "openaffect/evaluate/benchmark_aeb.h"
#include "openaffect/evaluate/benchmark_esc.h"
#include "openaffect/evaluate/benchmark_fill.h"
#include "openaffect/evaluate/benchmark_grids.h"
#include "openaffect/evaluate/benchmark_score.h"
#include "openaffect/evaluate/benchmark_seen.h"
#include "openaffect/evaluate/benchmark_sets.h"
#include "openaffect/evaluate/evaluation.h"
#include "openaffect/evaluate/result_files.h"
#include "openaffect/raters/rate_all.h"
#include "openaffect/raters/table.h"

namespace openaffect {
namespace {

using Systems = std::vector<BenchmarkSystem>;

Error wrong_inputs(const Benchmark& benchmark, const std::string& what) {
  return Error{ErrorKind::unknown, fmt::format("the benchmark {} takes {}", benchmark.name, what)};
}

Result<BenchmarkSystem> run_rater(const Benchmark& benchmark, const BenchmarkItems& items, const BenchmarkRun& run) {
  OA_TRY(raters, make_raters(std::vector<std::string>{run.pairing.rater}, run.settings, run.neural));
  OA_CHECK(check_use(raters, run.use));
  const std::vector<Item> all = items_to_rate(items);
  OA_TRY(ratings, rate_all(*raters.front(), all, {.watcher = {.stop = run.pairing.stop}}));
  return fill(benchmark, items, raters.front()->info(), ratings);
}

Result<Systems> read_sets(const Benchmark& benchmark, const BenchmarkRun& run) {
  if (run.inputs.empty() && run.pairing.rater.empty())
    return wrong_inputs(benchmark,
                        "a rater to run (--rater vader), or tables of its items that openaffect label wrote");
  OA_TRY(entry, find_catalog_entry(CatalogKind::data_set, benchmark.data.set));
  OA_CHECK(check_use(entry, run.use));
  OA_TRY(table, benchmark_table(benchmark));
  OA_TRY(items, load_benchmark_items(benchmark, table));
  Systems systems;
  if (!run.pairing.rater.empty()) {
    OA_TRY(system, run_rater(benchmark, items, run));
    systems.push_back(std::move(system));
  }
  for (const std::string& path : run.inputs) {
    OA_TRY(more, fill_from_table(benchmark, items, path, run.pairing.source, run.use));
    for (BenchmarkSystem& system : more) systems.push_back(std::move(system));
  }
  return systems;
}

Result<Systems> read_own_table(const Benchmark& benchmark, const BenchmarkRun& run) {
  Systems systems;
  if (run.inputs.empty()) return wrong_inputs(benchmark, "a table, or several");
  for (const std::string& path : run.inputs) {
    if (run.pairing.rater.empty()) {
      OA_TRY(system, read_benchmark_table(benchmark, path, run.pairing.read));
      systems.push_back(std::move(system));
      continue;
    }
    OA_TRY(items, load_benchmark_items(benchmark, path, run.pairing.read));
    OA_TRY(system, run_rater(benchmark, items, run));
    systems.push_back(std::move(system));
  }
  return systems;
}

Result<Systems> read_systems(const Benchmark& benchmark, const BenchmarkRun& run) {
  const bool recorded = benchmark.reader == BenchmarkReader::aeb || benchmark.reader == BenchmarkReader::esc;
  if (recorded && !run.pairing.rater.empty()) return wrong_inputs(benchmark, "recorded answers; it runs no rater");
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

std::string joined(const std::vector<std::string>& texts) {
  return fmt::format("{}", fmt::join(texts, ", "));
}

// Which texts of which task the system was trained on.
void tell_seen(const BenchmarkSystem& system, std::vector<std::string>& warnings) {
  std::vector<std::string> counts;
  for (const ScoringTask& task : system.tasks)
    if (const auto seen = std::ranges::count(task.seen, true); seen > 0)
      counts.push_back(
          fmt::format("{}{}{} {} of {}", task.task, task.field.empty() ? "" : " ", task.field, seen, task.ids.size()));
  if (!counts.empty())
    warnings.push_back(
        fmt::format("{} was trained on texts of this benchmark: {}; the figures of part unseen are "
                    "without them",
                    system.name, joined(counts)));
}

// Which tasks have more or fewer items than the whole benchmark.
void tell_other_sizes(const Benchmark& benchmark, const BenchmarkSystem& system, std::vector<std::string>& warnings) {
  std::vector<std::string> others;
  for (const BenchmarkTask& task : benchmark.tasks) {
    std::size_t parts = 0, items = 0;
    for (const ScoringTask& part : system.tasks)
      if (part.task == task.id) ++parts, items += part.ids.size();
    if (task.items > 0 && items != task.items && parts == std::max<std::size_t>(1, task.fields.size()))
      others.push_back(fmt::format("{} {} of {}", task.id, items, task.items));
  }
  if (!others.empty())
    warnings.push_back(
        fmt::format("{} does not have the items of the whole benchmark: {}", system.name, joined(others)));
}

// Of the flags that pair tables, those that say what a benchmark says itself.
std::string brought_by_benchmark(const BenchmarkRun& run) {
  const PairingOptions& pairing = run.pairing;
  const std::pair<const char*, bool> flags[] = {
      {"--gold", !run.gold.empty()},
      {"--scheme", pairing.scheme != nullptr},
      {"--kind", pairing.kind.has_value()},
      {"--id", !pairing.id.empty()},
      {"--gold-column", !pairing.gold_column.empty()},
      {"--prediction-column", !pairing.prediction_column.empty()},
      {"--where", !pairing.where.empty()},
      {"--cluster", !pairing.cluster.empty()},
      {"--allow-missing", pairing.allow_missing},
  };
  const auto asked = std::ranges::find_if(flags, [](const auto& flag) { return flag.second; });
  return asked == std::end(flags) ? "" : asked->first;
}

bool says_how_to_read(const ReadOptions& read) {
  return read.format || read.delimiter != 0 || !read.quotes || !read.types.empty() || !read.encoding.empty() ||
         !read.nested.empty() || read.limit || read.on_bad_row != OnBadRow::fail;
}

// Refuses flags that nothing would heed.
Result<Done> check_run(const BenchmarkRun& run, const Benchmark& benchmark) {
  if (const std::string flag = brought_by_benchmark(run); !flag.empty())
    return Error{ErrorKind::unknown, fmt::format("{} is not of the benchmark {}, which says itself what is scored, and "
                                                 "how",
                                                 flag, benchmark.name)};
  const bool is_rated = !run.pairing.rater.empty(), is_set = benchmark.reader == BenchmarkReader::catalog,
             is_own = benchmark.reader == BenchmarkReader::table;
  const std::pair<const char*, bool> unheeded[] = {
      {"--set, --precision and --device are of a rater that the benchmark runs (--rater)",
       !is_rated && !(run.settings.empty() && run.neural.is_default())},
      {"--limit, --delimiter and others that say how a table is read are of a benchmark of your own",
       !is_own && says_how_to_read(run.pairing.read)},
      {"--source is of labelled tables of a data set's items",
       !run.pairing.source.empty() && !(is_set && !run.inputs.empty())},
      {"--text is the column of texts of --seen", !run.pairing.text.empty() && run.seen.empty()},
      {"--use is of data sets and raters; nothing tells the licence of these answers",
       !run.use.empty() && !is_set && !(is_own && is_rated)},
  };
  for (const auto& [what, asked] : unheeded)
    if (asked) return Error{ErrorKind::unknown, what};
  return Done{};
}

// Of a set, another part than the benchmark's own.
Result<Done> take_split(const std::string& split, Benchmark& benchmark) {
  if (benchmark.reader != BenchmarkReader::catalog)
    return Error{ErrorKind::unknown, fmt::format("--split is of data sets; the benchmark {} takes {}", benchmark.name,
                                                 benchmark_takes(benchmark))};
  const std::vector<std::string> known = {"train", "development", "test"};
  if (std::ranges::find(known, split) == known.end())
    return Error{ErrorKind::unknown, unknown_name_message("split", split, known)};
  if (split == benchmark.data.split) return Done{};
  benchmark.data.split = split;
  for (BenchmarkTask& task : benchmark.tasks) task.items = 0;
  benchmark.notes.push_back(fmt::format("These figures are of the part {} alone.", split));
  return Done{};
}

void tell(const Benchmark& benchmark, const Systems& systems, Evaluation& evaluation) {
  for (const BenchmarkSystem& system : systems) {
    tell_seen(system, evaluation.facts.warnings);
    tell_other_sizes(benchmark, system, evaluation.facts.warnings);
  }
  if (auto failures = failed_answers_grid(systems)) evaluation.grids.push_back(*std::move(failures));
  evaluation.published = published_grids(benchmark, evaluation.rows);
  if (auto notes = notes_grid(benchmark, systems)) evaluation.grids.push_back(*std::move(notes));
}

}  // namespace

Result<Evaluation> evaluate_benchmark(const BenchmarkRun& run, const ScoringOptions& scoring) {
  OA_TRY(benchmark, find_benchmark(run.name));
  if (!run.split.empty()) OA_CHECK(take_split(run.split, benchmark));
  OA_CHECK(check_run(run, benchmark));
  OA_TRY(seen, read_seen_texts(run.seen, run.pairing.text.empty() ? "text" : run.pairing.text));
  OA_TRY(systems, read_systems(benchmark, run));
  OA_CHECK(check_stop(run.pairing.stop));
  if (!run.seen.empty())
    for (BenchmarkSystem& system : systems) mark_seen(seen, system);
  Evaluation evaluation;
  evaluation.facts = {.command = "evaluate", .title = benchmark.title};
  for (const std::string& path : run.inputs) {
    OA_TRY(sha256, file_sha256(path));
    evaluation.facts.inputs.push_back({path, sha256, "predictions"});
  }
  OA_TRY(rows, score_benchmark(benchmark, systems, scoring, run.metrics));
  evaluation.rows = std::move(rows);
  tell(benchmark, systems, evaluation);
  for (BenchmarkSystem& system : systems)
    for (ScoringTask& task : system.tasks) {
      evaluation.facts.items += task.ids.size();
      evaluation.tasks.push_back(std::move(task));
    }
  return evaluation;
}

}  // namespace openaffect
