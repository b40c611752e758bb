// The list of all raters, and how a name on the command line becomes one. A new rater is one line in table.cpp.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/core/rater.h"
#include "openaffect/raters/neural_options.h"

namespace openaffect {

// "pattern.opinion.cuts" -> ".4,.6": options of schemes and raters, from --set.
using RaterSettings = std::map<std::string, std::string>;

struct RaterEntry {
  std::string name;                // "vader"; the kind of those that are made of something of the user's
  std::string argument;            // "FOLDER": made of what stands behind a colon ("hf:FOLDER"); "" when not needed
  std::string summary;             // one line
  std::vector<std::string> files;  // relative to a share folder
  std::string how_to_get;          // when a file is missing
  bool is_model = false;           // weights of our own, which an installation may do without
};

// All raters, whether their files are here or not, sorted by name.
std::span<const RaterEntry> rater_entries();

// Whether all its files are there.
bool is_here(const RaterEntry& entry);

// Who reads when nobody is named: vader, pattern, and text where it is installed.
std::string default_readers();

// A rater by `spec`: "vader", "NAME=vader:FILE" or "vader:FILE" (a lexicon of the user's own; without NAME the file's
// name in snake_case), "NAME=hf:FOLDER" or "hf:FOLDER" (a Hugging Face folder; opens libtorch), "NAME=model:FOLDER" or
// "model:FOLDER" (a model of our own trainer; without NAME its own; opens libtorch), "text" (that of the share folder).
// Errors: `unknown` with the nearest name; `not_found` with how to get a missing file or library; those of the file.
// Settings that speak of another rater are passed over, and so are neural options when the rater is none.
Result<std::shared_ptr<const Rater>> make_rater(std::string_view spec, const RaterSettings& settings = {},
                                                const NeuralOptions& neural = {});

// All of them, comma-separated or not (spec.h). Also fails on two raters of one name, on a setting that speaks of none
// of them, and on neural options when none of them is a network.
Result<std::vector<std::shared_ptr<const Rater>>> make_raters(std::span<const std::string> specs,
                                                              const RaterSettings& settings = {},
                                                              const NeuralOptions& neural = {});

// core/use.h, of all of them.
Result<Done> check_use(std::span<const std::shared_ptr<const Rater>> raters, std::string_view use);

// "pattern.opinion.cuts=.4,.6" for each. Fails when there is no name or no "=".
Result<RaterSettings> parse_rater_settings(std::span<const std::string> assignments);

}  // namespace openaffect
