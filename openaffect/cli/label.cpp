#include <unistd.h>

#include <csignal>

#include <fmt/format.h>

#include "openaffect/cli/command.h"
#include "openaffect/cli/verbs.h"
#include "openaffect/core/names.h"
#include "openaffect/label/job.h"
#include "openaffect/label/sinks.h"
#include "openaffect/label/store.h"
#include "openaffect/label/summary.h"
#include "openaffect/raters/table.h"

namespace openaffect {
namespace {

std::atomic<bool> stop_asked = false;

extern "C" void ask_to_stop(int signal) {
  if (stop_asked.exchange(true)) ::_exit(128 + signal);  // asked twice: at once; what was committed is safe
}

struct Flags {
  std::string input, output, format, input_format, shard = "1/1", on_bad_row = "fail", quote = "\"", delimiter;
  std::vector<std::string> text, raters, assignments, types;
};

std::string command_line(const std::vector<std::string>& arguments) {
  std::string text = "openaffect label";
  for (const std::string& argument : arguments) text += " " + argument;
  return text;
}

void declare(CLI::App& app, Flags& flags, LabelOptions& options) {
  app.add_option("INPUT", flags.input, "a CSV, TSV, JSONL or Parquet file; - is standard input")->required();
  app.add_option("-t,--text", flags.text, "the columns to rate, comma-separated")->required();
  app.add_option("-r,--raters", flags.raters,
                 "who rates, by default vader,pattern; NAME=vader:FILE for a lexicon of your own");
  app.add_option("-o,--output", flags.output, "the labelled table; its ending names the format; - is standard output")
      ->required();
  app.add_option("--format", flags.format, "of the output: parquet, csv, tsv, jsonl");
  app.add_option("--input-format", flags.input_format, "of the input, where its name does not say it");
  app.add_option("--set", flags.assignments, "an option of a rater: pattern.opinion.cuts=.4,.6");
  app.add_option("--shard", flags.shard,
                 "i/n: only the i-th of n shares of the rows; openaffect data merge joins the outputs");
  app.add_flag("--explain", options.rate.evidence, "also a column with the words that decided, per rater");
  app.add_option("--on-bad-row", flags.on_bad_row,
                 "a row that cannot be read: fail stops there, keep gives it the status decode_error");
  app.add_option("--delimiter", flags.delimiter, "between cells of a CSV input");
  app.add_option("--quote", flags.quote, "what quotes cells of a CSV input: \" or none");
  app.add_option("--type", flags.types,
                 "COLUMN=text|int64|float64|bool|timestamp, where the column is not what it seems");
  app.add_flag("--replace-columns", options.replace_columns,
               "replace input columns of the raters' names instead of refusing");
  app.add_flag("--force", options.force, "discard a finished or unfinished output of this name");
  app.add_option("--threads", options.threads, "how many, by default all cores")->check(CLI::Range(1, 1024));
}

std::vector<std::string> split_columns(const std::vector<std::string>& texts) {
  std::vector<std::string> columns;
  for (const std::string& text : texts)
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t comma = std::min(text.find(',', at), text.size());
      if (comma > at) columns.push_back(text.substr(at, comma - at));
      at = comma + 1;
    }
  return columns;
}

Result<ColumnInfo> parse_type(const std::string& text) {
  static const std::vector<std::string> kNames = {"text", "int64", "float64", "bool", "timestamp"};
  constexpr ColumnType kTypes[] = {ColumnType::text, ColumnType::int64, ColumnType::float64, ColumnType::boolean,
                                   ColumnType::timestamp};
  const std::size_t equals = text.rfind('=');
  const std::string type = equals == std::string::npos ? "" : text.substr(equals + 1);
  const auto found = std::find(kNames.begin(), kNames.end(), type);
  if (equals == 0 || found == kNames.end())
    return Error{ErrorKind::unknown, fmt::format("--type takes COLUMN=TYPE, not '{}': {}", text,
                                                 unknown_name_message("type", type, kNames))};
  return ColumnInfo{text.substr(0, equals), kTypes[found - kNames.begin()]};
}

Result<char> parse_delimiter(const std::string& text) {
  if (text == "\\t" || text == "tab") return '\t';
  if (text.size() == 1 && text != "\"" && text != "\n" && text != "\r") return text[0];
  return Error{ErrorKind::unknown, fmt::format("--delimiter takes one character (or tab), not '{}'", text)};
}

Result<Done> set_read_options(const Flags& flags, ReadOptions& read) {
  if (!flags.input_format.empty()) {
    OA_TRY(format, table_format_of_name(flags.input_format));
    read.format = format;
  }
  if (!flags.delimiter.empty()) {
    OA_TRY(delimiter, parse_delimiter(flags.delimiter));
    read.delimiter = delimiter;
  }
  if (flags.quote != "\"" && flags.quote != "none")
    return Error{ErrorKind::unknown, fmt::format("--quote takes \" or none, not '{}'", flags.quote)};
  read.quotes = flags.quote != "none";
  if (flags.on_bad_row != "fail" && flags.on_bad_row != "keep")
    return Error{ErrorKind::unknown, fmt::format("--on-bad-row takes fail or keep, not '{}'", flags.on_bad_row)};
  read.on_bad_row = flags.on_bad_row == "keep" ? OnBadRow::keep : OnBadRow::fail;
  for (const std::string& text : flags.types) {
    OA_TRY(type, parse_type(text));
    read.types.push_back(type);
  }
  return Done{};
}

Result<Done> set_options(const Flags& flags, LabelOptions& options) {
  options.input = flags.input;
  options.output = flags.output;
  options.text = split_columns(flags.text);
  OA_CHECK(set_read_options(flags, options.read));
  if (!flags.format.empty()) {
    OA_TRY(format, table_format_of_name(flags.format));
    options.format = format;
  }
  OA_TRY(shard, parse_shard(flags.shard));
  options.shard = shard;
  return Done{};
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

int finish(const LabelOptions& options, const Result<LabelSummary>& summary, const Terminal& terminal) {
  if (!summary && summary.error().what == kReaderWentAway) return 0;
  if (!summary) return terminal.fail(summary.error());
  terminal.message(summary_text(options, *summary));
  constexpr int kSomeRowsFailed = 3;
  return summary->counts.bad_rows + summary->counts.failed_ratings > 0 ? kSomeRowsFailed : 0;
}

}  // namespace
}  // namespace openaffect

