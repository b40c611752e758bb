#include "openaffect/cli/job.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "openaffect/cli/live_line.h"
#include "openaffect/cli/stop_signal.h"
#include "openaffect/core/names.h"
#include "openaffect/label/sinks.h"
#include "openaffect/label/store.h"
#include "openaffect/label/summary.h"

namespace openaffect {

int run_job(const LabelOptions& options, const Raters& raters, const Terminal& terminal) {
  const std::atomic<bool>& stop = stop_on_signals();
  Result<LabelSummary> summary = Error{};
  {
    LiveLine line(terminal);
    const auto show = [&](const Progress& progress) { line.show(describe_progress(progress)); };
    summary = run_label(options, raters, {.progress = show, .stop = &stop});
  }
  if (!summary && summary.error().what == kReaderWentAway) return 0;
  if (!summary) return terminal.fail(summary.error());
  terminal.message(summary_text(options, *summary));
  constexpr int kSomeRowsFailed = 3;
  return summary->counts.bad_rows + summary->counts.failed_ratings > 0 ? kSomeRowsFailed : 0;
}

int show_plan(const LabelOptions& options, const Raters& raters, const Terminal& terminal) {
  const auto preview = preview_label(options, raters);
  if (!preview) return terminal.fail(preview.error());
  std::string text = fmt::format("input    {} ({})\n", options.input, table_format_name(preview->input_format));
  for (const ColumnInfo& column : preview->input_columns)
    text += fmt::format("           {}  {}{}\n", column.name, column_type_name(column.type),
                        column.nested ? ", inside another column" : "");
  if (!raters.empty()) text += fmt::format("rates    {}\n", fmt::join(options.text, ", "));
  for (const auto& rater : raters)
    text += fmt::format("with     {} {} ({})\n", rater->info().name, rater->info().version, rater->info().licence_text);
  text += fmt::format("output   {} ({})\n", options.output, table_format_name(preview->output_format));
  for (const std::string& column : preview->output_columns) text += fmt::format("           {}\n", column);
  terminal.print(text + "nothing was written: this was a dry run\n");
  return 0;
}

}  // namespace openaffect
