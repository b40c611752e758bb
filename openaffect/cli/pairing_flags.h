// Flags that say which columns and rows belong together, the same for evaluate and compare.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "openaffect/cli/read_flags.h"
#include "openaffect/evaluate/pairing.h"

namespace openaffect {

struct PairingFlags {
  std::string gold, scheme, kind, labels = "occurring";
  std::vector<std::string> metrics, where;
  PairingOptions pairing;
  ReadFlags read;

  void declare(CLI::App& app);

  // Errors `unknown` that name the flag.
  Result<Done> check();
  bool all_metrics = false;  // --metric all
  bool all_labels() const { return labels == "scheme"; }
};

}  // namespace openaffect
