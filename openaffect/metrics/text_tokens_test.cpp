#include "openaffect/metrics/text_tokens.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace openaffect {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> tokens_of(std::string_view text, TokenRule rule) {
  TokenReader reader(rule);
  const auto tokens = reader.read(text);
  return {tokens.begin(), tokens.end()};
}

std::vector<std::string> mteval(std::string_view text) {
  return tokens_of(text, TokenRule::mteval_13a);
}

TEST(TokenReader, mteval_sets_symbols_apart) {
  EXPECT_THAT(mteval("Hello, world! (really)"), ElementsAre("Hello", ",", "world", "!", "(", "really", ")"));
  EXPECT_THAT(mteval("and/or a_b x=y"), ElementsAre("and", "/", "or", "a", "_", "b", "x", "=", "y"));
  EXPECT_THAT(mteval("don't stop"), ElementsAre("don't", "stop"));  // the apostrophe is no symbol
  EXPECT_THAT(mteval(""), IsEmpty());
  EXPECT_THAT(mteval(" \t\n"), IsEmpty());
}

TEST(TokenReader, mteval_keeps_numbers_together) {
  EXPECT_THAT(mteval("3.5 of 1,000"), ElementsAre("3.5", "of", "1,000"));
  EXPECT_THAT(mteval("in 1999."), ElementsAre("in", "1999", "."));
  EXPECT_THAT(mteval("a.5"), ElementsAre("a", ".", "5"));
  EXPECT_THAT(mteval("5.a"), ElementsAre("5", ".", "a"));
  EXPECT_THAT(mteval("5-6 well-known"), ElementsAre("5", "-", "6", "well-known"));
}

// From left to right without overlap: after a letter the first and third point go apart in the first replacement, the
// second in neither when a digit follows.
TEST(TokenReader, mteval_runs_of_points) {
  EXPECT_THAT(mteval("a...5"), ElementsAre("a", ".", ".", ".", "5"));
  EXPECT_THAT(mteval("a..5"), ElementsAre("a", ".", ".5"));
  EXPECT_THAT(mteval("5..6"), ElementsAre("5", ".", ".", "6"));
  EXPECT_THAT(mteval("5...6"), ElementsAre("5", ".", ".", ".6"));
}

TEST(TokenReader, mteval_reads_entities_in_its_order) {
  EXPECT_THAT(mteval("&quot;x&quot; &lt;b&gt;"), ElementsAre("\"", "x", "\"", "<", "b", ">"));
  EXPECT_THAT(mteval("&amp;lt;"), ElementsAre("<"));                 // read twice
  EXPECT_THAT(mteval("&amp;quot;"), ElementsAre("&", "quot", ";"));  // quotes come before ampersands
  EXPECT_THAT(mteval("no<skipped>thing well-\nknown a\nb-\n"), ElementsAre("nothing", "wellknown", "a", "b-"));
}

TEST(TokenReader, spaces_beyond_ascii) {
  for (const TokenRule rule : {TokenRule::mteval_13a, TokenRule::white_space})
    EXPECT_THAT(tokens_of("Café\u00a0日本\u3000\x1cz\u2003", rule), ElementsAre("Café", "日本", "z"));
  EXPECT_THAT(tokens_of("a.b, c", TokenRule::white_space), ElementsAre("a.b,", "c"));
}

TEST(TokenReader, ill_formed_bytes_stay) {
  EXPECT_THAT(mteval("a\xff\xc3 b\xe3\x80"), ElementsAre("a\xff\xc3", "b\xe3\x80"));
}

TEST(TokenReader, rouge_knows_latin_letters_and_digits) {
  EXPECT_THAT(tokens_of("Don't STOP 3.5 Café_x", TokenRule::rouge),
              ElementsAre("don", "t", "stop", "3", "5", "caf", "x"));
  EXPECT_THAT(tokens_of("\u212A \u0130z", TokenRule::rouge), ElementsAre("k", "i", "z"));  // Kelvin sign, dotted I
  EXPECT_THAT(tokens_of("日本 —", TokenRule::rouge), IsEmpty());
}

TEST(Vocabulary, equal_words_have_one_number) {
  Vocabulary vocabulary;
  std::vector<std::string> words;
  for (int i = 0; i < 5000; ++i) words.push_back(std::to_string(i * 7919));
  for (std::uint32_t i = 0; i < words.size(); ++i) EXPECT_EQ(vocabulary.number(words[i]), i);
  for (std::uint32_t i = 0; i < words.size(); ++i) {
    EXPECT_EQ(vocabulary.number(words[i]), i);
    EXPECT_EQ(vocabulary.word(i), words[i]);
  }
  EXPECT_EQ(vocabulary.size(), words.size());
}

TEST(NumberedTokens, numbers_by_first_sight) {
  NumberedTokens tokens(TokenRule::white_space);
  EXPECT_THAT(tokens.read("b a b"), ElementsAre(0, 1, 0));
  EXPECT_THAT(tokens.read("c a"), ElementsAre(2, 1));
  EXPECT_EQ(tokens.vocabulary().word(2), "c");
}

}  // namespace
}  // namespace openaffect
