#include "openaffect/cli/result_flags.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/core/parallel.h"
#include "openaffect/evaluate/interval_options.h"
#include "openaffect/evaluate/result_files.h"

namespace openaffect {

void ResultFlags::declare(CLI::App& app) {
  BootstrapOptions& bootstrap = intervals.bootstrap;
  bootstrap.threads = usable_cores();
  app.add_option("-o,--output", output, "a folder for result.json, report.html and, of evaluate, samples.jsonl");
  app.add_option("--format", format, "of what is printed: table, json, markdown, latex");
  app.add_flag("--json", json, "the same as --format json");
  app.add_option("--ci", interval, "95 % intervals: percentile, bca (slower, for skewed figures), none");
  app.add_option("--resamples", bootstrap.resamples, "of the bootstrap and of permutation tests")
      ->capture_default_str();
  app.add_option("--seed", bootstrap.seed, "of the random numbers; the same seed gives the same figures")
      ->capture_default_str();
  app.add_option("--threads", bootstrap.threads, "how many, by default all cores; figures do not depend on it");
}

Result<Done> ResultFlags::check() {
  OA_TRY(form, result_format_of_name(json ? "json" : format));
  format_ = form;
  OA_TRY(folder, result_folder(output));
  output = folder;
  OA_TRY(options, interval_options_of(interval, intervals.bootstrap));
  intervals = options;
  return Done{};
}

Result<Done> ResultFlags::finish(std::span<const ResultRow> rows, std::span<const ResultGrid> grids,
                                 const PageJson& page, std::span<const ScoringTask> tasks,
                                 const Terminal& terminal) const {
  for (const auto& warning : page["warnings"])
    terminal.message(fmt::format("warning: {}\n", warning.get<std::string>()));
  terminal.print(render_results(rows, format_));
  if (format_ != ResultFormat::json)
    for (const ResultGrid& grid : grids) terminal.print("\n" + render_grid(grid, format_));
  if (output.empty()) return Done{};
  OA_CHECK(write_result_folder(output, rows, page, tasks));
  const std::string samples = tasks.empty() ? "" : fmt::format(", {}/samples.jsonl", output);
  terminal.message(fmt::format("results in {0}/result.json{1} and {0}/report.html\n", output, samples));
  return Done{};
}

}  // namespace openaffect
