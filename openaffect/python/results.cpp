#include "openaffect/python/results.h"

#include "openaffect/core/parallel.h"
#include "openaffect/evaluate/interval_options.h"
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
  BootstrapOptions bootstrap{.threads = usable_cores(), .stop = stop};
  keywords.take("resamples", bootstrap.resamples);
  keywords.take("seed", bootstrap.seed);
  keywords.take("threads", bootstrap.threads);
  return value_of(interval_options_of(keywords.get<std::string>("ci", "percentile"), bootstrap));
}

std::string output_folder(Keywords& keywords) {
  return value_of(result_folder(keywords.get<std::string>("output")));
}

Result<Results> written(Results results, const std::string& output) {
  if (!output.empty()) OA_CHECK(write_result_folder(output, results.rows, results.page, results.tasks));
  return results;
}

nb::dict as_dict(const Results& results) {
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
