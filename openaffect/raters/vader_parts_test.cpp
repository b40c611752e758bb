// The parts of the `vader` rater, each against a slower way to say the same.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>

#include <gtest/gtest.h>

#include "openaffect/core/random.h"
#include "openaffect/raters/vader_bytes.h"
#include "openaffect/raters/vader_emoji.h"
#include "openaffect/raters/vader_rules.h"
#include "openaffect/raters/vader_score.h"
#include "openaffect/text/unicode.h"

namespace openaffect::vader {
namespace {

TEST(VaderBytes, vector_instructions_change_nothing) {
  Random random(1);
  for (int round = 0; round < 2000; ++round) {
    char text[kBlock];
    for (char& c : text) c = static_cast<char>(round % 2 ? random.below(256) : random.below(128));
    char lowered[kBlock], plain_lowered[kBlock];
    MarkCounts marks, plain_marks;
    EXPECT_EQ(read_block(text, lowered, marks), read_block_plain(text, plain_lowered, plain_marks));
    EXPECT_EQ(std::string_view(lowered, kBlock), std::string_view(plain_lowered, kBlock));
    EXPECT_EQ(marks, plain_marks);
  }
}

TEST(VaderBytes, every_byte) {
  for (int byte = 0; byte < 256; ++byte) {
    const std::string text(kBlock, static_cast<char>(byte));
    char lowered[kBlock];
    MarkCounts marks;
    const BlockMasks masks = read_block(text.data(), lowered, marks);
    const auto c = static_cast<char32_t>(byte);
    EXPECT_EQ(masks.space, byte < 128 && is_python_space(c) ? ~std::uint64_t{0} : 0) << byte;
    EXPECT_EQ(masks.wide, byte >= 128 ? ~std::uint64_t{0} : 0) << byte;
    EXPECT_EQ(masks.punctuation, byte < 128 && std::ispunct(byte) ? ~std::uint64_t{0} : 0) << byte;
    EXPECT_EQ(lowered[17], static_cast<char>(byte < 128 ? std::tolower(byte) : byte)) << byte;
  }
}

// glibc prints the exact value of a double, rounded half to even on it, as Python's round() does.
double rounded_by_printf(double value, int digits) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return std::strtod(text, nullptr);
}

TEST(VaderRound, is_that_of_decimal_text) {
  Random random(2);
  for (int i = 0; i < 200000; ++i) {
    const double value = random.uniform();
    ASSERT_EQ(python_round(value, 1000), rounded_by_printf(value, 3)) << value;
    ASSERT_EQ(python_round(-value, 10000), rounded_by_printf(-value, 4)) << value;
  }
}

// Each half-way point, and the doubles beside it; of those that are exact, 1/16 gives .062 and 3/16 .188.
TEST(VaderRound, half_way) {
  for (int i = 0; i < 10000; ++i)
    for (const double value : {(i + .5) / 1000, (i + .5) / 10000}) {
      if (value > 1) continue;
      for (const double near : {value, std::nextafter(value, 0), std::nextafter(value, 2)}) {
        ASSERT_EQ(python_round(near, 1000), rounded_by_printf(near, 3)) << near;
        ASSERT_EQ(python_round(-near, 10000), rounded_by_printf(-near, 4)) << near;
      }
    }
  EXPECT_EQ(python_round(1. / 16, 1000), .062);
  EXPECT_EQ(python_round(3. / 16, 1000), .188);
  EXPECT_TRUE(std::signbit(python_round(-1e-9, 10000)));
}

// What the original does, on its list of all tokens' values.
std::vector<double> weigh_as_published(std::size_t but, std::vector<double> values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto first = static_cast<std::size_t>(std::find(values.begin(), values.end(), values[i]) - values.begin());
    values[first] *= first < but ? .5 : first > but ? 1.5 : 1;
  }
  return values;
}

TEST(VaderBut, few_and_many_words_as_published) {
  Random random(3);
  for (int round = 0; round < 400; ++round) {
    std::vector<double> values(1 + random.below(round % 4 ? 12 : 300));
    for (double& value : values) value = std::vector{0., 1., 2., .5, 1.5, 3., -1., -1.5, .75}[random.below(9)];
    const std::size_t but = random.below(values.size());
    std::vector<Sentiment> sentiments;
    for (std::size_t i = 0; i < values.size(); ++i)
      if (values[i] != 0) sentiments.push_back({static_cast<std::uint32_t>(i), values[i]});
    weigh_around_but(static_cast<std::uint32_t>(but), sentiments);
    const std::vector<double> wanted = weigh_as_published(but, values);
    for (const Sentiment& sentiment : sentiments) ASSERT_EQ(sentiment.valence, wanted[sentiment.token]);
  }
}

