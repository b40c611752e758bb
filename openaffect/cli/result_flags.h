// Flags of verbs that measure (agree, evaluate, compare): intervals, the form of the output, the folder of results.
#pragma once

#include <span>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "openaffect/cli/terminal.h"
#include "openaffect/evaluate/page_data.h"
#include "openaffect/evaluate/scored_rows.h"
#include "openaffect/evaluate/task.h"
#include "openaffect/report/result_text.h"

namespace openaffect {

struct ResultFlags {
  std::string output, format = "table", interval = "percentile";
  bool json = false;
  IntervalOptions intervals;

  void declare(CLI::App& app);

  // Errors `unknown` that name the flag.
  Result<Done> check();

  // Prints the rows, then the grids, and with -o writes the folder. `page`: of the results' page; `tasks`: for
  // samples.jsonl.
  Result<Done> finish(std::span<const ResultRow> rows, std::span<const ResultGrid> grids, const PageJson& page,
                      std::span<const ScoringTask> tasks, const Terminal& terminal) const;

 private:
  ResultFormat format_ = ResultFormat::table;
};

}  // namespace openaffect
