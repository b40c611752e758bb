#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/cli/command.h"
#include "openaffect/cli/pairing_flags.h"
#include "openaffect/cli/result_flags.h"
#include "openaffect/cli/verbs.h"
#include "openaffect/evaluate/comparison.h"
#include "openaffect/evaluate/evaluation.h"

extern "C" int openaffect_verb_compare(const std::vector<std::string>& arguments, openaffect::Terminal& terminal) {
  using namespace openaffect;
  std::vector<std::string> inputs;
  std::string test = "permutation";
  PairingFlags pairing;
  ResultFlags results;
  Command command(
      "compare",
      "Compares systems on the same items: each one's figures, and for every pair the difference with its "
      "interval, a paired test and Holm's adjustment over all tests that are printed. Without --metric by "
      "the few that a paper's table would have (accuracy, macro_f1; ccc, pearson, mae); --metric all.",
      {"openaffect compare a.jsonl b.jsonl c.jsonl --gold gold.jsonl --metric macro_f1",
       "openaffect compare a.csv b.csv --gold gold.csv --scheme vad --metric ccc --cluster speaker -o compared/",
       "openaffect compare a.csv b.csv --gold gold.csv --metric accuracy --test mcnemar"});
  command.options().add_option("INPUT", inputs, "tables of predictions, two or more")->required();
  command.options()
      .add_option("--test", test, "permutation (of answers between two systems), bootstrap, mcnemar")
      ->capture_default_str();
  pairing.declare(command.options());
  results.declare(command.options());
  if (const auto code = command.parse(arguments, terminal)) return *code;
  if (const auto checked = pairing.check(); !checked) return terminal.fail(checked.error());
  if (const auto checked = results.check(); !checked) return terminal.fail(checked.error());
  const auto named = paired_test_of_name(test);
  if (!named) return terminal.fail(named.error());
  const auto compared = compare_tables(
      inputs, pairing.gold, pairing.pairing,
      {.scoring = {.intervals = results.intervals, .metrics = pairing.metrics, .all_labels = pairing.all_labels()},
       .test = *named});
  if (!compared) return terminal.fail(compared.error());
  for (const std::string& note : compared->notes) terminal.message(note + "\n");
  const PageJson page = evaluation_page(*compared, results.intervals);
  if (const auto done = results.finish(compared->rows, compared->grids, page, compared->tasks, terminal); !done)
    return terminal.fail(done.error());
  return 0;
}
