// Which files a path stands for: itself, every table in a folder, or what a pattern matches. For the files of this
// folder, and for merge of label.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "openaffect/core/error.h"

namespace openaffect {

// In the order of their names, at least one. A folder stands for the files in it (not in folders inside it) whose names
// say that they are tables, hidden ones and those of this program (X.summary.json, X.partial) passed over; a path that
// is not there and holds * ? or [ for what it matches as in a shell; of objects only in the last part of the key, and
// not ?. Errors: `not_found` when there is none; what the system or the store says of a folder that cannot be listed.
Result<std::vector<std::string>> find_files(const std::string& path);

// Whether a file's name says that it is a table, and none of what this program or the system writes beside one.
bool is_table_name(std::string_view name);

// The name without the ending that tells of a compression: "posts.csv.gz" → "posts.csv". Also without an
// object's query.
std::string_view without_compression(std::string_view path);

}  // namespace openaffect
