// What every JSON about an entry begins with. For this module and the command.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "openaffect/catalog/entry.h"

namespace openaffect {

// name, title, modality, home, paper, licence, licence_class, languages.
nlohmann::ordered_json entry_head(const CatalogEntry& entry);

}  // namespace openaffect
