#include "openaffect/raters/pattern_tokens.h"

#include <gtest/gtest.h>

#include "openaffect/raters/pattern_sentences.h"

namespace openaffect {
namespace {

std::string spelled(std::string_view text, const std::vector<PatternToken>& tokens) {
  std::string joined;
  for (const PatternToken& token : tokens) {
    if (!joined.empty()) joined += ' ';
    joined += token.begin == token.end ? "¶" : text.substr(token.begin, token.end - token.begin);
  }
  return joined;
}

std::string tokens_of(std::string_view text) {
  PatternLowered lowered;
  lowered.assign(text);
  PatternTokenizer tokenizer;
  return spelled(text, tokenizer.split(text, lowered));
}

// The sentences of textblob.en.tokenize(text), joined by a space.
std::string mended(std::string_view text) {
  PatternLowered lowered;
  lowered.assign(text);
  PatternTokenizer tokenizer;
  const std::vector<PatternToken>& tokens = tokenizer.split(text, lowered);
  PatternMender mender;
  mender.mend(text, tokens);
  const std::string all = spelled(mender.text(), mender.words());
  if (!may_hold_torn_face(text, tokens)) {  // its law: nothing to mend
    std::vector<PatternToken> words = tokens;
    std::erase_if(words, [](const PatternToken& token) { return token.begin == token.end; });
    EXPECT_EQ(all, spelled(text, words));
  }
  return all;
}

// Expectations are the peer's: " ".join(textblob.en.tokenize(text)), textblob 0.20.1.
TEST(PatternTokens, punctuation_leaves_words_from_both_ends) {
  EXPECT_EQ(tokens_of("Hello, world!"), "Hello , world !");
  EXPECT_EQ(tokens_of("((good))... (bad)?!"), "( ( good ) ) ... ( bad ) ? !");
  EXPECT_EQ(tokens_of("a-b -a- a/b /a/"), "a-b - a - a/b /a/");
  EXPECT_EQ(tokens_of("well.... ..... .. . .5 5. ...so"), "well ... ... . . . .5 5 . ...so");
  EXPECT_EQ(tokens_of("#tag @me $5 50% 1,000.50"), "# tag @ me $ 5 50% 1,000.50");
  EXPECT_EQ(tokens_of(""), "");
  EXPECT_EQ(tokens_of(" \t\n "), "");
}

TEST(PatternTokens, quotation_marks_and_contractions) {
  EXPECT_EQ(tokens_of("It isn't \"so\""), "It is n ' t \" so \"");
  EXPECT_EQ(tokens_of("n't N't can't've"), "n ' t N ' t ca n ' t ' ve");
  EXPECT_EQ(tokens_of("“good”‘x’y"), "“ good ” ‘ x ’ y");
  EXPECT_EQ(tokens_of("(n't)"), "( n ' t )");
}

TEST(PatternTokens, periods_that_abbreviate_stay) {
  EXPECT_EQ(tokens_of("Mr. X. met U.S. men, etc. etc.,"), "Mr. X. met U.S. men , etc. etc. ,");
  EXPECT_EQ(tokens_of("MR. mr. Ab. Bc. M|. e.g. E.g. abc. a.. etc..."),
            "MR . mr . Ab. Bc. M|. e.g. E.g. abc . a. . etc ...");
  EXPECT_EQ(tokens_of("A.B.!. A.B.!"), "A.B. ! . A.B. !");
}

TEST(PatternTokens, spaces_and_empty_lines_of_every_kind) {
  EXPECT_EQ(tokens_of("a\u00A0b\u2003c\x1F"
                      "d\u200Be\u0085f"),
            "a b c d\u200Be f");
  EXPECT_EQ(tokens_of("a\nb\n\nc\r\nd\r\n\r\ne\n\r\nf\n\rg"), "a b ¶ c d ¶ e ¶ f g");
  EXPECT_EQ(tokens_of("a END-OF-SENTENCE b END-OF-SENTENCE. end-of-sentence"), "a ¶ b ¶ . end-of-sentence");
  EXPECT_EQ(tokens_of(std::string_view("a\0b \x01", 5)), std::string_view("a\0b \x01", 5));
}

TEST(PatternTokens, lowering_touches_ascii_capitals_only) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  PatternLowered lowered;
  for (std::size_t cut = 0; cut <= all.size(); cut += 5) {
    lowered.assign(std::string_view(all).substr(0, cut));
    for (std::size_t i = 0; i < cut; ++i)
      EXPECT_EQ(lowered.data()[i], i >= 'A' && i <= 'Z' ? static_cast<char>(i + 32) : static_cast<char>(i));
    for (std::size_t i = 0; i < PatternLowered::kPadding; ++i) EXPECT_EQ(lowered.data()[cut + i], ' ');
    EXPECT_EQ(lowered.ascii(), cut <= 0x80);
  }
}

TEST(PatternSentences, torn_faces_close_up_within_a_sentence) {
  EXPECT_EQ(mended("good : ) and :  - D x"), "good :) and :-D x");
  EXPECT_EQ(mended("( ! ) (! ) ( !"), "(!) (!) ( !");
  EXPECT_EQ(mended("max D (1998 ) too )"), "maxD ( 1998) too )");
  EXPECT_EQ(mended(": c ) : c x: D"), ":c) :c x :D");
  EXPECT_EQ(mended(": ' ( : ' ' ' ( ; ' ("), ":'( :'''( ;'(");
  EXPECT_EQ(mended("° O ° ♥ < 3"), "°O° ♥ <3");
  EXPECT_EQ(mended(":\n\n) :\n\nD o. O go. O : - ."), ":) : D o.O go . O :-.");
  EXPECT_EQ(mended("so. Or c) 8- x-axis :some"), "so . Or c ) 8 - x-axis : some");
}

TEST(PatternSentences, words_know_where_they_come_from) {
  constexpr std::string_view kText = "Hm,  max  D";
  PatternLowered lowered;
  lowered.assign(kText);
  PatternTokenizer tokenizer;
  PatternMender mender;
  mender.mend(kText, tokenizer.split(kText, lowered));
  ASSERT_EQ(mender.sources().size(), 3u);
  EXPECT_EQ(mender.sources()[1].begin, 2u);
  EXPECT_EQ(mender.sources()[2].begin, 5u);
  EXPECT_EQ(mender.sources()[2].end, kText.size());
}

}  // namespace
}  // namespace openaffect
