#include "openaffect/metrics/bleu_nltk.h"

#include <cfloat>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "openaffect/core/error.h"

namespace openaffect {
namespace {

double of_sentence(std::string_view hypothesis, std::string reference, NltkSmoothing smoothing, int max_order = 4) {
  BleuNltkMeter meter({.max_order = max_order, .smoothing = smoothing});
  meter.add(hypothesis, std::vector<std::string>{std::move(reference)});
  return meter.value();
}

// Matches 5/6, 3/5, 1/4, 0/3; of six tokens both.
double of_cat(NltkSmoothing smoothing, int max_order = 4) {
  return of_sentence("the cat sat on the mat", "the cat is on the mat", smoothing, max_order);
}

TEST(BleuNltk, methods_by_hand) {
  EXPECT_NEAR(of_cat(NltkSmoothing::method0, 2), std::sqrt(0.5), 1e-15);
  EXPECT_NEAR(of_cat(NltkSmoothing::method0) / std::pow(0.125 * DBL_MIN, 0.25), 1, 1e-12);
  EXPECT_NEAR(of_cat(NltkSmoothing::method1), std::pow(0.125 * 0.1 / 3, 0.25), 1e-15);
  EXPECT_NEAR(of_cat(NltkSmoothing::method2), std::pow(5.0 / 6 * 4 / 6 * 2 / 5 * 1 / 4, 0.25), 1e-15);
  EXPECT_NEAR(of_cat(NltkSmoothing::method3), std::pow(0.125 / 6, 0.25), 1e-15);
  EXPECT_NEAR(of_cat(NltkSmoothing::method4), std::pow(0.125 * std::log(6) / 10 / 3, 0.25), 1e-15);
}

TEST(BleuNltk, method_5_averages_with_neighbours) {
  const double first = (11.0 / 6 + 5.0 / 6 + 3.0 / 5) / 3;
  const double second = (first + 3.0 / 5 + 1.0 / 4) / 3;
  const double third = (second + 1.0 / 4 + 0) / 3;
  const double fourth = (third + 0 + 0) / 3;  // no 4-gram and no 5-gram
  EXPECT_NEAR(of_cat(NltkSmoothing::method5), std::pow(first * second * third * fourth, 0.25), 1e-15);
}

TEST(BleuNltk, method_7_is_4_then_5) {
  const double zero = std::log(6) / 10 / 3;
  const double first = (11.0 / 6 + 5.0 / 6 + 3.0 / 5) / 3;
  const double second = (first + 3.0 / 5 + 1.0 / 4) / 3;
  const double third = (second + 1.0 / 4 + zero) / 3;
  const double fourth = (third + zero + 0) / 3;
  EXPECT_NEAR(of_cat(NltkSmoothing::method7), std::pow(first * second * third * fourth, 0.25), 1e-15);
}

// One token: the orders that method 4 leaves at 0 drop out of the mean.
TEST(BleuNltk, one_token) {
  EXPECT_NEAR(of_sentence("the", "the", NltkSmoothing::method4), 1, 1e-15);
  EXPECT_NEAR(of_sentence("the", "the", NltkSmoothing::method1), std::pow(0.1, 0.75), 1e-15);
}

TEST(BleuNltk, nothing_in_common_is_zero) {
  EXPECT_EQ(of_sentence("a", "b", NltkSmoothing::method7), 0);
  EXPECT_EQ(of_sentence("", "b", NltkSmoothing::method1), 0);
  EXPECT_NEAR(of_sentence("a b", "a b c d", NltkSmoothing::method0, 1), std::exp(-1), 1e-15);
}

TEST(BleuNltk, undefined_and_refused) {
  EXPECT_TRUE(std::isnan(BleuNltkMeter().value()));
  const auto without = BleuCounter(TokenRule::white_space).count("a", "a");
  EXPECT_THROW(bleu_nltk(without, {.smoothing = NltkSmoothing::method7}), ContractError);
  EXPECT_THROW(bleu_nltk(without, {.max_order = 5}), ContractError);
}

TEST(BleuNltkMeter, merge_equals_adding) {
  const std::vector<std::string> reference = {"a b c d e f"};
  BleuNltkMeter whole({.smoothing = NltkSmoothing::method7}), left = whole, right = whole;
  for (const char* text : {"a b c d e", "a c", "b c d e f"}) whole.add(text, reference);
  left.add("a b c d e", reference);
  right.add("a c", reference);
  right.add("b c d e f", reference);
  left.merge(right);
  EXPECT_EQ(left.value(), whole.value());
}

}  // namespace
}  // namespace openaffect
