#include "openaffect/agreement/rated_by.h"

#include <numeric>

#include <fmt/format.h>

#include "openaffect/core/error.h"

namespace openaffect {

RatedBy::RatedBy(const Ratings& ratings)
    : starts_(ratings.raters.size() + 1), entries_(ratings.has_raters() ? ratings.entries.size() : 0) {
  if (!ratings.has_raters()) return;
  for (const RatingEntry& entry : ratings.entries) {
    if (entry.rater >= ratings.raters.size())
      throw ContractError(fmt::format("ratings: rater {} of {}", entry.rater, ratings.raters.size()));
    ++starts_[entry.rater + 1];
  }
  std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
  std::vector<std::size_t> next(starts_.begin(), starts_.end() - 1);
  for (std::size_t i = 0; i < ratings.entries.size(); ++i)
    entries_[next[ratings.entries[i].rater]++] = static_cast<std::uint32_t>(i);
}

std::vector<std::uint32_t> RatedBy::active() const {
  std::vector<std::uint32_t> raters;
  for (std::uint32_t rater = 0; rater + 1 < starts_.size(); ++rater)
    if (starts_[rater + 1] > starts_[rater]) raters.push_back(rater);
  return raters;
}

std::vector<EntryPair> pairs_of(const Ratings& ratings, const RatedBy& rated_by, std::size_t first,
                                std::size_t second) {
  const std::span<const std::uint32_t> a = rated_by.entries_of(first), b = rated_by.entries_of(second);
  std::vector<EntryPair> pairs;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const std::uint32_t unit_a = ratings.entries[a[i]].unit, unit_b = ratings.entries[b[j]].unit;
    if (unit_a == unit_b) pairs.push_back({a[i], b[j]});
    if (unit_a <= unit_b) ++i;
    if (unit_b <= unit_a) ++j;
  }
  return pairs;
}

}  // namespace openaffect
