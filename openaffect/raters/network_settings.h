// What may be set of a rater made of a folder with a network, with --set NAME.precision=int8 and so on. Everything here
// decides content, so it stands in the output's metadata; the device does not.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/raters/neural_options.h"

namespace openaffect {

struct NumberRange {
  double minimum = -1;
  double maximum = 1;
};

struct NetworkSettings {
  std::optional<Precision> precision = {};  // absent: float32, or what a trained model names
  bool embed = false;                       // also a field `embedding`
  std::optional<std::size_t> window = {};   // tokens with their frame; absent: as many as the model takes
  std::optional<std::size_t> overlap = {};  // tokens that a window shares with the one before; absent: a quarter of it
  std::size_t most_windows = 64;            // of one text; what lies behind them is not read (status truncated)
  // Of several labels: from which probability on a label is decided. Absent: .5, or those of a trained model.
  std::optional<double> threshold = {};
  NumberRange range = {};  // of a foreign regression's numbers, for pictures; the numbers are not touched
};

// Their names, without the rater's: "precision", "embed", "window" …
std::vector<std::string> network_setting_names();

// `settings` are those of one rater, without its name in front; they win over `options`. Errors `unknown` that name the
// setting and what it takes.
Result<NetworkSettings> read_network_settings(const std::map<std::string, std::string>& settings,
                                              const NeuralOptions& options = {});

}  // namespace openaffect
