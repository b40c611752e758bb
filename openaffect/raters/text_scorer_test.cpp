#include "openaffect/raters/text_scorer.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/raters/neural_testing.h"

namespace openaffect {
namespace {

using testing::ElementsAre;
using testing::FloatEq;
using Texts = std::vector<std::string_view>;

class TextScorerTest : public testing::Test {
 protected:
  TextScorer scorer(HeadKind kind, WindowRule windows = {}) const {
    return {model_, tokenizer_, {.heads = {{kind, 2}}, .windows = windows, .normalise = true}};
  }
  std::shared_ptr<CountingModel> model_ = std::make_shared<CountingModel>("ab");
  std::shared_ptr<ByteTokenizer> tokenizer_ = std::make_shared<ByteTokenizer>();
};

// "aab": outputs 2 and 1. softmax: 1 / (1 + e^-1); sigmoid: 1 / (1 + e^-2), 1 / (1 + e^-1).
TEST_F(TextScorerTest, makes_probabilities) {
  const TextScore single = scorer(HeadKind::single_label).score(Texts{"aab"}, {})[0];
  EXPECT_DOUBLE_EQ(single.values[0], 1 / (1 + std::exp(-1.0)));
  EXPECT_DOUBLE_EQ(single.values[0] + single.values[1], 1);
  EXPECT_DOUBLE_EQ(single.log_odds(0, HeadKind::single_label), 1);
  const TextScore several = scorer(HeadKind::multi_label).score(Texts{"aab"}, {})[0];
  EXPECT_DOUBLE_EQ(several.values[0], 1 / (1 + std::exp(-2.0)));
  EXPECT_NEAR(several.log_odds(0, HeadKind::multi_label), 2, 1e-12);  // the output itself
  const TextScore numbers = scorer(HeadKind::regression).score(Texts{"aab"}, {})[0];
  EXPECT_THAT(numbers.values, ElementsAre(2, 1));
  EXPECT_EQ(numbers.log_odds(1, HeadKind::regression), 1);
}

TEST_F(TextScorerTest, is_exact_where_a_label_is_nearly_certain) {
  const std::string many(200, 'a');
  const TextScore score = scorer(HeadKind::single_label).score(Texts{many}, {})[0];
  EXPECT_EQ(score.values[0], 1);
  EXPECT_NEAR(score.log_odds(0, HeadKind::single_label), 200, 1e-9);
}

// Windows of four bytes that share one: "aabb" (2, 2), "baaa" (3, 1), shares 4/7 and 3/7.
TEST_F(TextScorerTest, is_the_mean_over_windows_by_the_tokens_they_add) {
  const TextScore score = scorer(HeadKind::regression, {4, 1, 64}).score(Texts{"aabbaaa"}, {})[0];
  EXPECT_DOUBLE_EQ(score.values[0], (4 * 2 + 3 * 3) / 7.0);
  EXPECT_DOUBLE_EQ(score.values[1], (4 * 2 + 3 * 1) / 7.0);
  EXPECT_EQ(score.windows, 2U);
  EXPECT_EQ(score.bytes, 7U);
  EXPECT_TRUE(score.whole);
  EXPECT_THAT(model_->lengths, ElementsAre(6, 6));  // frame included
}

TEST_F(TextScorerTest, says_how_far_it_read) {
  const TextScore score = scorer(HeadKind::regression, {4, 1, 2}).score(Texts{"aabbaaaa"}, {})[0];
  EXPECT_FALSE(score.whole);
  EXPECT_EQ(score.bytes, 7U);
  const std::string huge = std::string(kMostScoredBytes - 1, 'a') + "é!";
  const TextScore cut = scorer(HeadKind::regression, {4, 1, 2}).score(Texts{huge}, {})[0];
  EXPECT_FALSE(cut.whole);
  EXPECT_EQ(cut.bytes, 7U);
}

// One window: {5, 1} as it is. Two windows {6, 1}, {6, 1}: their mean, brought to length 1.
TEST_F(TextScorerTest, pools_embeddings) {
  const auto scores = scorer(HeadKind::regression, {4, 1, 64}).score(Texts{"aab", "aabbaaa"}, {false, true});
  EXPECT_THAT(scores[0].embedding, ElementsAre(5, 1));
  EXPECT_THAT(scores[1].embedding, ElementsAre(FloatEq(6 / std::sqrt(37.F)), FloatEq(1 / std::sqrt(37.F))));
  EXPECT_TRUE(scores[0].values.empty());
}

// Many texts of all lengths, beyond what goes together: each as if it were alone.
TEST_F(TextScorerTest, a_text_does_not_depend_on_its_neighbours) {
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < 700; ++i)
    texts.push_back(std::string(i * 37 % 300, 'a') + std::string(i * 11 % 200, i % 7 ? 'b' : 'c'));
  const auto scored =
      scorer(HeadKind::single_label, {100, 25, 3}).score(Texts(texts.begin(), texts.end()), {true, true});
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const TextScore alone = scorer(HeadKind::single_label, {100, 25, 3}).score(Texts{texts[i]}, {true, true})[0];
    ASSERT_EQ(scored[i].values, alone.values) << i;
    ASSERT_EQ(scored[i].embedding, alone.embedding) << i;
    ASSERT_EQ(scored[i].bytes, alone.bytes) << i;
  }
}

