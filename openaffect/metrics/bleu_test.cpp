#include "openaffect/metrics/bleu.h"

#include <cmath>

#include <gtest/gtest.h>

#include "openaffect/core/error.h"
#include "openaffect/core/random.h"

namespace openaffect {
namespace {

using Texts = std::vector<std::string>;
using References = std::vector<Texts>;

const Texts kCat = {"the cat sat on the mat"};
const References kIsOn = {{"the cat is on the mat"}};  // matches 5/6, 3/5, 1/4, 0/3

TEST(Bleu, by_hand) {
  EXPECT_NEAR(corpus_bleu(kCat, kIsOn, {.max_order = 1}), 100 * 5.0 / 6, 1e-12);
  EXPECT_NEAR(corpus_bleu(kCat, kIsOn, {.max_order = 2}), 100 * std::sqrt(0.5), 1e-12);    // 5/6 · 3/5
  EXPECT_NEAR(corpus_bleu(kCat, kIsOn, {.max_order = 3}), 100 * std::cbrt(0.125), 1e-12);  // · 1/4
  EXPECT_NEAR(corpus_bleu(kCat, kIsOn), 100 * std::pow(1.0 / 48, 0.25), 1e-12);            // · 1 / (2 · 3)
}

TEST(Bleu, smoothing_of_a_precision_of_zero) {
  EXPECT_EQ(corpus_bleu(kCat, kIsOn, {.smoothing = BleuSmoothing::none}), 0);
  const double floor = corpus_bleu(kCat, kIsOn, {.smoothing = BleuSmoothing::floor, .smoothing_value = 0.3});
  EXPECT_NEAR(floor, 100 * std::pow(0.125 * 0.1, 0.25), 1e-12);  // · .3/3
  const double added = corpus_bleu(kCat, kIsOn, {.smoothing = BleuSmoothing::add_k, .smoothing_value = 1});
  EXPECT_NEAR(added, 100 * std::pow(5.0 / 6 * 4 / 6 * 2 / 5 * 1 / 4, 0.25), 1e-12);
}

// Papineni et al. 2002, §2.1: modified unigram precision 2/7; the second reference has seven words too.
TEST(Bleu, repeated_words_do_not_pay) {
  const References both = {{"the cat is on the mat", "there is a cat on the mat"}};
  EXPECT_NEAR(corpus_bleu(Texts{"the the the the the the the"}, both, {.max_order = 1}), 200.0 / 7, 1e-12);
}

TEST(Bleu, brevity) {
  const BleuScore score = bleu_score(BleuCounter(TokenRule::white_space).count("a b", "a b c d"), {.max_order = 1});
  EXPECT_NEAR(score.brevity_penalty, std::exp(-1), 1e-15);
  EXPECT_NEAR(score.score, 100 * std::exp(-1), 1e-12);
  EXPECT_NEAR(score.precisions[0], 100, 1e-12);
}

TEST(Bleu, orders_that_a_short_text_lacks) {
  EXPECT_EQ(corpus_bleu(Texts{"a b"}, References{{"a b"}}), 0);
  EXPECT_NEAR(sentence_bleu("a b", Texts{"a b"}), 100, 1e-12);
}

TEST(Bleu, nothing_in_common) {
  EXPECT_EQ(corpus_bleu(Texts{"a"}, References{{"b"}}), 0);
  EXPECT_EQ(corpus_bleu(Texts{""}, References{{"b"}}), 0);
  EXPECT_EQ(corpus_bleu(Texts{""}, References{{""}}), 0);
  EXPECT_EQ(sentence_bleu("", Texts{""}), 0);
}

TEST(Bleu, undefined_and_refused) {
  EXPECT_TRUE(std::isnan(BleuMeter().value()));
  EXPECT_THROW(corpus_bleu(Texts{"a"}, References{}), ContractError);
  EXPECT_THROW(corpus_bleu(Texts{"a"}, References{{}}), ContractError);
  EXPECT_THROW(BleuMeter({.max_order = 5}), ContractError);
  EXPECT_THROW(bleu_score({}, {.max_order = 0}), ContractError);
}

TEST(BleuMeter, merge_equals_adding) {
  Random random(2);
  const auto text = [&] {
    std::string words;
    for (std::uint64_t i = random.below(12); i > 0; --i) words += std::string(1, "abc."[random.below(4)]) + " ";
    return words;
  };
  for (int round = 0; round < 50; ++round) {
    BleuMeter whole, left, right;
    for (int i = 0; i < 20; ++i) {
      const Texts references = {text(), text()};
      const std::string hypothesis = text();
      whole.add(hypothesis, references);
      (i < round % 21 ? left : right).add(hypothesis, references);
    }
    left.merge(right);
    EXPECT_EQ(left.statistics(), whole.statistics());
    EXPECT_EQ(left.value(), whole.value());
  }
}

}  // namespace
}  // namespace openaffect
