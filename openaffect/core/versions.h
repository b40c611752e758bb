// The libraries that the lowest module stands on, for bug reports.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace openaffect {

// {"oneTBB", "2021.8"}, {"OpenSSL", "3.0.11"}: as loaded, not as compiled against. No oneTBB in builds for
// ThreadSanitizer.
std::vector<std::pair<std::string, std::string>> core_library_versions();

}  // namespace openaffect
