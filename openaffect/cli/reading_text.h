// How one text's ratings look in a terminal and as JSON.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "openaffect/cli/terminal.h"
#include "openaffect/core/rater.h"

namespace openaffect {

// One text as several raters read it.
struct Reading {
  std::string text;
  std::vector<std::shared_ptr<const Rater>> raters;
  std::vector<Rating> ratings;  // [raters], with evidence
};

// The text with its deciding words marked, a table of the readings, and the words with their weights.
std::string reading_as_table(const Reading& reading, const Terminal& terminal);

// {"text":…,"readings":{"vader":{"status":"ok","compound":0.8,…,"evidence":[…]}}} on one line.
std::string reading_as_json(const Reading& reading);

}  // namespace openaffect
