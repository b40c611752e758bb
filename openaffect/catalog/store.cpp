#include "openaffect/catalog/store.h"

#include "openaffect/system/file.h"
#include "openaffect/system/folders.h"

namespace openaffect {

Result<std::string> store_folder(CatalogKind kind, const std::string& name) {
  const auto cache = cache_folder();
  if (!cache) return Error{ErrorKind::not_found, "no folder to keep data in: neither XDG_CACHE_HOME nor HOME is set"};
  return *cache + (kind == CatalogKind::data_set ? "/data/" : "/models/") + name;
}

bool is_in_store(CatalogKind kind, const std::string& name) {
  const auto folder = store_folder(kind, name);
  return folder && is_folder(*folder);
}

std::string table_in(const std::string& folder, const std::string& name) {
  return folder + "/" + name + ".parquet";
}

std::string description_in(const std::string& folder) {
  return folder + "/dataset.json";
}

}  // namespace openaffect
