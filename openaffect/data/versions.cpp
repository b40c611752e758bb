#include "openaffect/data/versions.h"

#include <arrow/config.h>
#include <fmt/format.h>
#include <simdjson.h>

namespace openaffect {

std::vector<std::pair<std::string, std::string>> table_library_versions() {
  return {{"Arrow", arrow::GetBuildInfo().version_string},
          {"simdjson", fmt::format("{}.{}.{}", static_cast<int>(simdjson::SIMDJSON_VERSION_MAJOR),
                                   static_cast<int>(simdjson::SIMDJSON_VERSION_MINOR),
                                   static_cast<int>(simdjson::SIMDJSON_VERSION_REVISION))}};
}

}  // namespace openaffect
