// Schemes of a recipe: by name, as a file, or as the object itself. For this module.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "openaffect/core/scheme.h"

namespace openaffect {

// A built-in scheme, or the file of one: a name that ends in .json or has a slash, relative to `folder`.
Result<std::shared_ptr<const Scheme>> open_scheme(const std::string& name, const std::string& folder);

// `path` below `folder`, unless it is absolute or there is no folder.
std::string path_below(const std::string& folder, const std::string& path);

}  // namespace openaffect
