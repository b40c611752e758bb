// Items by falling score: what areas under curves, risk–coverage and bins of equal mass walk along.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace openaffect {

// Sorted once, so that resamples in which item i stands counts[i] times cost no sorting. Immutable.
class RankedItems {
 public:
  struct Entry {
    double score = 0;
    std::uint32_t item = 0;
    bool positive = false;
    bool last = false;  // of a group of equal scores
  };

  // positive[i] is 0 or 1; scores are finite. Throws ContractError when lengths differ.
  RankedItems(std::span<const double> scores, std::span<const std::uint8_t> positive);

  std::span<const Entry> entries() const { return entries_; }
  std::size_t size() const { return entries_.size(); }

  // How often the sample has positive and negative items of one score.
  struct Group {
    double score = 0;
    double positive = 0, negative = 0;
  };

  // Calls visit(Group) for each score that the sample has, from the highest.
  void for_each_group(std::span<const std::uint32_t> counts, auto&& visit) const {
    std::uint64_t sums[2] = {};
    for (const Entry& entry : entries_) {
      sums[entry.positive ? 1 : 0] += counts[entry.item];
      if (!entry.last) continue;
      if (sums[0] + sums[1] > 0) visit(Group{entry.score, static_cast<double>(sums[1]), static_cast<double>(sums[0])});
      sums[0] = sums[1] = 0;
    }
  }

 private:
  std::vector<Entry> entries_;
};

}  // namespace openaffect
