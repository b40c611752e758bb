// What a finished job says: X.summary.json beside the output, and a few lines for the terminal.
#pragma once

#include <string>

#include "openaffect/label/job.h"

namespace openaffect {

std::string summary_json(const LabelOptions& options, const Raters& raters, const LabelSummary& summary);

// Rows, rate and memory; per rated column the class shares; what went wrong, if anything.
std::string summary_text(const LabelOptions& options, const LabelSummary& summary);

}  // namespace openaffect
