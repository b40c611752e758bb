// Flags that say how an input table is read, the same for every verb that reads one.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "openaffect/data/table.h"

namespace openaffect {

struct ReadFlags {
  std::string input_format, encoding, delimiter, quote = "\"", on_bad_row = "fail", limit;
  std::vector<std::string> types;

  void declare(CLI::App& app);

  // Errors `unknown` that name the flag.
  Result<ReadOptions> options() const;
};

}  // namespace openaffect
