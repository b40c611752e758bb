#include "openaffect/metrics/rank_correlation.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <fmt/core.h>

#include "openaffect/core/error.h"

namespace openaffect {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

double correlation(double both, double gold, double predicted) {
  if (!(gold > 0 && predicted > 0)) return kUndefined;
  return std::clamp(both / std::sqrt(gold * predicted), -1.0, 1.0);
}

// A Fenwick tree (Software: Practice and Experience 1994): tree[i] holds a sum of cells that ends at cell i, from 1.
void add_at(std::span<std::uint64_t> tree, std::size_t cell, std::uint64_t count) {
  for (; cell < tree.size(); cell += cell & (~cell + 1)) tree[cell] += count;
}

std::uint64_t sum_to(std::span<const std::uint64_t> tree, std::size_t cell) {
  std::uint64_t sum = 0;
  for (; cell > 0; cell &= cell - 1) sum += tree[cell];
  return sum;
}

}  // namespace

PairRanks::Side PairRanks::sorted(std::span<const double> values) {
  Side side;
  side.order.resize(values.size());
  std::iota(side.order.begin(), side.order.end(), 0U);
  std::sort(side.order.begin(), side.order.end(), [values](auto left, auto right) {
    return std::pair(values[left], left) < std::pair(values[right], right);
  });
  for (std::size_t at = 1; at <= values.size(); ++at)
    if (at == values.size() || values[side.order[at]] != values[side.order[at - 1]])
      side.ends.push_back(static_cast<std::uint32_t>(at));
  return side;
}

PairRanks::PairRanks(std::span<const double> gold, std::span<const double> predicted)
    : gold_(sorted(gold)), predicted_(sorted(predicted)), predicted_group_(predicted.size()) {
  if (gold.size() != predicted.size())
    throw ContractError(fmt::format("rank correlation: {} gold and {} predicted", gold.size(), predicted.size()));
  std::size_t at = 0;
  for (std::size_t group = 0; group < predicted_.ends.size(); ++group)
    for (; at < predicted_.ends[group]; ++at)
      predicted_group_[predicted_.order[at]] = static_cast<std::uint32_t>(group);
}

PairRanks::Memory PairRanks::memory() const {
  return {std::vector<double>(size()), std::vector<std::uint64_t>(predicted_.ends.size() + 1)};
}

double PairRanks::spearman(std::span<const std::uint32_t> counts, Memory& memory) const {
  std::uint64_t items = 0;
  for (const std::uint32_t count : counts) items += count;
  // Ranks are counted from the middle one, so that their mean is 0 and squares do not cancel.
  double gold = 0, predicted = 0, both = 0, rank = -0.5 * static_cast<double>(items);
  std::size_t at = 0;
  for (const std::uint32_t end : gold_.ends) {
    std::uint64_t group = 0;
    for (std::size_t i = at; i < end; ++i) group += counts[gold_.order[i]];
    const auto size = static_cast<double>(group);
    const double middle = rank + 0.5 * size;
    for (; at < end; ++at) memory.rank[gold_.order[at]] = middle;
    gold += size * middle * middle;
    rank += size;
  }
  at = 0;
  rank = -0.5 * static_cast<double>(items);
  for (const std::uint32_t end : predicted_.ends) {
    double size = 0, gold_ranks = 0;
    for (; at < end; ++at) {
      const std::uint32_t pair = predicted_.order[at];
      const double count = counts[pair];
      size += count;
      gold_ranks += count * memory.rank[pair];
    }
    const double middle = rank + 0.5 * size;
    predicted += size * middle * middle;
    both += middle * gold_ranks;
    rank += size;
  }
  return correlation(both, gold, predicted);
}

std::uint64_t PairRanks::tied_pairs(const Side& side, std::span<const std::uint32_t> counts) {
  std::uint64_t pairs = 0;
  std::size_t at = 0;
  for (const std::uint32_t end : side.ends) {
    std::uint64_t group = 0;
    for (; at < end; ++at) group += counts[side.order[at]];
    if (group > 0) pairs += group * (group - 1) / 2;
  }
  return pairs;
}

std::int64_t PairRanks::concordance(std::span<const std::uint32_t> counts, std::span<std::uint64_t> tree) const {
  std::fill(tree.begin(), tree.end(), 0);
  std::int64_t sum = 0;
  std::uint64_t before = 0;  // items whose gold value is lower
  std::size_t at = 0;
  for (const std::uint32_t end : gold_.ends) {
    std::uint64_t group = 0;
    for (std::size_t i = at; i < end; ++i) {
      const std::uint32_t pair = gold_.order[i];
      if (counts[pair] == 0) continue;
      const std::uint64_t lower = sum_to(tree, predicted_group_[pair]);
      const std::uint64_t higher = before - sum_to(tree, predicted_group_[pair] + 1);
      sum += static_cast<std::int64_t>(counts[pair]) *
             (static_cast<std::int64_t>(lower) - static_cast<std::int64_t>(higher));
    }
    for (; at < end; ++at) {
      const std::uint32_t pair = gold_.order[at];
      if (counts[pair] > 0) add_at(tree, predicted_group_[pair] + 1, counts[pair]);
      group += counts[pair];
    }
    before += group;
  }
  return sum;
}

double PairRanks::kendall_tau(std::span<const std::uint32_t> counts, Memory& memory) const {
  std::uint64_t items = 0;
  for (const std::uint32_t count : counts) items += count;
  if (items < 2) return kUndefined;
  const std::uint64_t pairs = items * (items - 1) / 2;
  return correlation(static_cast<double>(concordance(counts, memory.tree)),
                     static_cast<double>(pairs - tied_pairs(gold_, counts)),
                     static_cast<double>(pairs - tied_pairs(predicted_, counts)));
}

void RankCorrelationMeter::add(double gold, double predicted) {
  gold_.push_back(gold);
  predicted_.push_back(predicted);
}

void RankCorrelationMeter::merge(const RankCorrelationMeter& other) {
  gold_.insert(gold_.end(), other.gold_.begin(), other.gold_.end());
  predicted_.insert(predicted_.end(), other.predicted_.begin(), other.predicted_.end());
}

double RankCorrelationMeter::spearman() const {
  const PairRanks ranks(gold_, predicted_);
  PairRanks::Memory memory = ranks.memory();
  return ranks.spearman(std::vector<std::uint32_t>(count(), 1), memory);
}

double RankCorrelationMeter::kendall_tau() const {
  const PairRanks ranks(gold_, predicted_);
  PairRanks::Memory memory = ranks.memory();
  return ranks.kendall_tau(std::vector<std::uint32_t>(count(), 1), memory);
}

}  // namespace openaffect
