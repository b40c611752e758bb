// Texts that a system was trained on: figures on them say little. What the system has seen is told by whoever runs it
// (`openaffect evaluate --seen FILE`), or kept beside a trained rater as hashes.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>

#include "openaffect/core/error.h"
#include "openaffect/evaluate/benchmark.h"

namespace openaffect {

// As hashes of comparable forms (catalog/overlap.h), 8 bytes a text.
using SeenTexts = std::unordered_set<std::uint64_t>;

// The first 8 bytes of the sha256 of the text's comparable form; nothing for a text of which no letter is left.
std::optional<std::uint64_t> seen_hash(std::string_view text);

// The texts of files: *.txt one a line, of any other table its column `column`. Errors: that it cannot be read;
// `unknown` for a column that it has not, with the nearest.
Result<SeenTexts> read_seen_texts(std::span<const std::string> paths, const std::string& column);

// Fills ScoringTask::seen of every task that has texts.
void mark_seen(const SeenTexts& texts, BenchmarkSystem& system);

// The task without the items that were seen, and with ScoringTask::seen empty.
ScoringTask unseen_part(const ScoringTask& task);

}  // namespace openaffect
