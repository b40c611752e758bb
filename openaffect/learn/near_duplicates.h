// Texts that are nearly the same. For this module.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/core/progress.h"

namespace openaffect {

struct NearPair {
  std::size_t text = 0, other = 0;  // positions
  double similarity = 0;

  bool operator==(const NearPair&) const = default;
};

inline constexpr double kNearlySame = 0.8;

// For each of `texts` that has one, the most similar of `others` (the first of equals) whose similarity is at least
// kNearlySame: the Jaccard index of the sets of word pairs, |A ∩ B| / |A ∪ B|, words being runs of letters and digits
// in lower case. Texts of fewer than two words have none.
//
// Found by the rarest pairs (prefix filtering, Chaudhuri, Ganti and Kaushik 2006; Bayardo, Ma and Srikant 2007): two
// sets that are so alike share one of their |A| - ceil(.8 |A|) + 1 rarest members. Exact, but that a text is held
// against 1,000 others at most, so that time stays in proportion to the texts. Error: `interrupted`.
Result<std::vector<NearPair>> find_near_duplicates(std::span<const std::string* const> texts,
                                                   std::span<const std::string* const> others,
                                                   const Watcher& watcher = {});

}  // namespace openaffect
