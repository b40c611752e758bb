#include <nanobind/stl/string.h>
#include <nanobind/stl/variant.h>
#include <nanobind/stl/vector.h>

#include "openaffect/label/job.h"
#include "openaffect/label/provenance.h"
#include "openaffect/label/summary.h"
#include "openaffect/python/long_call.h"
#include "openaffect/python/modules.h"
#include "openaffect/python/rater_handle.h"
#include "openaffect/python/tables.h"

namespace openaffect::python {
namespace {

// The keywords of `openaffect label`, and the input.
LabelOptions label_options(const TableSource& input, const nb::dict& given) {
  Keywords keywords(given);
  LabelOptions options;
  options.read = read_options(keywords);
  options.input = path_of(input, options.read);
  keywords.take("output", options.output);
  keywords.take("work_dir", options.work_dir);
  keywords.take_list("text", options.text);
  keywords.take_list("columns", options.columns);
  keywords.take_list("drop", options.drop);
  if (keywords.has("format")) options.format = value_of(table_format_of_name(keywords.get<std::string>("format")));
  if (keywords.get<bool>("long")) options.layout = RatingLayout::long_rows;
  keywords.take("id", options.id);
  if (keywords.has("shard")) options.shard = value_of(parse_shard(keywords.get<std::string>("shard")));
  keywords.take("explain", options.rate.evidence);
  keywords.take("min_confidence", options.min_confidence);
  keywords.take("replace_columns", options.replace_columns);
  keywords.take("force", options.force);
  keywords.take("detect_language", options.detect_language);
  keywords.take("report", options.report);
  keywords.take("report_rows", options.report_rows);
  keywords.take("date", options.date);
  keywords.take("threads", options.threads);
  keywords.take("command_line", options.command_line);
  keywords.end();
  return options;
}

// To a file: the summary as JSON.
std::string label_to_file(const TableSource& input, const std::vector<RaterHandle>& handles, const nb::dict& given,
                          const nb::object& listener) {
  const LabelOptions options = label_options(input, given);
  const Raters raters = raters_of(handles);
  LongCall call(listener);
  const LabelContext context{.progress = call.progress_sink(), .stop = call.stop()};
  const LabelSummary summary = call.run([&] { return run_label(options, raters, context); });
  return summary_json(options, raters, summary, file_metadata(options, raters, summary.input));
}

// To memory: the table, and warnings.
nb::tuple label_to_table(const TableSource& input, const std::vector<RaterHandle>& handles, const nb::dict& given,
                         const nb::object& listener) {
  const LabelOptions options = label_options(input, given);
  const Raters raters = raters_of(handles);
  LongCall call(listener);
  const LabelContext context{.progress = call.progress_sink(), .stop = call.stop()};
  const LabelledTable labelled = call.run([&] { return label_in_memory(options, raters, context); });
  return nb::make_tuple(Table{labelled.table}, labelled.summary.warnings);
}

std::vector<std::string> added_names(const std::vector<RaterHandle>& handles, const nb::dict& given) {
  return added_column_names(label_options({}, given), raters_of(handles));
}

}  // namespace

void add_label(nb::module_& module) {
  module.def("label_to_file", &label_to_file, nb::arg("input"), nb::arg("raters"), nb::arg("options"),
             nb::arg("listener").none());
  module.def("label_to_table", &label_to_table, nb::arg("input"), nb::arg("raters"), nb::arg("options"),
             nb::arg("listener").none());
  module.def("added_column_names", &added_names, nb::arg("raters"), nb::arg("options"));
}

}  // namespace openaffect::python
