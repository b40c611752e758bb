// Ratings, rater by rater.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "openaffect/agreement/ratings.h"

namespace openaffect {

// The entries of each rater, as positions in Ratings::entries, by ascending unit.
class RatedBy {
 public:
  explicit RatedBy(const Ratings& ratings);  // throws ContractError for a rater beyond Ratings::raters

  std::size_t raters() const { return starts_.size() - 1; }
  std::span<const std::uint32_t> entries_of(std::size_t rater) const {
    return std::span(entries_).subspan(starts_[rater], starts_[rater + 1] - starts_[rater]);
  }
  std::vector<std::uint32_t> active() const;  // the raters who rated anything

 private:
  std::vector<std::size_t> starts_;
  std::vector<std::uint32_t> entries_;
};

// Two entries of one unit.
struct EntryPair {
  std::uint32_t first = 0, second = 0;
};

// The units that both raters rated.
std::vector<EntryPair> pairs_of(const Ratings& ratings, const RatedBy& rated_by, std::size_t first, std::size_t second);

}  // namespace openaffect
