// What was tried: one line a finished run, kept beside the models that came of it and listed in each one's card.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "openaffect/core/error.h"

namespace openaffect {

struct RunRecord {
  std::string name;                                           // of the recipe
  std::string folder;                                         // last part of the output's path
  std::string finished;                                       // UTC, "2026-11-22T01:12:00Z"
  std::vector<std::pair<std::string, std::string>> settings;  // those that are not the defaults, and the seed
  double best_epoch = 0;
  double score = 0;  // of the development parts, mean over heads; NaN: none
  double seconds = 0;
  std::vector<std::pair<std::string, double>> development;  // a head's first figure

  bool operator==(const RunRecord&) const = default;
};

inline constexpr const char* kRunsName = "runs.jsonl";

// law: parse_runs(run_line(r)) == {r}. Lines that are none are passed over.
std::string run_line(const RunRecord& run);
std::vector<RunRecord> parse_runs(std::string_view text);

// Those of the file, or none when it is not there.
std::vector<RunRecord> read_runs(const std::string& path);
Result<Done> append_run(const std::string& path, const RunRecord& run);

}  // namespace openaffect
