#include "openaffect/label/job.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>

#include <fmt/format.h>

#include "openaffect/core/names.h"
#include "openaffect/core/network_process.h"
#include "openaffect/core/parallel.h"
#include "openaffect/data/memory_writer.h"
#include "openaffect/data/object_path.h"
#include "openaffect/label/layout.h"
#include "openaffect/label/option_rules.h"
#include "openaffect/label/pipeline.h"
#include "openaffect/label/provenance.h"
#include "openaffect/label/report.h"
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

// The options with what follows from others.
LabelOptions completed(LabelOptions options) {
  options.read.nested = options.text;
  return options;
}

// A column that an option names, or absent when it names none; `flag` for the message.
Result<std::optional<std::size_t>> find_named(const LabelOptions& options, std::string_view flag,
                                              const std::string& name, std::span<const ColumnInfo> columns) {
  std::vector<std::string> names;
  for (const ColumnInfo& column : columns) names.push_back(column.name);
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) return std::optional(static_cast<std::size_t>(found - names.begin()));
  if (name.empty()) return std::optional<std::size_t>();
  return Error{ErrorKind::unknown,
               fmt::format("{}: {}", flag, unknown_name_message("column", name, names)),
               {options.input, {}, "", {}}};
}

// Of the long layout's ids; absent: rows are numbered.
Result<std::optional<std::size_t>> find_id_column(const LabelOptions& options, std::span<const ColumnInfo> columns) {
  const bool is_there =
      std::any_of(columns.begin(), columns.end(), [](const ColumnInfo& column) { return column.name == "id"; });
  return find_named(options, "--id", options.id.empty() && is_there ? "id" : options.id, columns);
}

// Vectors make a row group wide: it is halved until theirs fit.
std::uint64_t blocks_per_run(const LabelOptions& options, const Raters& raters) {
  constexpr std::uint64_t kMostVectorBytes = std::uint64_t{32} << 20;
  std::uint64_t blocks = kRowGroupBlocks, bytes_of_row = 0;
  for (const auto& rater : raters) {
    if (rater->info().slow) blocks = 1;
    for (const RaterField& field : rater->info().fields)
      bytes_of_row += options.text.size() * field.size * sizeof(float);
  }
  while (blocks > 1 && blocks * kBlockRows * bytes_of_row > kMostVectorBytes) blocks /= 2;
  return blocks;
}

// One run: opened, taken up where an earlier one stopped, run, finished.
class Job {
 public:
  Job(const LabelOptions& options, const Raters& raters, const LabelContext& context)
      : options_(completed(options)), raters_(raters), context_(context), start_(Clock::now()) {
    summary_.threads = options.threads > 0 ? options.threads : usable_cores();
  }

  Result<LabelPreview> preview() {
    OA_CHECK(open_input());
    LabelPreview preview{.input_format = reader_->format(),
                         .output_format = layout_.format,
                         .input_columns = {reader_->columns().begin(), reader_->columns().end()},
                         .output_columns = {}};
    for (const std::size_t column : layout_.kept) preview.output_columns.push_back(layout_.input_columns[column].name);
    for (const NewColumn& column : layout_.new_columns) preview.output_columns.push_back(column.name);
    return preview;
  }

  Result<LabelledTable> run_in_memory() {
    in_memory_ = true;
    OA_TRY(summary, run());
    return LabelledTable{memory_writer_->table(), std::move(summary)};
  }

  Result<LabelSummary> run() {
    OA_CHECK(open_input());
    OA_CHECK(open_output());
    if (store_ && store_->renamed()) return finish_renamed();
    OA_CHECK(begin_overview());
    OA_CHECK(take_up());
    if (const auto done = run_to_the_end(); !done) return stopped_by(done.error());
    OA_CHECK(finish());
    return std::move(summary_);
  }

 private:
  Result<Done> open_input() {
    OA_CHECK(check_options(options_, raters_));
    for (const auto& rater : raters_)
      if (rater->info().kind == RaterKind::model) OA_CHECK(check_network_process());
    OA_CHECK(check_places());
    OA_TRY(reader, open_table(options_.input, options_.read));
    reader_ = std::move(reader);
    if (!raters_.empty()) {
      OA_TRY(text_columns, find_text_columns(options_, reader_->columns()));
      text_columns_ = std::move(text_columns);
    }
    OA_TRY(id_column, find_id_column(options_, reader_->columns()));
    id_column_ = id_column;
    OA_TRY(date_column, find_named(options_, "--date", options_.date, reader_->columns()));
    date_column_ = date_column;
    OA_TRY(layout, make_layout(options_, raters_, *reader_));
    layout_ = std::move(layout);
    return Done{};
  }

  Result<Done> check_places() const {
    const auto same_object = [&] {
      const auto input = parse_object_path(options_.input), output = parse_object_path(options_.output);
      return input && output && *input == *output;
    };
    if (is_object(options_.output) && is_object(options_.input) ? same_object()
                                                                : is_same_file(options_.input, options_.output))
      return Error{ErrorKind::refused, "the output would replace the input", {options_.output, {}, "", {}}};
    if (!options_.work_dir.empty() && !is_object(options_.output))
      return Error{ErrorKind::unknown, "--work-dir goes with an output in an object store (s3://…)"};
    if (is_object(options_.report))
      return Error{ErrorKind::unsupported, "a report is written to a file", {options_.report, {}, "", {}}};
    return Done{};
  }

