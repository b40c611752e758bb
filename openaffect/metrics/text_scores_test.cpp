#include "openaffect/metrics/text_scores.h"

#include <cmath>

#include <gtest/gtest.h>

#include "openaffect/core/error.h"
#include "openaffect/core/random.h"
#include "openaffect/metrics/distinct.h"
#include "openaffect/metrics/rouge.h"

namespace openaffect {
namespace {

using Texts = std::vector<std::string>;
using References = std::vector<Texts>;

struct Corpus {
  Texts hypotheses;
  References references;
};

std::string random_text(Random& random) {
  std::string text;
  for (std::uint64_t i = random.below(10); i > 0; --i) text += std::string(1, "abcd."[random.below(5)]) + " ";
  return text;
}

Corpus random_corpus(Random& random, std::size_t items) {
  Corpus corpus;
  for (std::size_t i = 0; i < items; ++i) {
    corpus.hypotheses.push_back(random_text(random));
    corpus.references.push_back({random_text(random), random_text(random)});
  }
  return corpus;
}

Corpus repeated(const Corpus& corpus, std::span<const std::uint32_t> counts) {
  Corpus result;
  for (std::size_t i = 0; i < counts.size(); ++i)
    for (std::uint32_t k = 0; k < counts[i]; ++k) {
      result.hypotheses.push_back(corpus.hypotheses[i]);
      result.references.push_back(corpus.references[i]);
    }
  return result;
}

std::vector<double> values_of(CountedScores& scores, std::span<const std::uint32_t> counts) {
  std::vector<double> values(scores.names().size());
  scores.score(counts, values);
  return values;
}

void expect_same(std::span<const double> a, std::span<const double> b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(std::isnan(a[i]), std::isnan(b[i]));
    if (!std::isnan(a[i])) {
      EXPECT_NEAR(a[i], b[i], 1e-11) << "value " << i;
    }
  }
}

TEST(TextScores, every_item_once_is_each_metric_alone) {
  Random random(5);
  const Corpus corpus = random_corpus(random, 30);
  ChrfMeter chrf;
  RougeMeter rouge;
  DistinctMeter distinct;
  for (std::size_t i = 0; i < 30; ++i) {
    chrf.add(corpus.hypotheses[i], corpus.references[i]);
    rouge.add(corpus.hypotheses[i], corpus.references[i]);
    distinct.add(corpus.hypotheses[i]);
  }
  const auto family = text_scores(corpus.hypotheses, corpus.references);
  const auto all = scores_of_all(*family);
  const std::vector<std::pair<std::string, double>> wanted = {
      {"bleu", corpus_bleu(corpus.hypotheses, corpus.references)},
      {"bleu_2", corpus_bleu(corpus.hypotheses, corpus.references, {.max_order = 2})},
      {"chrf", chrf.value()},
      {"rouge_l", rouge.value().f_measure},
      {"distinct_1", distinct.value(1)},
      {"distinct_2", distinct.value(2)}};
  ASSERT_EQ(all.size(), wanted.size());
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    EXPECT_EQ(all[i].name, (ScoreName{wanted[i].first}));
    EXPECT_EQ(all[i].reason, "");
    EXPECT_NEAR(all[i].value, wanted[i].second, 1e-12) << wanted[i].first;
  }
}

TEST(TextScores, counts_equal_repeated_items) {
  Random random(6);
  for (int round = 0; round < 40; ++round) {
    const Corpus corpus = random_corpus(random, 8);
    const auto family = text_scores(corpus.hypotheses, corpus.references);
    for (int sample = 0; sample < 5; ++sample) {
      std::vector<std::uint32_t> counts(8);
      for (std::uint32_t& count : counts) count = static_cast<std::uint32_t>(random.below(3));
      const Corpus sampled = repeated(corpus, counts);
      const auto whole = text_scores(sampled.hypotheses, sampled.references);
      expect_same(values_of(*family, counts), values_of(*whole, counts_of_all(*whole)));
    }
  }
}

TEST(TextScores, a_clone_has_its_own_memory) {
  Random random(7);
  const Corpus corpus = random_corpus(random, 10);
  const auto family = text_scores(corpus.hypotheses, corpus.references);
  const auto counts = counts_of_all(*family);
  const auto before = values_of(*family, counts);
  const auto other = family->clone();
  expect_same(values_of(*other, std::vector<std::uint32_t>(10, 0)), std::vector<double>(6, std::nan("")));
  expect_same(values_of(*other, counts), before);
}

TEST(TextScores, undefined_values_have_a_reason) {
  const auto family = text_scores(Texts{"a"}, References{{"a"}});
  const std::vector<std::uint32_t> none = {0}, once = {1};
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_TRUE(std::isnan(values_of(*family, none)[i]));
    EXPECT_EQ(family->reason(i, none), "too_few");
    EXPECT_EQ(family->reason(i, once), i == 5 ? "too_few" : "");  // one token has no bigram
  }
}

TEST(TextScores, refuses_sizes_that_do_not_fit) {
  EXPECT_THROW(text_scores(Texts{"a"}, References{}), ContractError);
  EXPECT_THROW(text_scores(Texts{"a"}, References{{}}), ContractError);
  const auto family = text_scores(Texts{"a"}, References{{"a"}});
  std::vector<double> values(6);
  EXPECT_THROW(family->score(std::vector<std::uint32_t>{1, 1}, values), ContractError);
  EXPECT_THROW(family->reason(6, std::vector<std::uint32_t>{1}), ContractError);
}

}  // namespace
}  // namespace openaffect
