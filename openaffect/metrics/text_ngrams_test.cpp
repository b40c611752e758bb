#include "openaffect/metrics/text_ngrams.h"

#include <algorithm>
#include <map>
#include <vector>

#include <gtest/gtest.h>

#include "openaffect/core/error.h"
#include "openaffect/core/random.h"

namespace openaffect {
namespace {

using Tokens = std::vector<std::uint32_t>;

TEST(NgramTree, children_are_numbered_as_they_come) {
  NgramTree tree;
  EXPECT_EQ(tree.child(NgramTree::kRoot, 7), 1U);
  EXPECT_EQ(tree.child(1, 7), 2U);
  EXPECT_EQ(tree.child(NgramTree::kRoot, 7), 1U);
  EXPECT_EQ(tree.find(1, 7), 2U);
  EXPECT_EQ(tree.find(2, 7), NgramTree::kNone);
  EXPECT_EQ(tree.size(), 3U);
  tree.clear();
  EXPECT_EQ(tree.find(NgramTree::kRoot, 7), NgramTree::kNone);
  EXPECT_EQ(tree.child(NgramTree::kRoot, 8), 1U);
}

TEST(NgramTree, grows) {
  NgramTree tree;
  for (std::uint32_t token = 0; token < 10000; ++token) ASSERT_EQ(tree.child(token / 3, token), token + 1);
  for (std::uint32_t token = 0; token < 10000; ++token) ASSERT_EQ(tree.find(token / 3, token), token + 1);
}

// Papineni et al. 2002, §2.1, example 2: seven times "the" (1) against references that have it twice and once.
TEST(ClippedMatches, clips_at_the_richest_reference) {
  ClippedMatches matches;
  matches.clear();
  matches.add_reference(Tokens{1, 2, 3, 4, 1, 5}, 4);
  matches.add_reference(Tokens{6, 3, 7, 2, 4, 1, 5}, 4);
  EXPECT_EQ(matches.count(Tokens{1, 1, 1, 1, 1, 1, 1}, 4), (ClippedMatches::Counts{2, 0, 0, 0}));
  // "on the" and "the mat" stand in both, which counts once each.
  EXPECT_EQ(matches.count(Tokens{4, 1, 5, 4, 1, 5}, 3), (ClippedMatches::Counts{4, 2, 1}));
  EXPECT_THROW(matches.count(Tokens{1}, 7), ContractError);
  EXPECT_THROW(matches.add_reference(Tokens{1}, 0), ContractError);
}

std::map<Tokens, std::uint32_t> ngrams_of(const Tokens& tokens, std::size_t n) {
  std::map<Tokens, std::uint32_t> ngrams;
  for (std::size_t i = 0; i + n <= tokens.size(); ++i)
    ++ngrams[Tokens(tokens.begin() + static_cast<long>(i), tokens.begin() + static_cast<long>(i + n))];
  return ngrams;
}

Tokens random_tokens(Random& random) {
  Tokens tokens(random.below(30));
  for (std::uint32_t& token : tokens) token = static_cast<std::uint32_t>(random.below(3));
  return tokens;
}

TEST(ClippedMatches, equals_counting_with_maps) {
  Random random(1);
  ClippedMatches matches;
  for (int round = 0; round < 300; ++round) {
    const Tokens first = random_tokens(random), second = random_tokens(random), text = random_tokens(random);
    matches.clear();
    matches.add_reference(first, 6);
    matches.add_reference(second, 6);
    const auto found = matches.count(text, 6);
    for (std::size_t n = 1; n <= 6; ++n) {
      auto in_first = ngrams_of(first, n), in_second = ngrams_of(second, n);
      std::uint32_t wanted = 0;
      for (const auto& [ngram, times] : ngrams_of(text, n))
        wanted += std::min(times, std::max(in_first[ngram], in_second[ngram]));
      ASSERT_EQ(found[n - 1], wanted) << "order " << n;
    }
  }
}

}  // namespace
}  // namespace openaffect