  Result<Done> open_output() {
    identity_ = job_identity(options_, raters_, layout_, reader_->identity());
    if (in_memory_) {
      OA_TRY(writer, make_memory_writer(layout_, options_.input));
      memory_writer_ = std::move(writer);
      return Done{};
    }
    if (options_.output != "-") {
      OA_TRY(store,
             Store::open(
                 options_.output, identity_, reader_->identity().modified_ns,
                 {.force = options_.force, .commit_seconds = options_.commit_seconds, .work_dir = options_.work_dir}));
      store_ = std::move(store);
    }
    OA_TRY(writer, make_table_writer(layout_, sink()));
    file_writer_ = std::move(writer);
    if (file_writer_->needed_columns().empty()) reader_->allow_unnamed_keys();  // rows pass as bytes: nothing is lost
    return Done{};
  }

  TableWriter& writer() { return in_memory_ ? static_cast<TableWriter&>(*memory_writer_) : *file_writer_; }

  ByteSink& sink() { return store_ ? static_cast<ByteSink&>(*store_) : standard_output_; }

  // Looks at every job for the texts' languages; a report shows more rows.
  Result<Done> begin_overview() {
    if (raters_.empty()) return Done{};
    OA_TRY(table, RatedTable::parse(file_metadata(options_, raters_, reader_->identity())));
    const OverviewPart part = options_.report.empty() ? OverviewPart::sample : OverviewPart::everything;
    overview_ = std::make_unique<Overview>(std::move(table), options_.rate.evidence,
                                           rows_to_sample(options_.report_rows), part);
    return Done{};
  }

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
                         .writer = writer(),
                         .text_columns = text_columns_,
                         .id_column = id_column_,
                         .options = options_,
                         .raters = raters_,
                         .overview = overview_.get(),
                         .date_column = date_column_,
                         .plan = {options_.shard, blocks_per_run(options_, raters_)},
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
                                Store::partial_folder(options_.output, options_.work_dir));
    return error;
  }

  Result<Done> finish() {
    OA_CHECK(writer().finish(part_records_, metadata()));
    close_summary();
    if (overview_) summary_.warnings = language_warnings(*overview_);
    if (store_) OA_CHECK(store_->finish(summary_json(options_, raters_, summary_, metadata())));
    return report();
  }

  FileMetadata metadata() const { return file_metadata(options_, raters_, reader_->identity()); }

  // What was counted here is not all when earlier runs did a part: the finished file is read then.
  Result<Done> report() {
    if (options_.report.empty()) return Done{};
    ReportOptions report{.page = options_.report,
                         .title = options_.input,
                         .rows = options_.report_rows,
                         .date = options_.date,
                         .threads = summary_.threads};
    report.bad_rows = summary_.counts.bad_rows;
    if (summary_.rows_before > 0) return report_file(options_.output, metadata(), raters_, report);
    return write_report(*overview_, metadata(), raters_, report);
  }

  // The earlier run died between the rename and the summary: the output is whole.
  Result<LabelSummary> finish_renamed() {
    for (const PartRecord& part : store_->manifest().parts) remember(part);
    summary_.rows_before = summary_.counts.rows;
    if (!part_records_.empty()) OA_CHECK(reader_->resume(store_->manifest().parts.back().checkpoint, false));
    close_summary();
    OA_CHECK(store_->finish(summary_json(options_, raters_, summary_, metadata())));
    OA_CHECK(report());
    return std::move(summary_);
  }

  void close_summary() {
    summary_.input = reader_->identity();
    summary_.job = job_hash(identity_, summary_.input);
    summary_.header_bytes = writer().header().size();
    summary_.seconds = seconds_since(start_);
    summary_.peak_memory = peak_memory();
  }

  const LabelOptions options_;
  const Raters& raters_;
  const LabelContext& context_;
  const Clock::time_point start_;
  std::unique_ptr<TableReader> reader_;
  StandardOutput standard_output_;
  std::unique_ptr<Store> store_;
  bool in_memory_ = false;
  std::unique_ptr<TableWriter> file_writer_;
  std::unique_ptr<MemoryWriter> memory_writer_;  // instead of it
  OutputLayout layout_;
  JobIdentity identity_;
  std::vector<std::size_t> text_columns_;
  std::optional<std::size_t> id_column_;    // of the long layout
  std::optional<std::size_t> date_column_;  // of the report
  std::unique_ptr<Overview> overview_;
  std::vector<std::string> part_records_;
  std::uint64_t part_end_ = 0, first_block_ = 0, rows_seen_ = 0;
  double session_start_fraction_ = 0, last_report_ = 0;
  LabelSummary summary_;
};

}  // namespace

Result<LabelPreview> preview_label(const LabelOptions& options, const Raters& raters) {
  return Job(options, raters, {}).preview();
}

Result<LabelSummary> run_label(const LabelOptions& options, const Raters& raters, const LabelContext& context) {
  return Job(options, raters, context).run();
}

Result<LabelledTable> label_in_memory(const LabelOptions& options, const Raters& raters, const LabelContext& context) {
  LabelOptions typed = options;
  typed.output = {};
  typed.format = TableFormat::parquet;
  typed.shard = {};
  return Job(typed, raters, context).run_in_memory();
}

std::vector<std::string> added_column_names(const LabelOptions& options, const Raters& raters) {
  std::vector<std::string> names;
  for (const NewColumn& column : added_columns(options, raters)) names.push_back(column.name);
  return names;
}

}  // namespace openaffect
