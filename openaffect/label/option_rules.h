// Which options of a label job go together.
#pragma once

#include "openaffect/label/job.h"

namespace openaffect {

// Error `unknown`, naming the flag, for options that exclude each other, and for numbers out of range.
Result<Done> check_options(const LabelOptions& options, const Raters& raters);

}  // namespace openaffect
