// Files out of a gzipped tar archive, in memory.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "openaffect/core/error.h"

namespace openaffect {

// The contents of the archive's regular files whose names are `wanted`. Fails when one of them is not there, when the
// archive is cut or not one, and when it unpacks to more than `most` bytes.
Result<std::map<std::string, std::string>> read_tar_gz(std::string_view archive, std::span<const std::string> wanted,
                                                       std::size_t most = std::size_t{256} << 20);

}  // namespace openaffect
