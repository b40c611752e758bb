// N-grams of numbered tokens, without a string or a list per n-gram.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace openaffect {

// N-grams as a tree: a node is an n-gram, its child the n-gram that is one token longer. Nodes are numbered from 1 in
// the order in which they are made; 0 is the root, the empty n-gram.
class NgramTree {
 public:
  static constexpr std::uint32_t kRoot = 0, kNone = UINT32_MAX;

  NgramTree();
  std::uint32_t child(std::uint32_t node, std::uint32_t token);       // made when it is not there
  std::uint32_t find(std::uint32_t node, std::uint32_t token) const;  // kNone when it is not there
  std::uint32_t size() const { return size_; }                        // with the root
  void clear();                                                       // keeps the memory; O(1)

 private:
  struct Slot {
    std::uint64_t key = 0;  // parent and token
    std::uint32_t node = 0;
    std::uint32_t age = 0;  // of another age: free
  };

  std::size_t slot_of(std::uint64_t key) const;
  void grow();

  std::vector<Slot> slots_;  // open addressing, at most half full
  std::uint32_t age_ = 1, size_ = 1;
  int shift_ = 0;
};

// How many n-grams a text shares with references, each counted at most as often as in the reference that has it most
// often (Papineni et al. 2002, §2.1). One thread at a time.
class ClippedMatches {
 public:
  static constexpr int kOrders = 6;
  using Counts = std::array<std::uint32_t, kOrders>;  // [n - 1]

  void clear();  // forgets the references
  // N-grams of 1 to `orders` tokens, 1..kOrders; throws ContractError otherwise.
  void add_reference(std::span<const std::uint32_t> tokens, int orders);
  // Matches of `tokens`, which is not kept.
  Counts count(std::span<const std::uint32_t> tokens, int orders);

 private:
  struct Node {
    std::uint32_t here = 0, reference = 0;  // how often in the reference that came last
    std::uint32_t most = 0;                 // how often in the one that has it most often
    std::uint32_t used = 0, query = 0;      // how often in the text that is counted
  };

  NgramTree tree_;
  std::vector<Node> nodes_;
  std::uint32_t references_ = 0, queries_ = 0;
};

// How many n-grams of n tokens a text of `tokens` tokens has.
constexpr std::uint64_t ngrams_of_length(std::size_t tokens, int n) {
  const auto wanted = static_cast<std::size_t>(n);
  return tokens < wanted ? 0 : tokens - wanted + 1;
}

}  // namespace openaffect