extern "C" int openaffect_verb_label(const std::vector<std::string>& arguments, openaffect::Terminal& terminal) {
  using namespace openaffect;
  Flags flags;
  LabelOptions options;
  options.command_line = command_line(arguments);
  Command command("label", "Labels every row of a table. Interrupted, the same command continues where it stopped.",
                  {"openaffect label videos.csv --text title,description --raters vader,pattern -o labelled.parquet",
                   "cat posts.jsonl | openaffect label - --text body --raters vader -o - --format jsonl | head",
                   "openaffect label big.csv --text body --raters vader -o out.parquet --shard 3/16"});
  declare(command.options(), flags, options);
  if (const auto code = command.parse(arguments, terminal)) return *code;
  if (const auto set = set_options(flags, options); !set) return terminal.fail(set.error());

  if (flags.raters.empty()) flags.raters = {"vader,pattern"};
  const auto settings = parse_rater_settings(flags.assignments);
  if (!settings) return terminal.fail(settings.error());
  const auto raters = make_raters(flags.raters, *settings);
  if (!raters) return terminal.fail(raters.error());

  std::signal(SIGINT, ask_to_stop);
  std::signal(SIGTERM, ask_to_stop);
  Result<LabelSummary> summary = Error{};
  {
    ProgressLine line(terminal);
    summary = run_label(options, *raters, {.progress = [&](const Progress& p) { line.show(p); }, .stop = &stop_asked});
  }
  return finish(options, summary, terminal);
}
