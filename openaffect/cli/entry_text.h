// An entry of the catalogue in words and as JSON, for `data` and `models`.
#pragma once

#include <cstdint>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "openaffect/catalog/entry.h"
#include "openaffect/cli/terminal.h"
#include "openaffect/core/progress.h"

namespace openaffect {

std::string bytes_text(std::uint64_t bytes);  // "4.4 MB"

std::string entry_as_text(const CatalogEntry& entry, CatalogKind kind, const Terminal& terminal);
nlohmann::ordered_json entry_as_json(const CatalogEntry& entry, CatalogKind kind);

}  // namespace openaffect
