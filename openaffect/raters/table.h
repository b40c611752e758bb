// The list of all raters, and how a name on the command line becomes one. A new rater is one line in table.cpp.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/core/rater.h"

namespace openaffect {

// "pattern.opinion.cuts" -> ".4,.6": options of schemes and raters, from --set.
using RaterSettings = std::map<std::string, std::string>;

struct RaterEntry {
  std::string name;
  std::string summary;             // one line
  std::vector<std::string> files;  // relative to a share folder
  std::string how_to_get;          // when a file is missing
};

// All raters, whether their files are here or not, sorted by name.
std::span<const RaterEntry> rater_entries();

// A rater by `spec`: "vader", "NAME=vader:FILE" or "vader:FILE" (a lexicon of the user's own; without NAME the file's
// name in snake_case). Errors: `unknown` with the nearest name; `not_found` with how to get a missing file; those of
// the file. Settings that speak of another rater are passed over.
Result<std::shared_ptr<const Rater>> make_rater(std::string_view spec, const RaterSettings& settings = {});

// All of them, comma-separated or not. Also fails on two raters of one name, and on a setting that speaks of none of
// them.
Result<std::vector<std::shared_ptr<const Rater>>> make_raters(std::span<const std::string> specs,
                                                              const RaterSettings& settings = {});

// "pattern.opinion.cuts=.4,.6" for each. Fails when there is no name or no "=".
Result<RaterSettings> parse_rater_settings(std::span<const std::string> assignments);

}  // namespace openaffect
