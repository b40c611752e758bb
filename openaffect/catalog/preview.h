// The first rows of a table, whatever its columns are, for people to look at.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "openaffect/core/error.h"

namespace openaffect {

// At most `limit` rows, each as a JSON object with all columns.
Result<std::vector<std::string>> first_rows(const std::string& path, std::size_t limit);

}  // namespace openaffect
