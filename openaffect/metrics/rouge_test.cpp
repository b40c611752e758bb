#include "openaffect/metrics/rouge.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "openaffect/core/error.h"
#include "openaffect/core/random.h"

namespace openaffect {
namespace {

using Texts = std::vector<std::string>;
using Tokens = std::vector<std::uint32_t>;

// Lin 2004, §3.1: 3/4 and 2/4 for these two, whose bigrams cannot tell them apart.
TEST(Rouge, example_of_the_paper) {
  RougeCounter counter;
  EXPECT_NEAR(counter.score("police kill the gunman", "police killed the gunman").f_measure, 0.75, 1e-15);
  EXPECT_NEAR(counter.score("the gunman kill police", "police killed the gunman").f_measure, 0.5, 1e-15);
}

// "a c" of three and of four tokens: P = 2/3, R = 2/4, F = 4/7.
TEST(Rouge, by_hand) {
  const RougeScore score = RougeCounter().score("A, x. C!", "a b c d");
  EXPECT_NEAR(score.precision, 2.0 / 3, 1e-15);
  EXPECT_NEAR(score.recall, 0.5, 1e-15);
  EXPECT_NEAR(score.f_measure, 4.0 / 7, 1e-15);
}

TEST(Rouge, empty_sides_score_zero) {
  EXPECT_EQ(RougeCounter().score("", "a").f_measure, 0);
  EXPECT_EQ(RougeCounter().score("日本", "日本").f_measure, 0);  // no letter of [a-z]
  EXPECT_EQ(RougeCounter().score("a", "b").f_measure, 0);
}

TEST(Rouge, takes_the_best_reference) {
  EXPECT_NEAR(RougeCounter().score("a b", Texts{"a", "b a b", "a b"}).f_measure, 1, 1e-15);
  EXPECT_THROW(RougeCounter().score("a", Texts{}), ContractError);
}

TEST(RougeMeter, means_and_merge) {
  RougeMeter left, right, none;
  EXPECT_TRUE(std::isnan(none.value().f_measure));
  left.add("a x c", Texts{"a b c d"});
  right.add("a", Texts{"a"});
  left.merge(right);
  left.merge(none);
  EXPECT_EQ(left.count(), 2U);
  EXPECT_NEAR(left.value().f_measure, (4.0 / 7 + 1) / 2, 1e-15);
  EXPECT_NEAR(left.value().precision, 5.0 / 6, 1e-15);
  EXPECT_NEAR(left.value().recall, 0.75, 1e-15);
}

std::uint64_t length_by_table(const Tokens& a, const Tokens& b) {
  std::vector<std::uint64_t> row(b.size() + 1, 0);
  for (const std::uint32_t token : a) {
    std::uint64_t diagonal = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::uint64_t above = row[j + 1];
      row[j + 1] = token == b[j] ? diagonal + 1 : std::max(above, row[j]);
      diagonal = above;
    }
  }
  return row.back();
}

Tokens random_tokens(Random& random, std::uint64_t longest, std::uint64_t kinds) {
  Tokens tokens(random.below(longest + 1));
  for (std::uint32_t& token : tokens) token = static_cast<std::uint32_t>(random.below(kinds));
  return tokens;
}

TEST(CommonSubsequence, equals_the_table) {
  Random random(3);
  CommonSubsequence subsequence;
  for (int round = 0; round < 600; ++round) {
    const std::uint64_t kinds = 1 + random.below(round % 2 == 0 ? 4 : 200);
    const Tokens a = random_tokens(random, 300, kinds), b = random_tokens(random, 300, kinds);
    ASSERT_EQ(subsequence.length(a, b), length_by_table(a, b));
  }
}

TEST(CommonSubsequence, whole_stretches) {
  CommonSubsequence subsequence;
  for (const std::size_t size : {63U, 64U, 65U, 128U, 1000U}) {
    const Tokens same(size, 5);
    EXPECT_EQ(subsequence.length(same, same), size);
  }
}

}  // namespace
}  // namespace openaffect
