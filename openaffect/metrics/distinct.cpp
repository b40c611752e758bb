#include "openaffect/metrics/distinct.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "openaffect/core/error.h"

namespace openaffect {

DistinctMeter::DistinctMeter(int max_order, TokenRule rule) : rule_(rule), reader_(rule), nodes_(1) {
  if (max_order < 1) throw ContractError(fmt::format("DistinctMeter: max_order {}, of 1 and more", max_order));
  counts_.resize(static_cast<std::size_t>(max_order));
}

void DistinctMeter::add(std::string_view text) {
  numbers_.clear();
  for (const std::string_view token : reader_.read(text)) numbers_.push_back(words_.number(token));
  for (std::size_t begin = 0; begin < numbers_.size(); ++begin) {
    const std::size_t end = std::min(numbers_.size(), begin + counts_.size());
    std::uint32_t node = NgramTree::kRoot;
    for (std::size_t i = begin; i < end; ++i) {
      node = child(node, numbers_[i]);
      ++counts_[i - begin].total;
    }
  }
}

void DistinctMeter::merge(const DistinctMeter& other) {
  if (other.counts_.size() != counts_.size() || other.rule_ != rule_)
    throw ContractError(
        fmt::format("DistinctMeter: orders {} and {}, or two token rules", counts_.size(), other.counts_.size()));
  if (&other == this) {
    for (Counts& counts : counts_) counts.total *= 2;
    return;
  }
  std::vector<std::uint32_t> word_here, node_here = {NgramTree::kRoot};
  for (std::uint32_t i = 0; i < other.words_.size(); ++i) word_here.push_back(words_.number(other.words_.word(i)));
  for (std::size_t i = 1; i < other.nodes_.size(); ++i)
    node_here.push_back(child(node_here[other.nodes_[i].parent], word_here[other.nodes_[i].word]));
  for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i].total += other.counts_[i].total;
}

double DistinctMeter::value(int n) const {
  const Counts& found = counts(n);
  if (found.total == 0) return std::numeric_limits<double>::quiet_NaN();
  return static_cast<double>(found.distinct) / static_cast<double>(found.total);
}

std::uint64_t DistinctMeter::total(int n) const {
  return counts(n).total;
}

std::uint32_t DistinctMeter::child(std::uint32_t node, std::uint32_t word) {
  const std::uint32_t found = tree_.child(node, word);
  if (found < nodes_.size()) return found;
  const std::uint32_t order = nodes_[node].order + 1;
  nodes_.push_back({node, word, order});
  ++counts_[order - 1].distinct;
  return found;
}

const DistinctMeter::Counts& DistinctMeter::counts(int n) const {
  if (n < 1 || static_cast<std::size_t>(n) > counts_.size())
    throw ContractError(fmt::format("DistinctMeter: n {}, of 1 to {}", n, counts_.size()));
  return counts_[static_cast<std::size_t>(n) - 1];
}

}  // namespace openaffect
