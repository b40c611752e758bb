// What the verb `evaluate` does: pair, score, and say what was done.
#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "openaffect/evaluate/benchmark_score.h"
#include "openaffect/evaluate/comparison.h"
#include "openaffect/evaluate/page_data.h"
#include "openaffect/evaluate/pairing.h"
#include "openaffect/evaluate/scorer.h"
#include "openaffect/raters/table.h"
#include "openaffect/report/result_grid.h"

namespace openaffect {

struct Evaluation {
  std::vector<ResultRow> rows;
  std::vector<ScoringTask> tasks;
  ResultFacts facts;
  std::vector<ResultGrid> published = {};  // of a benchmark: the papers' tables with our rows among theirs
  std::vector<ResultGrid> grids = {};      // of a benchmark: answers that were none, and notes
  std::vector<std::string> notes = {};     // what was decided without being asked for, a line each
};

// One table of predictions against gold (pairing.h). Errors: those of pairing and scoring; `unknown` for a metric that
// none of the tasks has.
Result<Evaluation> evaluate_tables(const std::string& predicted, const std::string& gold, const PairingOptions& pairing,
                                   const ScoringOptions& scoring);

// Several tables of predictions against the same gold: compare_systems(). With allow_missing, the items that all have.
// Without metrics, by headline_metrics(); {"all"} is every one.
Result<Evaluation> compare_tables(const std::vector<std::string>& predicted, const std::string& gold,
                                  const PairingOptions& pairing, const ComparisonOptions& options);

struct BenchmarkRun {
  std::string name;                      // of a known benchmark, or a file (benchmark.h)
  std::vector<std::string> inputs = {};  // what its reader takes: files or folders of answers, or a labelled table
  std::string gold = {};                 // refused: a benchmark brings its own
  // What a benchmark leaves open: `rater` runs on its items; `source` of labelled tables; `read` of the table of a
  // benchmark of one's own; `text`, the column of texts of `seen`; `stop` before the scoring. It brings the rest.
  PairingOptions pairing = {};
  RaterSettings settings = {};  // of that rater
  NeuralOptions neural = {};
  std::string split = {};  // of a data set: train, development or test instead of the benchmark's own part
  std::string use = {};    // "commercial": refuses data and raters that are not open
  BenchmarkMetrics metrics = BenchmarkMetrics::reported;
  std::vector<std::string> seen = {};  // files of texts that the systems were trained on (benchmark_seen.h)
};

// A benchmark's table: the systems' rows, with the published figure of the same system beside each; as grids the
// answers that are none, the published tables with ours among theirs, and notes. Errors: `unknown` for a benchmark,
// rater or metric that nobody declared, and for what nothing would heed, which is named;
// `not_found` when the data is not here, with the way to get it.
Result<Evaluation> evaluate_benchmark(const BenchmarkRun& run, const ScoringOptions& scoring);

// The results' page.
PageJson evaluation_page(const Evaluation& evaluation, const IntervalOptions& intervals);

}  // namespace openaffect
