#include "openaffect/python/results.h"

#include <algorithm>

#include "openaffect/core/names.h"
#include "openaffect/core/parallel.h"
#include "openaffect/evaluate/result_files.h"
#include "openaffect/report/result_text.h"

namespace openaffect::python {
namespace {

std::string rendered(const Results& results, ResultFormat format) {
  std::string text = render_results(results.rows, format);
  for (const ResultGrid& grid : results.grids) text += "\n" + render_grid(grid, format);
  return text;
}

void add_grid(const std::vector<ResultRow>& rows, nb::dict& dict) {
  const ResultGrid grid = result_grid(rows);
  std::vector<std::string> titles;
  for (const ResultGrid::Column& column : grid.columns) titles.push_back(column.title);
  dict["columns"] = titles;
  dict["cells"] = grid.rows;
  dict["reasons"] = grid.notes;
}

}  // namespace

IntervalOptions interval_options(Keywords& keywords, const std::atomic<bool>* stop) {
  IntervalOptions intervals;
  intervals.bootstrap.threads = usable_cores();
  intervals.bootstrap.stop = stop;
  const auto ci = keywords.get<std::string>("ci", "percentile");
  const std::vector<std::string> methods = {"percentile", "bca", "none"};
  if (std::ranges::find(methods, ci) == methods.end())
    raise({ErrorKind::unknown, "ci: " + unknown_name_message("method", ci, methods)});
  intervals.wanted = ci != "none";
  if (ci == "bca") intervals.bootstrap.method = IntervalMethod::bca;
  keywords.take("resamples", intervals.bootstrap.resamples);
  keywords.take("seed", intervals.bootstrap.seed);
  keywords.take("threads", intervals.bootstrap.threads);
  return intervals;
}

nb::dict finished(const Results& results, const std::string& output) {
  if (!output.empty()) value_of(write_result_folder(output, results.rows, results.page, results.tasks));
  std::vector<std::string> warnings;
  for (const auto& warning : results.page["warnings"]) warnings.push_back(warning.get<std::string>());
  nb::dict dict;
  dict["json"] = render_results(results.rows, ResultFormat::json);
  dict["text"] = rendered(results, ResultFormat::table);
  dict["markdown"] = rendered(results, ResultFormat::markdown);
  dict["latex"] = rendered(results, ResultFormat::latex);
  add_grid(results.rows, dict);
  dict["notes"] = results.notes;
  dict["warnings"] = warnings;
  return dict;
}

}  // namespace openaffect::python
