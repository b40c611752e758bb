// Results as the JSON that the results' page shows (web/report/src/lib/results.ts, version 1).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "openaffect/evaluate/task.h"
#include "openaffect/report/result_grid.h"
#include "openaffect/report/result_rows.h"

namespace openaffect {

using PageJson = nlohmann::ordered_json;

// What was read, for results that are kept.
struct ResultInput {
  std::string path;
  std::string sha256;
  std::string role;  // "ratings", "gold", "predictions"
};

struct ResultFacts {
  std::string command;  // "agree", "evaluate", "compare"
  std::string title;
  std::vector<ResultInput> inputs = {};
  std::uint64_t items = 0, ratings = 0;
  std::uint64_t seed = 0, resamples = 0;
  std::string cluster_column = {};  // "": none
  std::uint64_t cluster_count = 0;
  std::vector<std::string> warnings = {};
};

// The head and the rows; blocks are put into it by the caller.
PageJson page_head(const ResultFacts& facts, std::span<const ResultRow> rows);

// "system", "against", "task", "label" of a block about a task.
PageJson page_place(const ScoringTask& task);

// Blocks of one scored task; each is null where the task has nothing for it. A scatter draws at most `most` points.
PageJson page_matrix(const ScoringTask& task);
PageJson page_scatter(const ScoringTask& task, std::span<const ResultRow> rows, std::uint64_t seed,
                      std::size_t most = 2000);

// Mean and spread of differences, and the limits that hold 95 % of them if they are normal; null for fewer than two.
PageJson page_bland_altman(std::span<const double> differences);

// `most` of `n` places in their order, all of them where n <= most: a seeded sample without replacement.
std::vector<std::size_t> sampled_places(std::size_t n, std::size_t most, std::uint64_t seed);

// The items on which gold and predictions are farthest apart: {of, measure, rows}, at most `most` rows, and texts of at
// most 2,000 bytes. Distances of different tasks cannot be compared, so each has the same number of rows, task by task.
PageJson page_disagreements(std::span<const ScoringTask> tasks, std::size_t most = 500);

// The tables of a benchmark's papers with our rows among theirs: {columns, rows, ours}.
PageJson page_published(std::span<const ResultGrid> grids);

// "ratings.csv" of "data/ratings.csv": a title tells nobody's folders.
std::string page_title(const std::string& path);

// A text as the page shows it: at most 2,000 bytes, cut between characters with "…" behind.
std::string page_text(const std::string& text);

// null where a number is not finite.
PageJson page_number(double value);

}  // namespace openaffect