// str.split() and strip(string.punctuation), said plainly.
std::vector<std::string> plain_tokens(const std::string& text) {
  std::vector<std::string> tokens;
  for (const std::string_view word : python_split(text)) {
    const std::size_t start = word.find_first_not_of("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");
    const std::size_t end = word.find_last_not_of("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");
    const bool some = start != std::string_view::npos && end + 1 - start > 2;
    tokens.emplace_back(some ? word.substr(start, end + 1 - start) : word);
  }
  return tokens;
}

TEST(VaderTokens, as_split_and_strip) {
  constexpr std::string_view kPieces[] = {
      "a", "B", "  ", " ", "!", "'", "...", "n't", "\t", "word", "x-y", "?!\"", "((((((((((((((((", "0123456789012345"};
  const WordTable words;
  Tokens tokens;
  Random random(4);
  for (int round = 0; round < 5000; ++round) {
    std::string text;
    for (std::uint64_t left = random.below(60); left > 0; --left) text += kPieces[random.below(std::size(kPieces))];
    tokens.split(text);
    tokens.look_up(words);
    const std::vector<std::string> wanted = plain_tokens(text);
    ASSERT_EQ(tokens.size(), wanted.size()) << text;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const Token token = tokens.span(i);
      ASSERT_EQ(text.substr(token.start, token.end - token.start), wanted[i]) << text;
      ASSERT_EQ(tokens.is_upper(i), is_python_upper(wanted[i])) << text;
      ASSERT_EQ((tokens.bits(i) & kNegates) != 0, wanted[i].find("n't") != std::string::npos) << text;
    }
  }
}

TEST(VaderWords, long_and_short_words_are_found_and_others_not) {
  WordTable words;
  const auto word_of = [](std::uint64_t number) {
    std::string word(1 + number % 20, 'w');
    word += std::to_string(number);
    return word;
  };
  for (std::uint64_t i = 0; i < 40000; i += 2) words.rate(word_of(i), static_cast<double>(i + 1));
  for (std::uint64_t i = 0; i < 40000; ++i) {
    std::string word = word_of(i);
    const std::size_t size = word.size();
    word.resize(size + kShortWord);
    const ShortWord start = ShortWord::load(word.data(), size);
    const std::string_view text = std::string_view(word).substr(0, size);
    const WordId id = size > kShortWord ? words.find_long(text) : words.find_short(start, size);
    ASSERT_EQ(words[id].valence, i % 2 ? 0 : static_cast<double>(i + 1)) << text;
    ASSERT_TRUE(i % 2 || words.may_know(start)) << text;
  }
}

TEST(VaderEmoji, the_last_of_equal_ones_counts) {
  EmojiTable table;
  table.describe(U'😀', "one");
  table.describe(U'❤', "two");
  table.describe(U'😀', "three");
  table.finish();
  EXPECT_EQ(table.size(), 2u);
  EXPECT_EQ(table.find(U'😀'), " three");
  EXPECT_EQ(table.find(U'❤'), " two");
  EXPECT_FALSE(table.find(U'😁'));
  EXPECT_FALSE(table.find(0x10FFFF));
}

TEST(VaderEmoji, places_in_the_original) {
  EmojiTable table;
  table.describe(U'😀', "a face");
  table.finish();
  PlainText plain;
  plain.set("x😀y\u3000z");
  ASSERT_TRUE(plain.rewrite(table));
  EXPECT_EQ(plain.text(), "x a facey z");
  const auto place = [&](std::uint32_t start, std::uint32_t end) {
    const Token token = plain.original({start, end});
    return std::pair(token.start, token.end);
  };
  EXPECT_EQ(place(0, 1), std::pair(0u, 1u));
  EXPECT_EQ(place(2, 3), std::pair(1u, 5u));
  EXPECT_EQ(place(4, 9), std::pair(1u, 6u));
  EXPECT_EQ(place(10, 11), std::pair(9u, 10u));
}

}  // namespace
}  // namespace openaffect::vader
