#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/cli/command.h"
#include "openaffect/cli/pairing_flags.h"
#include "openaffect/cli/result_flags.h"
#include "openaffect/cli/verbs.h"
#include "openaffect/evaluate/evaluation.h"

namespace openaffect {
namespace {

struct Flags {
  std::vector<std::string> inputs;
  std::string benchmark, use;
  PairingFlags pairing;
  ResultFlags results;
};

void declare(CLI::App& app, Flags& flags) {
  app.add_option("INPUT", flags.inputs, "a table of predictions; of a benchmark: what its reader takes");
  app.add_option("--benchmark", flags.benchmark,
                 "a known benchmark, or the file of your own (docs/benchmark_files.md)");
  app.add_option("--use", flags.use, "commercial: refuse data that is not open");
  flags.pairing.declare(app);
  flags.results.declare(app);
}

Result<Evaluation> evaluate(const Flags& flags) {
  const ScoringOptions scoring{
      .intervals = flags.results.intervals, .metrics = flags.pairing.metrics, .all_labels = flags.pairing.all_labels()};
  if (!flags.benchmark.empty())
    return evaluate_benchmark({.name = flags.benchmark,
                               .inputs = flags.inputs,
                               .rater = flags.pairing.pairing.rater,
                               .use = flags.use,
                               .read = flags.pairing.pairing.read},
                              scoring);
  if (flags.inputs.size() != 1)
    return Error{ErrorKind::unknown, "evaluate takes one table of predictions; compare takes several"};
  return evaluate_tables(flags.inputs[0], flags.pairing.gold, flags.pairing.pairing, scoring);
}

}  // namespace
}  // namespace openaffect

extern "C" int openaffect_verb_evaluate(const std::vector<std::string>& arguments, openaffect::Terminal& terminal) {
  using namespace openaffect;
  Flags flags;
  Command command(
      "evaluate",
      "Scores predictions against gold: every figure of the field, each with an interval, its n and, where "
      "it has none, the reason.",
      {"openaffect evaluate predicted.parquet --gold gold.parquet --scheme vad --cluster speaker -o eval/",
       "openaffect evaluate labelled.csv --gold-column mood --prediction-column text.vader.class",
       "openaffect evaluate answers/ --benchmark aeb", "openaffect evaluate --benchmark emobank --rater vader"});
  declare(command.options(), flags);
  if (const auto code = command.parse(arguments, terminal)) return *code;
  if (const auto checked = flags.pairing.check(); !checked) return terminal.fail(checked.error());
  if (const auto checked = flags.results.check(); !checked) return terminal.fail(checked.error());
  const auto evaluation = evaluate(flags);
  if (!evaluation) return terminal.fail(evaluation.error());
  for (const std::string& note : evaluation->notes) terminal.message(note + "\n");
  const PageJson page = evaluation_page(*evaluation, flags.results.intervals);
  if (const auto done = flags.results.finish(evaluation->rows, evaluation->grids, page, evaluation->tasks, terminal);
      !done)
    return terminal.fail(done.error());
  return 0;
}
