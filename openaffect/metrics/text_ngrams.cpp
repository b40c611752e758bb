#include "openaffect/metrics/text_ngrams.h"

#include <algorithm>

#include <fmt/format.h>

#include "openaffect/core/error.h"

namespace openaffect {
namespace {

constexpr int kFirstBits = 8;

std::uint64_t key_of(std::uint32_t node, std::uint32_t token) {
  return std::uint64_t{node} << 32 | token;
}

void check_orders(int orders) {
  if (orders < 1 || orders > ClippedMatches::kOrders)
    throw ContractError(fmt::format("ClippedMatches: {} orders, of 1 to {}", orders, ClippedMatches::kOrders));
}

}  // namespace

NgramTree::NgramTree() : slots_(std::size_t{1} << kFirstBits), shift_(64 - kFirstBits) {}

std::size_t NgramTree::slot_of(std::uint64_t key) const {
  const std::size_t mask = slots_.size() - 1;
  // Fibonacci hashing: the upper bits of a product with 2^64 / golden ratio (Knuth, vol. 3, §6.4).
  std::size_t slot = (key * 0x9E3779B97F4A7C15U) >> shift_;
  while (slots_[slot].age == age_ && slots_[slot].key != key) slot = (slot + 1) & mask;
  return slot;
}

std::uint32_t NgramTree::child(std::uint32_t node, std::uint32_t token) {
  const std::uint64_t key = key_of(node, token);
  Slot& slot = slots_[slot_of(key)];
  if (slot.age == age_) return slot.node;
  if (size_ == kNone) throw ContractError("NgramTree: more than 4,294,967,295 n-grams");
  slot = {key, size_++, age_};
  const std::uint32_t made = slot.node;
  if (std::size_t{size_} * 2 > slots_.size()) grow();
  return made;
}

std::uint32_t NgramTree::find(std::uint32_t node, std::uint32_t token) const {
  const Slot& slot = slots_[slot_of(key_of(node, token))];
  return slot.age == age_ ? slot.node : kNone;
}

void NgramTree::clear() {
  size_ = 1;
  if (++age_ != 0) return;
  std::fill(slots_.begin(), slots_.end(), Slot{});
  age_ = 1;
}

void NgramTree::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  std::swap(old, slots_);
  --shift_;
  for (const Slot& slot : old)
    if (slot.age == age_) slots_[slot_of(slot.key)] = slot;
}

void ClippedMatches::clear() {
  tree_.clear();
  nodes_.assign(1, Node{});
  references_ = queries_ = 0;
}

void ClippedMatches::add_reference(std::span<const std::uint32_t> tokens, int orders) {
  check_orders(orders);
  if (nodes_.empty()) clear();
  ++references_;
  for (std::size_t begin = 0; begin < tokens.size(); ++begin) {
    const std::size_t end = std::min(tokens.size(), begin + static_cast<std::size_t>(orders));
    std::uint32_t at = NgramTree::kRoot;
    for (std::size_t i = begin; i < end; ++i) {
      at = tree_.child(at, tokens[i]);
      if (at == nodes_.size()) nodes_.emplace_back();
      Node& node = nodes_[at];
      node.here = node.reference == references_ ? node.here + 1 : 1;
      node.reference = references_;
      node.most = std::max(node.most, node.here);
    }
  }
}

ClippedMatches::Counts ClippedMatches::count(std::span<const std::uint32_t> tokens, int orders) {
  check_orders(orders);
  ++queries_;
  Counts matches{};
  for (std::size_t begin = 0; begin < tokens.size(); ++begin) {
    const std::size_t end = std::min(tokens.size(), begin + static_cast<std::size_t>(orders));
    std::uint32_t at = NgramTree::kRoot;
    for (std::size_t i = begin; i < end; ++i) {
      at = tree_.find(at, tokens[i]);
      if (at == NgramTree::kNone) break;  // no reference has a longer n-gram either
      Node& node = nodes_[at];
      if (node.query != queries_) node.used = 0;
      node.query = queries_;
      if (node.used++ < node.most) ++matches[i - begin];
    }
  }
  return matches;
}

}  // namespace openaffect
