// The way into libopenaffect_cli_tables.so from the program that does not load it unless it has to (verbs.h).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "openaffect/core/error.h"

namespace openaffect {

// What the library offers besides its verbs.
struct TablesDoor {
  // The columns of a table in a file; empty when it cannot be read.
  std::vector<std::string> (*column_names)(const std::string& path);
  // {"Arrow", "26.0.0"}: the libraries behind it, and those that the whole program is built with.
  std::vector<std::pair<std::string, std::string>> (*library_versions)();
  // The data sets and the models that the catalogue knows.
  std::vector<std::string> (*data_set_names)();
  std::vector<std::string> (*model_names)();
  // The benchmarks that evaluate knows.
  std::vector<std::string> (*benchmark_names)();
};

// Opens the library (10 ms, once). Error `not_found` when it, or one that it needs, is not there.
Result<void*> tables_symbol(const char* name);
Result<const TablesDoor*> open_tables_door();

}  // namespace openaffect

extern "C" const openaffect::TablesDoor* openaffect_tables_door();
