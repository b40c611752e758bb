#include "openaffect/catalog/entry_json.h"

#include <nlohmann/json.hpp>

namespace openaffect {

nlohmann::ordered_json entry_head(const CatalogEntry& entry) {
  return {{"name", entry.name},
          {"title", entry.title},
          {"modality", entry.modality},
          {"home", entry.home},
          {"paper", entry.paper},
          {"licence", entry.licence},
          {"licence_class", licence_class_name(entry.licence_class)},
          {"languages", entry.languages}};
}

}  // namespace openaffect
