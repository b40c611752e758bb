// Intervals in the words of those who ask for them: flags of the command and keywords of Python.
#pragma once

#include <string>

#include "openaffect/core/error.h"
#include "openaffect/evaluate/scored_rows.h"

namespace openaffect {

// `ci`: percentile, bca, none. Error `unknown`, naming the flag, for another, for resamples outside 10..1,000,000 and
// for more than 1,024 threads.
Result<IntervalOptions> interval_options_of(const std::string& ci, const BootstrapOptions& bootstrap);

}  // namespace openaffect
