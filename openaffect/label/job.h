// The job over a whole data set: read blocks, rate them, write parts, summarise. The output's bytes depend on the
// input, the options and the raters only: not on threads, interruptions or the machine's load.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "openaffect/core/progress.h"
#include "openaffect/core/rater.h"
#include "openaffect/data/memory_table.h"
#include "openaffect/data/table.h"
#include "openaffect/label/counts.h"
#include "openaffect/label/plan.h"

namespace openaffect {

using Raters = std::vector<std::shared_ptr<const Rater>>;

enum class RatingLayout {
  wide,       // the input's columns, and one for each rater's field (rating_columns.h)
  long_rows,  // a row for each item, source, rater and field (long_layout.h)
};

struct LabelOptions {
  std::string input;              // a path, or "-" for standard input
  std::string output;             // a path, or "-" for standard output
  std::string work_dir = {};      // of an output in an object store: the folder of X.partial; "": the current one
  std::vector<std::string> text;  // columns to rate; none, and no raters: the table is converted
  ReadOptions read;
  std::optional<TableFormat> format;  // of the output; absent: by its name, else the input's
  RatingLayout layout = RatingLayout::wide;
  std::string id = {};                    // long: the column of the items' ids; "": "id", else the row's number from 1
  std::vector<std::string> columns = {};  // of the input to keep, in this order; none: all
  std::vector<std::string> drop = {};     // of the input to leave out
  Shard shard;
  RateOptions rate;
  std::optional<double> min_confidence = {};    // decisions below it are withheld (abstention.h); absent: none
  bool replace_columns = false;                 // drop input columns whose names the raters need, instead of refusing
  bool force = false;                           // discard an existing output and what is left of an earlier run
  std::size_t threads = 0;                      // 0: all usable cores
  double commit_seconds = 0.5;                  // how much finished work may be lost by a kill
  std::string command_line;                     // for the summary
  bool detect_language = false;                 // wide: a column <source>.language behind the ratings
  std::string report = {};                      // wide: a page about the output, written to this path; "": none
  std::optional<std::size_t> report_rows = {};  // rows of the input that the page shows; absent: 500, if they fit
  std::string date = {};                        // the column of the page's time axis; "": none
};

struct LabelContext {
  ProgressSink progress;                    // may be empty
  const std::atomic<bool>* stop = nullptr;  // set it, from a signal handler say, to stop cleanly
};

struct PartSize {
  std::uint64_t rows = 0;
  std::uint64_t bytes = 0;
};

struct LabelSummary {
  JobCounts counts;
  std::uint64_t rows_before = 0;  // written by earlier runs of the same job
  double seconds = 0;             // of this run
  std::size_t threads = 1;
  std::uint64_t peak_memory = 0;  // bytes
  InputIdentity input;
  std::string job;                    // equal for all shards of one job, and for no other job
  std::uint64_t header_bytes = 0;     // of a csv, in front of the first part
  std::vector<std::string> warnings;  // of the texts' languages
  std::vector<PartSize> parts;        // of this output, the header within the first
};

// What a job would do, found out without rating a row or touching the output.
struct LabelPreview {
  TableFormat input_format = TableFormat::csv;
  TableFormat output_format = TableFormat::csv;
  std::vector<ColumnInfo> input_columns;
  std::vector<std::string> output_columns;
};
Result<LabelPreview> preview_label(const LabelOptions& options, const Raters& raters);

// Input and output may be objects ("s3://…", data/object_store.h).
// Runs the job, or what an interrupted run of the same job left to do. Errors: those of the reader, of the output's
// folder, `unknown` for a column that is not there, `refused` when the output is there or belongs to another job,
// `interrupted` when stopped (what is done is kept, and the same call continues).
Result<LabelSummary> run_label(const LabelOptions& options, const Raters& raters, const LabelContext& context = {});

// The same job with its output in memory, for whoever works on with it. Of `options`, output, format and force say
// nothing, and there is only one shard. A table of ReadOptions::memory may be the input.
struct LabelledTable {
  std::shared_ptr<const MemoryTable> table;
  LabelSummary summary;
};
Result<LabelledTable> label_in_memory(const LabelOptions& options, const Raters& raters,
                                      const LabelContext& context = {});

// The columns that the job adds to its input's, in the wide layout.
std::vector<std::string> added_column_names(const LabelOptions& options, const Raters& raters);

}  // namespace openaffect
