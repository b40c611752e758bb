// Distinct-n (Li et al. 2016): how varied generated texts are.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "openaffect/metrics/text_ngrams.h"
#include "openaffect/metrics/text_tokens.h"

namespace openaffect {

// Different n-grams over all n-grams of the texts, in (0, 1]; n-grams do not cross texts. As in the code that dialogue
// papers share; Li et al. 2016 divide by the number of tokens instead, which for n = 1 is the same.
// Law: merging the meters of two stretches gives the meter of both.
class DistinctMeter {
 public:
  // N-grams of 1 to max_order tokens; throws ContractError below 1.
  explicit DistinctMeter(int max_order = 2, TokenRule rule = TokenRule::white_space);
  void add(std::string_view text);
  // Throws ContractError when the other one has another order or rule.
  void merge(const DistinctMeter& other);
  // NaN without an n-gram; throws ContractError for n outside 1..max_order.
  double value(int n) const;
  std::uint64_t total(int n) const;

 private:
  struct Node {
    std::uint32_t parent = 0, word = 0, order = 0;
  };
  struct Counts {
    std::uint64_t distinct = 0, total = 0;
  };

  std::uint32_t child(std::uint32_t node, std::uint32_t word);
  const Counts& counts(int n) const;

  TokenRule rule_;
  TokenReader reader_;
  Vocabulary words_;
  NgramTree tree_;
  std::vector<Node> nodes_;     // of the tree, parents first
  std::vector<Counts> counts_;  // [n - 1]
  std::vector<std::uint32_t> numbers_;
};

}  // namespace openaffect
