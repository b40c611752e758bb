// Where data sets and models lie on this machine: $XDG_CACHE_HOME/openaffect/data/NAME and …/models/NAME. What is being
// made lies in NAME.partial beside it and is renamed when it is whole, so a folder NAME is always a whole one.
#pragma once

#include <string>

#include "openaffect/catalog/entry.h"

namespace openaffect {

// Fails when there is no home folder to keep anything in.
Result<std::string> store_folder(CatalogKind kind, const std::string& name);

bool is_in_store(CatalogKind kind, const std::string& name);

// Of a data set that is here: its Parquet table and what is known of it.
std::string table_in(const std::string& folder, const std::string& name);  // FOLDER/NAME.parquet
std::string description_in(const std::string& folder);                     // FOLDER/dataset.json

}  // namespace openaffect
