#include "openaffect/metrics/bleu_statistics.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "openaffect/core/error.h"

namespace openaffect {
namespace {

using PerOrder = BleuStatistics::PerOrder;

// Shared: the ×2, cat, on, mat; the cat, on the, the mat; on the mat.
TEST(BleuCounter, by_hand) {
  const auto found = BleuCounter(TokenRule::white_space).count("the cat sat on the mat", "the cat is on the mat");
  EXPECT_EQ(found.matches, (PerOrder{5, 3, 1, 0}));
  EXPECT_EQ(found.totals, (PerOrder{6, 5, 4, 3}));
  EXPECT_EQ(found.too_short, (PerOrder{0, 0, 0, 0}));
  EXPECT_EQ(found.hypothesis_length, 6U);
  EXPECT_EQ(found.reference_length, 6U);
  EXPECT_EQ(found.segments, 1U);
  EXPECT_EQ(found.last_five_total, 0U);
}

TEST(BleuCounter, takes_the_nearest_length_and_the_shorter_of_two) {
  BleuCounter counter(TokenRule::white_space);
  const std::vector<std::string> references = {"a b c d e", "a b c", "a b c d e f"};
  EXPECT_EQ(counter.count("x x x x", references).reference_length, 3U);
  EXPECT_EQ(counter.count("x x x x x x x x", references).reference_length, 6U);
  EXPECT_EQ(counter.count("", references).reference_length, 3U);
}

TEST(BleuCounter, short_texts_lack_orders) {
  const auto found = BleuCounter(TokenRule::white_space).count("a b", "a b c d");
  EXPECT_EQ(found.totals, (PerOrder{2, 1, 0, 0}));
  EXPECT_EQ(found.too_short, (PerOrder{0, 0, 1, 1}));
}

TEST(BleuCounter, counts_five_grams_when_asked) {
  BleuCounter counter(TokenRule::white_space, FiveGrams::count);
  auto found = counter.count("a b c d e f", "a b c d e x");
  EXPECT_EQ(found.last_five_matches, 1U);
  EXPECT_EQ(found.last_five_total, 2U);
  found.merge(counter.count("a b", "a b"));
  EXPECT_EQ(found.last_five_matches, 0U);
  EXPECT_EQ(found.last_five_total, 1U);
}

TEST(BleuCounter, needs_a_reference) {
  EXPECT_THROW(BleuCounter(TokenRule::white_space).count("a", std::vector<std::string>{}), ContractError);
}

TEST(BleuStatistics, merging_nothing_changes_nothing) {
  BleuCounter counter(TokenRule::white_space, FiveGrams::count);
  const auto found = counter.count("a b c d e", "a b c d e");
  auto left = found, right = BleuStatistics{};
  left.merge(BleuStatistics{});
  right.merge(found);
  EXPECT_EQ(left, found);
  EXPECT_EQ(right, found);
}

}  // namespace
}  // namespace openaffect
