#include <fmt/format.h>

#include "openaffect/cli/command.h"
#include "openaffect/cli/job.h"
#include "openaffect/cli/read_flags.h"
#include "openaffect/cli/sub_verbs.h"
#include "openaffect/core/names.h"
#include "openaffect/core/printable.h"
#include "openaffect/core/progress.h"
#include "openaffect/exchange/convert.h"

namespace openaffect {
namespace {

constexpr std::string_view kTable = "table";

// What `data convert` takes for data sets of other tools, beyond what tables need.
struct DatasetFlags {
  ConvertOptions options;
  std::string tables = "parquet";

  void declare(CLI::App& app) {
    app.add_option("--from", options.from,
                   "of the input: audformat, hugging_face, label_studio, table; by default told by what is there");
    app.add_option("--to", options.to, "of the output: the same; by default told by its name");
    app.add_option("--table", options.table, "to a table: which of the data set's");
    app.add_option("--config", options.read.config, "of a Hugging Face folder: which configuration");
    app.add_option("--label-config", options.read.labels,
                   "of Label Studio: the project's labelling configuration (XML)");
    app.add_option("--tables", tables, "of tables inside a folder: parquet, csv, jsonl")->capture_default_str();
    app.add_flag("--copy-media", options.write.copy_media, "copy the files that the tables name");
    app.add_flag("--follow-links", follow_links, "in a folder: also symbolic links that lead out of it");
  }

  bool follow_links = false;
};

Result<Done> refuse_given(const CLI::App& app, std::initializer_list<const char*> flags, std::string_view why) {
  for (const char* flag : flags)
    if (app.count(flag) > 0) return Error{ErrorKind::unknown, fmt::format("{} {}", flag, why)};
  return Done{};
}

// A flag that this conversion has no use for is an error, not a silence.
Result<Done> check_flags(const CLI::App& app, const ConvertOptions& options) {
  OA_TRY(from, input_format_of(options));
  OA_TRY(to, output_format_of(options));
  OA_CHECK(refuse_given(app, {"--columns", "--drop"}, "chooses from a table, not from a data set"));
  if (from != kTable)
    OA_CHECK(refuse_given(
        app, {"--input-format", "--encoding", "--delimiter", "--quote", "--type", "--on-bad-row", "--limit"},
        "is for tables, and the input is a data set"));
  if (from != "hugging_face")
    OA_CHECK(refuse_given(app, {"--config"}, "chooses in Hugging Face folders, and the input is none"));
  if (from != "label_studio")
    OA_CHECK(refuse_given(app, {"--label-config"}, "is of Label Studio's tasks, and the input has none"));
  if (to != kTable)
    OA_CHECK(refuse_given(app, {"--table", "--format"}, "is for a table, and the output is a data set"));
  if (to == kTable)
    OA_CHECK(refuse_given(app, {"--copy-media"}, "copies beside a data set, and the output is a table"));
  if (to == kTable || to == "label_studio")
    OA_CHECK(refuse_given(app, {"--tables"}, "is of tables inside a folder, and the output is a file"));
  return Done{};
}

int show_conversion(const ConvertOptions& options, const Terminal& terminal) {
  const auto plan = plan_conversion(options);
  if (!plan) return terminal.fail(plan.error());
  std::string text = fmt::format("input    {} ({})\n", options.input, plan->from);
  for (const auto& [id, rows] : plan->tables) text += fmt::format("           {}  {} rows\n", id, with_thousands(rows));
  text += fmt::format("output   {} ({})\n", options.output, plan->to);
  terminal.print(printable(text) + "nothing was written: this was a dry run\n");
  return 0;
}

int convert_for(DatasetFlags& flags, const CLI::App& app, const LabelOptions& table, bool dry_run, Terminal& terminal) {
  ConvertOptions& options = flags.options;
  const auto tables = table_format_of_name(flags.tables);
  if (!tables) return terminal.fail(tables.error());
  if (*tables == TableFormat::tsv)
    return terminal.fail({ErrorKind::unknown, "--tables takes parquet, csv or jsonl, not 'tsv'"});
  options.write.tables = *tables;
  options.read.links = options.write.links = flags.follow_links ? Links::anywhere : Links::inside;
  options.write.overwrite = table.force ? Overwrite::replace : Overwrite::refuse;
  options.read.table = table.read;
  options.table_format = table.format;
  if (const auto fits = check_flags(app, options); !fits) return terminal.fail(fits.error());
  if (dry_run) return show_conversion(options, terminal);
  const auto summary = convert_dataset(options);
  if (!summary) return terminal.fail(summary.error());
  terminal.message(printable(convert_summary_text(options, *summary)));
  return 0;
}

}  // namespace

int run_data_convert(const std::vector<std::string>& arguments, Terminal& terminal) {
  ReadFlags read;
  DatasetFlags dataset;
  LabelOptions options;
  std::string format;
  std::vector<std::string> columns, drop;
  bool dry_run = false;
  Command command(
      "data convert",
      "Writes a table or a data set in another format: audformat databases, Hugging Face folders, Label Studio "
      "tasks. Of tables: interrupted, the same command continues where it stopped. Of data sets: what the "
      "other format cannot say is listed.",
      {"openaffect data convert posts.jsonl.gz posts.parquet",
       "openaffect data convert labelled.parquet labelled.csv --drop description",
       "openaffect data convert parts/ all.parquet --type likes=int64",
       "openaffect data convert emodb/ emodb_hub --to hugging_face",
       "openaffect data convert export.json ratings.parquet",
       "openaffect data convert labelled.parquet database --to audformat"});
  CLI::App& app = command.options();
  app.add_option("INPUT", options.input,
                 "a table, a folder or a quoted pattern of tables, s3://BUCKET/KEY, a data set; - is standard input")
      ->required();
  app.add_option("OUTPUT", options.output, "its ending names the format; - is standard output")->required();
  app.add_option("--format", format, "of the output: parquet, csv, tsv, jsonl");
  app.add_option("--columns", columns, "to keep, in this order, comma-separated; by default all");
  app.add_option("--drop", drop, "columns to leave out, comma-separated");
  dataset.declare(app);
  read.declare(app);
  app.add_option("--work-dir", options.work_dir,
                 "of an output in an object store: the folder for OUTPUT.partial, by default the current one");
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
  dataset.options.input = options.input;
  dataset.options.output = options.output;
  if (concerns_datasets(dataset.options)) return convert_for(dataset, app, options, dry_run, terminal);
  const auto of_tables =
      refuse_given(app, {"--table", "--tables", "--config", "--label-config", "--copy-media", "--follow-links"},
                   "is of data sets, and this is a table to a table (--to names another format)");
  if (!of_tables) return terminal.fail(of_tables.error());
  options.command_line = "openaffect data convert " + options.input + " " + options.output;
  return dry_run ? show_plan(options, {}, terminal) : run_job(options, {}, terminal);
}

}  // namespace openaffect
