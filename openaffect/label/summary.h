// What a finished job says: X.summary.json beside the output, and a few lines for the terminal.
#pragma once

#include <string>

#include "openaffect/label/job.h"
#include "openaffect/label/provenance.h"

namespace openaffect {

// `metadata` is what a Parquet file would say of itself, so that a csv or jsonl can be understood too.
std::string summary_json(const LabelOptions& options, const Raters& raters, const LabelSummary& summary,
                         const FileMetadata& metadata);

// Rows, rate and memory; per rated column the class shares; what went wrong, if anything.
std::string summary_text(const LabelOptions& options, const LabelSummary& summary);

}  // namespace openaffect
