// Flags that say how an input table is read, the same for every verb that reads one.
#pragma once

#include <CLI/CLI.hpp>

#include "openaffect/data/read_words.h"

namespace openaffect {

struct ReadFlags {
  ReadWords words;

  void declare(CLI::App& app);

  // Errors `unknown` that name the flag.
  Result<ReadOptions> options() const { return read_options_of(words); }
};

}  // namespace openaffect