// "aab": 2 and 1. T = 2: 1 / (1 + e^-(1/2)); 1 / (1 + e^-1), 1 / (1 + e^-(1/2)).
TEST_F(TextScorerTest, divides_outputs_by_the_temperature) {
  const auto score = [&](HeadKind kind) {
    const TextScorer hot(model_, tokenizer_, {.heads = {{kind, 2, 2.}}});
    return hot.score(Texts{"aab"}, {})[0];
  };
  EXPECT_DOUBLE_EQ(score(HeadKind::distribution).values[0], 1 / (1 + std::exp(-.5)));
  EXPECT_DOUBLE_EQ(score(HeadKind::ordinal).values[0], 1 / (1 + std::exp(-1.)));
  EXPECT_DOUBLE_EQ(score(HeadKind::multi_label).values[1], 1 / (1 + std::exp(-.5)));
  EXPECT_NEAR(score(HeadKind::multi_label).log_odds(0, HeadKind::multi_label), 1, 1e-12);
}

TEST_F(TextScorerTest, heads_have_their_outputs_side_by_side) {
  const TextScorer scorer(model_, tokenizer_, {.heads = {{HeadKind::regression, 1}, {HeadKind::multi_label, 1}}});
  const TextScore score = scorer.score(Texts{"aab"}, {})[0];
  EXPECT_THAT(score.values, ElementsAre(2, 1 / (1 + std::exp(-1.))));
  const TextScorer wrong(model_, tokenizer_, {.heads = {{HeadKind::regression, 1}}});
  EXPECT_THROW(static_cast<void>(wrong.score(Texts{"a"}, {})), ContractError);
}

// "&lt;" is "<", "@ab" is "@user": nine letters of the text that came, and how far they were read.
TEST_F(TextScorerTest, prepares_texts_and_says_how_far_it_read_in_those_that_came) {
  const TextScorer scorer(
      model_, tokenizer_,
      {.heads = {{HeadKind::regression, 2}}, .windows = {2, 0, 1}, .preparation = TextPreparation{}});
  const TextScore score = scorer.score(Texts{"b&lt;aa"}, {})[0];  // "b<" of "b<aa"
  EXPECT_THAT(score.values, ElementsAre(0, 1));
  EXPECT_FALSE(score.whole);
  EXPECT_EQ(score.bytes, 5U);
  const TextScorer wide(model_, tokenizer_, {.heads = {{HeadKind::regression, 2}}, .preparation = TextPreparation{}});
  const TextScore named = wide.score(Texts{"@aab b"}, {})[0];
  EXPECT_THAT(named.values, ElementsAre(0, 1));
  EXPECT_EQ(named.bytes, 6U);
}

TEST_F(TextScorerTest, of_no_texts_and_of_empty_ones) {
  EXPECT_TRUE(scorer(HeadKind::single_label).score({}, {}).empty());
  const TextScore empty = scorer(HeadKind::single_label).score(Texts{""}, {})[0];
  EXPECT_THAT(empty.values, ElementsAre(.5, .5));
  EXPECT_TRUE(empty.whole);
  EXPECT_FALSE(scorer(HeadKind::single_label).score(Texts{"?"}, {})[0].is_finite());
}

}  // namespace
}  // namespace openaffect
