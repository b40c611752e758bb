#include <fmt/format.h>

#include "openaffect/cli/command.h"
#include "openaffect/cli/job.h"
#include "openaffect/cli/neural_flags.h"
#include "openaffect/cli/read_flags.h"
#include "openaffect/cli/verbs.h"
#include "openaffect/core/names.h"
#include "openaffect/label/job.h"
#include "openaffect/raters/table.h"

namespace openaffect {
namespace {

struct Flags {
  ReadFlags read;
  NeuralFlags neural;
  std::string input, output, format, use, shard = "1/1";
  std::vector<std::string> text, raters, assignments, columns, drop;
  bool is_long = false, dry_run = false;
};

std::string command_line(const std::vector<std::string>& arguments) {
  std::string text = "openaffect label";
  for (const std::string& argument : arguments) text += " " + argument;
  return text;
}

void declare(CLI::App& app, Flags& flags, LabelOptions& options) {
  app.add_option(
         "INPUT", flags.input,
         "a CSV, TSV, JSONL, JSON or Parquet file, also with gzip or zstd; a folder or a quoted pattern of such "
         "files; s3://BUCKET/KEY; - is standard input")
      ->required();
  app.add_option("-t,--text", flags.text, "the columns to rate, comma-separated")->required();
  app.add_option(
      "-r,--raters", flags.raters,
      "who rates, by default vader,pattern; model:FOLDER or hf:FOLDER for a network, vader:FILE for a lexicon of your "
      "own, NAME= in front for a name");
  app.add_option("-o,--output", flags.output,
                 "the labelled table; its ending names the format; s3://BUCKET/KEY; - is standard output")
      ->required();
  app.add_option("--work-dir", options.work_dir,
                 "of an output in an object store: the folder for X.partial, by default the current one");
  app.add_option("--format", flags.format, "of the output: parquet, csv, tsv, jsonl");
  app.add_flag("--long", flags.is_long, "one row for each item, rater and field instead of one column");
  app.add_option("--id", options.id, "with --long: the column of the items' ids; by default id, else the row's number");
  app.add_option("--columns", flags.columns, "of the input to keep, comma-separated; by default all");
  app.add_option("--drop", flags.drop, "columns of the input to leave out, comma-separated");
  app.add_option("--set", flags.assignments, "an option of a rater: pattern.opinion.cuts=.4,.6");
  app.add_option("--use", flags.use, "commercial: refuse raters whose licence class is not open");
  app.add_option("--shard", flags.shard,
                 "i/n: only the i-th of n shares of the rows; openaffect data merge joins the outputs");
  app.add_flag("--explain", options.rate.evidence, "also a column with the words that decided, per rater");
  app.add_option("--min-confidence", options.min_confidence,
                 "withhold decisions of which their rater is less sure (status abstain)");
  flags.read.declare(app);
  flags.neural.declare(app);
  flags.neural.declare_embed(app);
  app.add_flag("--replace-columns", options.replace_columns,
               "replace input columns of the raters' names instead of refusing");
  app.add_flag("--force", options.force, "discard a finished or unfinished output of this name");
  app.add_flag("--detect-language", options.detect_language,
               "also a column with each text's language (a BCP 47 code; und where it cannot be told)");
  app.add_option("--report", options.report, "also a page about the result, one HTML file: shares, agreement, samples");
  app.add_option("--report-rows", options.report_rows, "how many sampled rows the report shows; 0: none");
  app.add_option("--date", options.date, "the column of the report's time axis");
  app.add_flag("--dry-run", flags.dry_run, "only say what would be read, rated and written");
  app.add_option("--threads", options.threads, "how many, by default all cores");
}

Result<Done> set_options(const Flags& flags, LabelOptions& options) {
  options.input = flags.input;
  options.output = flags.output;
  options.text = split_at_commas(flags.text);
  options.columns = split_at_commas(flags.columns);
  options.drop = split_at_commas(flags.drop);
  if (flags.is_long) options.layout = RatingLayout::long_rows;
  OA_TRY(read, flags.read.options());
  options.read = std::move(read);
  if (!flags.format.empty()) {
    OA_TRY(format, table_format_of_name(flags.format));
    options.format = format;
  }
  OA_TRY(shard, parse_shard(flags.shard));
  options.shard = shard;
  return Done{};
}

}  // namespace
}  // namespace openaffect

extern "C" int openaffect_verb_label(const std::vector<std::string>& arguments, openaffect::Terminal& terminal) {
  using namespace openaffect;
  Flags flags;
  LabelOptions options;
  options.command_line = command_line(arguments);
  Command command(
      "label", "Labels every row of a table. Interrupted, the same command continues where it stopped.",
      {"openaffect label videos.csv --text title,description --raters vader,pattern -o labelled.parquet",
       "cat posts.jsonl | openaffect label - --text body --raters vader -o - --format jsonl | head",
       "openaffect label posts.csv --text body --raters hf:./my-model,vader --precision int8 -o out.parquet",
       "openaffect label big.csv --text body --raters vader -o out.parquet --shard 3/16"});
  declare(command.options(), flags, options);
  if (const auto code = command.parse(arguments, terminal)) return *code;
  if (const auto set = set_options(flags, options); !set) return terminal.fail(set.error());

  if (flags.raters.empty()) flags.raters = {"vader,pattern"};
  const auto settings = parse_rater_settings(flags.assignments);
  if (!settings) return terminal.fail(settings.error());
  const auto neural = flags.neural.options();
  if (!neural) return terminal.fail(neural.error());
  const auto raters = make_raters(flags.raters, *settings, *neural);
  if (!raters) return terminal.fail(raters.error());
  if (const auto may = check_use(*raters, flags.use); !may) return terminal.fail(may.error());

  return flags.dry_run ? show_plan(options, *raters, terminal) : run_job(options, *raters, terminal);
}
