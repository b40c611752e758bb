#include "openaffect/label/job.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>

#include <fmt/format.h>

#include "openaffect/core/names.h"
#include "openaffect/core/parallel.h"
#include "openaffect/label/pipeline.h"
#include "openaffect/label/provenance.h"
#include "openaffect/label/rating_columns.h"
#include "openaffect/label/sinks.h"
#include "openaffect/label/store.h"
#include "openaffect/label/summary.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// VmHWM and not getrusage(): the latter remembers the program that started this one.
std::uint64_t peak_memory() {
  constexpr std::string_view kField = "VmHWM:";
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(kField)) return std::strtoull(line.c_str() + kField.size(), nullptr, 10) * 1024;
  return 0;
}

Result<std::vector<std::size_t>> find_text_columns(const LabelOptions& options, std::span<const ColumnInfo> columns) {
  if (options.text.empty()) return Error{ErrorKind::unknown, "no column to rate: name one or more with --text"};
  std::vector<std::string> names;
  for (const ColumnInfo& column : columns) names.push_back(column.name);
  std::vector<std::size_t> found;
  for (const std::string& name : options.text) {
    const auto at = std::find(names.begin(), names.end(), name);
    if (at == names.end())
      return Error{ErrorKind::unknown, unknown_name_message("column", name, names), {options.input, {}, "", {}}};
    const auto index = static_cast<std::size_t>(at - names.begin());
    if (columns[index].type != ColumnType::text)
      return Error{ErrorKind::unknown,
                   fmt::format("holds {}, not text", column_type_name(columns[index].type)),
                   {options.input, {}, name, {}}};
    if (std::find(found.begin(), found.end(), index) != found.end())
      return Error{ErrorKind::unknown, fmt::format("--text names column '{}' twice", name)};
    found.push_back(index);
  }
  return found;
}

Result<TableFormat> output_format(const LabelOptions& options, TableFormat input_format) {
  if (options.format) return *options.format;
  if (const auto by_name = table_format_of_path(options.output)) return *by_name;
  if (options.output == "-") return input_format == TableFormat::parquet ? TableFormat::jsonl : input_format;
  return Error{
      ErrorKind::unknown,
      fmt::format("which format should '{}' have? Its name ends in none of .parquet, .csv, .tsv, .jsonl; give --format",
                  options.output)};
}

Result<std::vector<std::size_t>> kept_columns(const LabelOptions& options, std::span<const ColumnInfo> columns,
                                              std::span<const NewColumn> added) {
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const bool clash =
        std::any_of(added.begin(), added.end(), [&](const NewColumn& a) { return a.name == columns[i].name; });
    if (clash && !options.replace_columns)
      return Error{ErrorKind::refused,
                   "the input has this column already, and a rater would add it; --replace-columns replaces it",
                   {options.input, {}, columns[i].name, {}}};
    if (!clash) kept.push_back(i);
  }
  return kept;
}

Result<OutputLayout> make_layout(const LabelOptions& options, const Raters& raters, const TableReader& reader) {
  OutputLayout layout;
  layout.input_format = reader.format();
  layout.input_delimiter = options.read.delimiter;
  layout.input_schema = reader.schema();
  layout.input_header = reader.header();
  layout.input_columns.assign(reader.columns().begin(), reader.columns().end());
  OA_TRY(format, output_format(options, reader.format()));
  layout.format = format;
  if (format == reader.format()) layout.delimiter = options.read.delimiter;
  for (const std::string& source : options.text)
    for (const auto& rater : raters)
      for (NewColumn& column : rating_columns(source, rater->info(), options.rate))
        layout.new_columns.push_back(std::move(column));
  OA_TRY(kept, kept_columns(options, reader.columns(), layout.new_columns));
  layout.kept = std::move(kept);
  return layout;
}

std::uint64_t blocks_per_run(const Raters& raters) {
  const bool slow = std::any_of(raters.begin(), raters.end(), [](const auto& rater) { return rater->info().slow; });
  return slow ? 1 : kRowGroupBlocks;
}

// One run: opened, taken up where an earlier one stopped, run, finished.
class Job {
 public:
  Job(const LabelOptions& options, const Raters& raters, const LabelContext& context)
      : options_(options), raters_(raters), context_(context), start_(Clock::now()) {
    summary_.threads = options.threads > 0 ? options.threads : usable_cores();
  }

  Result<LabelSummary> run() {
    OA_CHECK(open());
    if (store_ && store_->renamed()) return finish_renamed();
    OA_CHECK(take_up());
    if (const auto done = run_to_the_end(); !done) return stopped_by(done.error());
    OA_CHECK(finish());
    return std::move(summary_);
  }

 private:
  Result<Done> open() {
    if (raters_.empty()) return Error{ErrorKind::unknown, "no rater: name one or more with --raters"};
    if (is_same_file(options_.input, options_.output))
      return Error{ErrorKind::refused, "the output would replace the input", {options_.output, {}, "", {}}};
    OA_TRY(reader, open_table(options_.input, options_.read));
    reader_ = std::move(reader);
    OA_TRY(text_columns, find_text_columns(options_, reader_->columns()));
    text_columns_ = std::move(text_columns);
    OA_TRY(layout, make_layout(options_, raters_, *reader_));
    layout_ = std::move(layout);
    identity_ = job_identity(options_, raters_, layout_, reader_->identity());
    if (options_.output != "-") {
      OA_TRY(store, Store::open(options_.output, identity_, reader_->identity().modified_ns,
                                {.force = options_.force, .commit_seconds = options_.commit_seconds}));
      store_ = std::move(store);
    }
    OA_TRY(writer, make_table_writer(layout_, sink()));
    writer_ = std::move(writer);
    if (writer_->needed_columns().empty()) reader_->allow_unnamed_keys();  // rows pass as bytes: nothing is lost
    return Done{};
  }

