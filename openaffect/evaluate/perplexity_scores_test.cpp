#include "openaffect/evaluate/perplexity_scores.h"

#include <cmath>
#include <limits>

#include "openaffect/metrics/counted_scores_law.h"

namespace openaffect {
namespace {

using Items = std::vector<std::vector<double>>;

// Tokens of probability 1/2, 1/8 and 1/4: the mean logarithm is -(1 + 3 + 2) ln 2 / 3, the perplexity 2^2.
TEST(PerplexityScores, tokens_weigh_alike_whatever_their_text) {
  const double half = std::log(0.5);
  auto scores = *perplexity_scores(Items{{half, 3 * half}, {2 * half}, {}});
  EXPECT_NEAR(find_score(*scores, "perplexity").value, 4, 1e-12);
}

TEST(PerplexityScores, law) {
  const Items all = {{-1, -0.5}, {-3}, {}, {-0.25, -2, -0.125}};
  expect_law(all.size(), [&](const std::vector<std::size_t>& chosen) {
    Items some;
    for (const std::size_t item : chosen) some.push_back(all[item]);
    return perplexity_scores(some);
  });
}

// A token that the model ruled out; a resample without its text is finite.
TEST(PerplexityScores, what_has_no_probability_is_infinite) {
  auto scores = *perplexity_scores(Items{{-std::numeric_limits<double>::infinity()}, {0}});
  EXPECT_EQ(find_score(*scores, "perplexity").value, std::numeric_limits<double>::infinity());
  double value = 0;
  scores->score(std::vector<std::uint32_t>{0, 3}, {&value, 1});
  EXPECT_EQ(value, 1);
}

TEST(PerplexityScores, no_token_and_no_logarithm) {
  EXPECT_EQ(find_score(**perplexity_scores(Items{{}}), "perplexity").reason, "too_few");
  const auto bad = perplexity_scores(Items{{-1}, {-1, 0.5}});
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().where.row, 2U);
}

}  // namespace
}  // namespace openaffect
