#pragma once

#include <string>
#include <vector>

#include "openaffect/cli/terminal.h"

namespace openaffect {

// openaffect data convert: a table in another format. Returns the exit code.
int run_data_convert(const std::vector<std::string>& arguments, Terminal& terminal);

}  // namespace openaffect
