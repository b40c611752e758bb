#include "openaffect/metrics/chrf.h"

#include <cmath>

#include <gtest/gtest.h>

#include "openaffect/core/error.h"

namespace openaffect {
namespace {

using Texts = std::vector<std::string>;

double chrf_of(std::string_view hypothesis, const Texts& references, const ChrfOptions& options = {}) {
  ChrfMeter meter(options);
  meter.add(hypothesis, references);
  return meter.value();
}

// 1-grams 2 of 2 and of 3, 2-grams 1 of 1 and of 2: P = 1, R = (2/3 + 1/2) / 2 = 7/12, F2 = 5 · 7/12 / (4 + 7/12).
TEST(Chrf, by_hand) {
  EXPECT_NEAR(chrf_of("ab", {"abc"}, {.char_order = 2}), 700.0 / 11, 1e-12);
  EXPECT_NEAR(chrf_of("ab", {"abc"}, {.char_order = 2, .beta = 1}), 100 * 2 * 7.0 / 12 / (1 + 7.0 / 12), 1e-12);
}

TEST(Chrf, orders_that_a_side_lacks_do_not_count) {
  EXPECT_NEAR(chrf_of("ab", {"ab"}), 100, 1e-12);
  EXPECT_NEAR(chrf_of("ab", {"abc"}), 700.0 / 11, 1e-12);
}

TEST(Chrf, counts_code_points_and_leaves_spaces_out) {
  EXPECT_NEAR(chrf_of("日 本\u3000é", {"日本é"}), 100, 1e-12);
  EXPECT_NEAR(chrf_of("é", {"è"}), 0, 1e-12);  // they share a byte
  // With spaces: 1-grams a, b of 3 and of 2; 2-grams "a ", " b" and "ab": P = 2/6, R = 1/2.
  EXPECT_NEAR(chrf_of("a b", {"ab"}, {.char_order = 2, .spaces = ChrfSpaces::keep}),
              100 * 5.0 / 3 * 0.5 / (4.0 / 3 + 0.5), 1e-12);
}

// Words "(hi", ")" and "hi", ")": the mark at the end goes apart first, and then nothing else.
TEST(Chrf, words_of_chrf_plus_plus) {
  ChrfCounter counter({.char_order = 1, .word_order = 2});
  const auto found = counter.count("(hi)", Texts{"hi)"});
  EXPECT_EQ(found.orders[0], (ChrfStatistics::Order{4, 3, 3}));
  EXPECT_EQ(found.orders[1], (ChrfStatistics::Order{2, 2, 1}));
  EXPECT_EQ(found.orders[2], (ChrfStatistics::Order{1, 1, 0}));
}

TEST(Chrf, takes_the_best_reference) {
  EXPECT_NEAR(chrf_of("abc", {"x", "abc", "abd"}), 100, 1e-12);
}

TEST(Chrf, empty_texts) {
  EXPECT_EQ(chrf_of("", {"a"}), 0);
  EXPECT_EQ(chrf_of("a", {""}), 0);
  EXPECT_EQ(chrf_of("", {""}), 0);
}

TEST(Chrf, undefined_and_refused) {
  EXPECT_TRUE(std::isnan(ChrfMeter().value()));
  EXPECT_THROW(chrf_of("a", {}), ContractError);
  EXPECT_THROW(ChrfCounter({.char_order = 7}), ContractError);
  EXPECT_THROW(ChrfCounter({.word_order = 3}), ContractError);
}

TEST(ChrfMeter, merge_equals_adding) {
  ChrfMeter whole({.word_order = 2}), left = whole, right = whole;
  const Texts texts = {"so it goes.", "and it went", "", "(it) is", "gone"};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const Texts reference = {texts[(i + 1) % texts.size()]};
    whole.add(texts[i], reference);
    (i < 2 ? left : right).add(texts[i], reference);
  }
  left.merge(right);
  EXPECT_EQ(left.statistics(), whole.statistics());
}

}  // namespace
}  // namespace openaffect
