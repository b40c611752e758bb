#include "openaffect/cli/command.h"
#include "openaffect/cli/job.h"
#include "openaffect/cli/read_flags.h"
#include "openaffect/cli/sub_verbs.h"
#include "openaffect/core/names.h"

namespace openaffect {

int run_data_convert(const std::vector<std::string>& arguments, Terminal& terminal) {
  ReadFlags read;
  LabelOptions options;
  std::string format;
  std::vector<std::string> columns, drop;
  bool dry_run = false;
  Command command("data convert",
                  "Writes a table in another format. Interrupted, the same command continues where it stopped.",
                  {"openaffect data convert posts.jsonl.gz posts.parquet",
                   "openaffect data convert labelled.parquet labelled.csv --drop description",
                   "openaffect data convert parts/ all.parquet --type likes=int64"});
  CLI::App& app = command.options();
  app.add_option("INPUT", options.input, "a table, a folder or a quoted pattern of tables; - is standard input")
      ->required();
  app.add_option("OUTPUT", options.output, "its ending names the format; - is standard output")->required();
  app.add_option("--format", format, "of the output: parquet, csv, tsv, jsonl");
  app.add_option("--columns", columns, "to keep, in this order, comma-separated; by default all");
  app.add_option("--drop", drop, "columns to leave out, comma-separated");
  read.declare(app);
  app.add_flag("--force", options.force, "discard a finished or unfinished output of this name");
  app.add_flag("--dry-run", dry_run, "only say what would be read and written");
  app.add_option("--threads", options.threads, "how many, by default all cores")->check(CLI::Range(1, 1024));
  if (const auto code = command.parse(arguments, terminal)) return *code;

  const auto read_options = read.options();
  if (!read_options) return terminal.fail(read_options.error());
  options.read = *read_options;
  options.columns = split_at_commas(columns);
  options.drop = split_at_commas(drop);
  if (!format.empty()) {
    const auto named = table_format_of_name(format);
    if (!named) return terminal.fail(named.error());
    options.format = *named;
  }
  options.command_line = "openaffect data convert " + options.input + " " + options.output;
  return dry_run ? show_plan(options, {}, terminal) : run_job(options, {}, terminal);
}

}  // namespace openaffect
