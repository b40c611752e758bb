#include "openaffect/metrics/ranked_items.h"

#include <algorithm>

#include <fmt/core.h>

#include "openaffect/core/error.h"

namespace openaffect {

RankedItems::RankedItems(std::span<const double> scores, std::span<const std::uint8_t> positive) {
  if (scores.size() != positive.size())
    throw ContractError(fmt::format("ranking: {} scores for {} items", scores.size(), positive.size()));
  entries_.reserve(scores.size());
  for (std::size_t i = 0; i < scores.size(); ++i)
    entries_.push_back({scores[i], static_cast<std::uint32_t>(i), positive[i] != 0, false});
  std::sort(entries_.begin(), entries_.end(), [](const Entry& left, const Entry& right) {
    return left.score != right.score ? left.score > right.score : left.item < right.item;
  });
  for (std::size_t i = 0; i < entries_.size(); ++i)
    entries_[i].last = i + 1 == entries_.size() || entries_[i + 1].score != entries_[i].score;
}

}  // namespace openaffect
