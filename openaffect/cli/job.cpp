#include "openaffect/cli/job.h"

#include <unistd.h>

#include <csignal>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "openaffect/core/names.h"
#include "openaffect/label/sinks.h"
#include "openaffect/label/store.h"
#include "openaffect/label/summary.h"

namespace openaffect {
namespace {

std::atomic<bool> stop_asked = false;

extern "C" void ask_to_stop(int signal) {
  if (stop_asked.exchange(true)) ::_exit(128 + signal);  // asked twice: at once; what was committed is safe
}

// A line that is redrawn on a terminal; elsewhere a line every few seconds.
class ProgressLine {
 public:
  explicit ProgressLine(const Terminal& terminal) : terminal_(terminal) {}
  ~ProgressLine() {
    if (drawn_) terminal_.message("\r\x1b[K");
  }
  void show(const Progress& progress) {
    constexpr double kEverySeconds = 5;
    if (!terminal_.live_err && progress.seconds - last_ < kEverySeconds) return;
    last_ = progress.seconds;
    drawn_ = terminal_.live_err;
    terminal_.message(terminal_.live_err ? "\r" + describe_progress(progress) + "\x1b[K"
                                         : describe_progress(progress) + "\n");
  }

 private:
  const Terminal& terminal_;
  double last_ = 0;
  bool drawn_ = false;
};

}  // namespace

int run_job(const LabelOptions& options, const Raters& raters, const Terminal& terminal) {
  std::signal(SIGINT, ask_to_stop);
  std::signal(SIGTERM, ask_to_stop);
  Result<LabelSummary> summary = Error{};
  {
    ProgressLine line(terminal);
    summary = run_label(options, raters, {.progress = [&](const Progress& p) { line.show(p); }, .stop = &stop_asked});
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
