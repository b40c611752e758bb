// The libraries that read and write tables.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace openaffect {

// {"Arrow", "26.0.0"}, {"simdjson", "3.0.1"}: of the libraries as loaded where they say so, else as compiled against.
std::vector<std::pair<std::string, std::string>> table_library_versions();

}  // namespace openaffect
