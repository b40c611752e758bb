// Moves blocks: read in order | rate and encode in parallel | append in order, ending a part with every run of the
// plan.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "openaffect/core/progress.h"
#include "openaffect/label/job.h"
#include "openaffect/label/manifest.h"

namespace openaffect {

// Everything one run of the pipeline works with; all of it outlives the run.
struct PipelineParts {
  TableReader& reader;  // at the place where to go on
  TableWriter& writer;
  std::vector<std::size_t> text_columns;  // indices of the columns to rate
  std::optional<std::size_t> id_column;   // of the long layout's ids; absent: rows are numbered
  const LabelOptions& options;
  const Raters& raters;
  LabelPlan plan;
  std::uint64_t first_block = 0;  // the number of the reader's next block
  std::size_t threads = 1;
  std::function<Result<Done>(PartRecord)> add_part;        // called when a part's bytes are in the writer's sink
  std::function<void(const JobCounts& written)> progress;  // after every block, with the counts of that block
  const std::atomic<bool>* stop = nullptr;
};

// Until the input ends. Error `interrupted` when stopped: blocks after the last whole part are forgotten.
Result<Done> run_pipeline(const PipelineParts& parts);

}  // namespace openaffect