  ByteSink& sink() { return store_ ? static_cast<ByteSink&>(*store_) : standard_output_; }

  Result<Done> take_up() {
    if (!store_ || store_->manifest().parts.empty()) return Done{};
    if (options_.input == "-")
      return Error{ErrorKind::refused,
                   "a job that read standard input cannot be continued; --force starts anew",
                   {options_.output, {}, "", {}}};
    const Manifest& manifest = store_->manifest();
    for (const PartRecord& part : manifest.parts) remember(part);
    summary_.rows_before = summary_.counts.rows;
    first_block_ = manifest.parts.back().blocks;
    const bool touched = manifest.input_modified_ns != reader_->identity().modified_ns;
    return reader_->resume(manifest.parts.back().checkpoint, touched);
  }

  void remember(const PartRecord& part) {
    const std::uint64_t before = summary_.parts.empty() ? 0 : part_end_;
    summary_.parts.push_back({part.rows, part.end - before});
    part_end_ = part.end;
    part_records_.push_back(part.writer_record);
    summary_.counts.merge(part.counts);
  }

  Result<Done> run_to_the_end() {
    session_start_fraction_ = reader_->fraction();
    rows_seen_ = summary_.counts.rows;
    return run_pipeline({.reader = *reader_,
                         .writer = *writer_,
                         .new_columns = layout_.new_columns,
                         .text_columns = text_columns_,
                         .raters = raters_,
                         .rate = options_.rate,
                         .plan = {options_.shard, blocks_per_run(raters_)},
                         .first_block = first_block_,
                         .threads = summary_.threads,
                         .add_part = [this](PartRecord part) { return add_part(std::move(part)); },
                         .progress = [this](const JobCounts& written) { report(written); },
                         .stop = context_.stop});
  }

  Result<Done> add_part(PartRecord part) {
    part.end = sink().position();
    remember(part);
    return store_ ? store_->add_part(std::move(part)) : Result<Done>(Done{});
  }

  void report(const JobCounts& written) {
    constexpr double kEverySeconds = 0.2;
    rows_seen_ += written.rows;
    const double seconds = seconds_since(start_);
    if (!context_.progress || seconds - last_report_ < kEverySeconds) return;
    last_report_ = seconds;
    const double fraction = reader_->fraction();
    context_.progress({.rows = rows_seen_,
                       .session_rows = rows_seen_ - summary_.rows_before,
                       .fraction = fraction,
                       .session_fraction = fraction - session_start_fraction_,
                       .seconds = seconds});
  }

  // What is done is brought to the disk, and the message says how to go on.
  Error stopped_by(Error error) {
    if (!store_) return error;
    const Result<Done> committed = store_->commit();
    if (error.kind == ErrorKind::interrupted || error.kind == ErrorKind::io)
      error.what += fmt::format("; {} rows are safe in {}, and the same command continues",
                                with_thousands(committed ? summary_.counts.rows : summary_.rows_before),
                                Store::partial_folder(options_.output));
    return error;
  }

  Result<Done> finish() {
    OA_CHECK(writer_->finish(part_records_, file_metadata(options_, raters_, reader_->identity())));
    close_summary();
    return store_ ? store_->finish(summary_json(options_, raters_, summary_)) : Result<Done>(Done{});
  }

  // The earlier run died between the rename and the summary: the output is whole.
  Result<LabelSummary> finish_renamed() {
    for (const PartRecord& part : store_->manifest().parts) remember(part);
    summary_.rows_before = summary_.counts.rows;
    if (!part_records_.empty()) OA_CHECK(reader_->resume(store_->manifest().parts.back().checkpoint, false));
    close_summary();
    OA_CHECK(store_->finish(summary_json(options_, raters_, summary_)));
    return std::move(summary_);
  }

  void close_summary() {
    summary_.input = reader_->identity();
    summary_.job = job_hash(identity_, summary_.input);
    summary_.header_bytes = writer_->header().size();
    summary_.seconds = seconds_since(start_);
    summary_.peak_memory = peak_memory();
  }

  const LabelOptions& options_;
  const Raters& raters_;
  const LabelContext& context_;
  const Clock::time_point start_;
  std::unique_ptr<TableReader> reader_;
  StandardOutput standard_output_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<TableWriter> writer_;
  OutputLayout layout_;
  JobIdentity identity_;
  std::vector<std::size_t> text_columns_;
  std::vector<std::string> part_records_;
  std::uint64_t part_end_ = 0, first_block_ = 0, rows_seen_ = 0;
  double session_start_fraction_ = 0, last_report_ = 0;
  LabelSummary summary_;
};

}  // namespace

Result<LabelSummary> run_label(const LabelOptions& options, const Raters& raters, const LabelContext& context) {
  return Job(options, raters, context).run();
}

}  // namespace openaffect
