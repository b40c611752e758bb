// A job over a table, run for a person: progress, a clean stop at Ctrl-C, the summary, the exit code.
#pragma once

#include "openaffect/cli/terminal.h"
#include "openaffect/label/job.h"

namespace openaffect {

// Returns the exit code.
int run_job(const LabelOptions& options, const Raters& raters, const Terminal& terminal);

// --dry-run: what run_job() would do, to stdout.
int show_plan(const LabelOptions& options, const Raters& raters, const Terminal& terminal);

}  // namespace openaffect
