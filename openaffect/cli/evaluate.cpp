#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "openaffect/cli/command.h"
#include "openaffect/cli/neural_flags.h"
#include "openaffect/cli/pairing_flags.h"
#include "openaffect/cli/result_flags.h"
#include "openaffect/cli/verbs.h"
#include "openaffect/evaluate/benchmark.h"
#include "openaffect/evaluate/evaluation.h"

namespace openaffect {
namespace {

struct Flags {
  std::vector<std::string> inputs;
  std::vector<std::string> seen;
  std::vector<std::string> assignments;
  std::string benchmark, split, use;
  NeuralFlags neural;
  PairingFlags pairing;
  ResultFlags results;
};

void declare(CLI::App& app, Flags& flags) {
  app.add_option("INPUT", flags.inputs, "a table of predictions; of a benchmark: what its reader takes");
  app.add_option("--benchmark", flags.benchmark,
                 fmt::format("{}; or the file of your own (docs/benchmark_files.md); list: what each is",
                             fmt::join(benchmark_names(), ", ")));
  app.add_option(
      "--seen", flags.seen,
      "of a benchmark: texts that the systems were trained on, *.txt one a line, or a table (column --text): "
      "marked, and figures without them");
  app.add_option("--split", flags.split,
                 "of a benchmark over a data set: train, development or test, not its own part");
  app.add_option("--use", flags.use, "commercial: of a benchmark: refuse data and raters that are not open");
  app.add_option("--set", flags.assignments, "of a benchmark: an option of the rater: pattern.opinion.cuts=.4,.6");
  flags.neural.declare(app);
  flags.pairing.declare(app);
  flags.results.declare(app);
}

Result<Evaluation> evaluate(const Flags& flags) {
  const ScoringOptions scoring{
      .intervals = flags.results.intervals, .metrics = flags.pairing.metrics, .all_labels = flags.pairing.all_labels()};
  OA_TRY(settings, parse_rater_settings(flags.assignments));
  OA_TRY(neural, flags.neural.options());
  if (!flags.benchmark.empty())
    return evaluate_benchmark(
        {.name = flags.benchmark,
         .inputs = flags.inputs,
         .gold = flags.pairing.gold,
         .pairing = flags.pairing.pairing,
         .settings = settings,
         .neural = neural,
         .split = flags.split,
         .use = flags.use,
         .metrics = flags.pairing.all_metrics ? BenchmarkMetrics::all : BenchmarkMetrics::reported,
         .seen = flags.seen},
        scoring);
  if (!settings.empty() || !neural.is_default())
    return Error{ErrorKind::unknown, "--set, --precision and --device are of a rater that a benchmark runs (--rater)"};
  if (!flags.seen.empty()) return Error{ErrorKind::unknown, "--seen is of a benchmark (--benchmark)"};
  if (!flags.use.empty()) return Error{ErrorKind::unknown, "--use is of a benchmark (--benchmark)"};
  if (!flags.split.empty()) return Error{ErrorKind::unknown, "--split is of a benchmark (--benchmark)"};
  if (flags.inputs.size() != 1)
    return Error{ErrorKind::unknown, "evaluate takes one table of predictions; compare takes several"};
  return evaluate_tables(flags.inputs[0], flags.pairing.gold, flags.pairing.pairing, scoring);
}

// What benchmarks there are.
std::string benchmark_list(bool json) {
  ResultGrid grid{.columns = {{"name"}, {"items", true}, {"takes"}, {"what it is"}}};
  auto list = nlohmann::ordered_json::array();
  for (const Benchmark& benchmark : built_in_benchmarks()) {
    const std::uint64_t items = benchmark_items(benchmark);
    const std::string takes = benchmark_takes(benchmark);
    grid.rows.push_back({benchmark.name, std::to_string(items), takes, benchmark.title});
    list.push_back({{"name", benchmark.name},
                    {"title", benchmark.title},
                    {"paper", benchmark.paper},
                    {"items", items},
                    {"takes", takes}});
  }
  return json ? list.dump(2) + "\n" : render_grid(grid, ResultFormat::table);
}

}  // namespace
}  // namespace openaffect

extern "C" int openaffect_verb_evaluate(const std::vector<std::string>& arguments, openaffect::Terminal& terminal) {
  using namespace openaffect;
  Flags flags;
  Command command("evaluate",
                  "Scores predictions against gold: every figure of the field, each with an interval, its n and, where "
                  "it has none, the reason.",
                  {"openaffect evaluate predicted.parquet --gold gold.parquet --scheme vad --cluster speaker -o eval/",
                   "openaffect evaluate labelled.csv --gold-column mood --prediction-column text.vader.class",
                   "openaffect evaluate answers/ --benchmark aeb",
                   "openaffect evaluate --benchmark emobank --rater vader", "openaffect evaluate --benchmark list"});
  declare(command.options(), flags);
  if (const auto code = command.parse(arguments, terminal)) return *code;
  if (const auto checked = flags.pairing.check(); !checked) return terminal.fail(checked.error());
  if (const auto checked = flags.results.check(); !checked) return terminal.fail(checked.error());
  if (flags.benchmark == "list") {
    terminal.print(benchmark_list(flags.results.json || flags.results.format == "json"));
    return 0;
  }
  const auto evaluation = evaluate(flags);
  if (!evaluation) return terminal.fail(evaluation.error());
  for (const std::string& note : evaluation->notes) terminal.message(note + "\n");
  const PageJson page = evaluation_page(*evaluation, flags.results.intervals);
  std::vector<ResultGrid> grids = evaluation->published;
  grids.insert(grids.end(), evaluation->grids.begin(), evaluation->grids.end());
  if (const auto done = flags.results.finish(evaluation->rows, grids, page, evaluation->tasks, terminal); !done)
    return terminal.fail(done.error());
  return 0;
}
