// VADER's published lexicon against scores that vaderSentiment 3.3.2 printed on Python 3.11.
#include <cstdlib>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "openaffect/raters/vader.h"

namespace openaffect {
namespace {

struct Expected {
  std::string_view text;
  double neg, neu, pos, compound;
};

// python -c 'from vaderSentiment.vaderSentiment import *; print(SentimentIntensityAnalyzer().polarity_scores(text))'
constexpr Expected kExpected[] = {
    {"VADER is smart, handsome, and funny.", 0, 0.254, 0.746, 0.8316},
    {"VADER is smart, handsome, and funny!", 0, 0.248, 0.752, 0.8439},
    {"VADER is very smart, handsome, and funny.", 0, 0.299, 0.701, 0.8545},
    {"VADER is VERY SMART, handsome, and FUNNY.", 0, 0.246, 0.754, 0.9227},
    {"VADER is VERY SMART, handsome, and FUNNY!!!", 0, 0.233, 0.767, 0.9342},
    {"VADER is VERY SMART, uber handsome, and FRIGGIN FUNNY!!!", 0, 0.294, 0.706, 0.9469},
    {"VADER is not smart, handsome, nor funny.", 0.646, 0.354, 0, -0.7424},
    {"The book was good.", 0, 0.508, 0.492, 0.4404},
    {"At least it isn't a horrible book.", 0, 0.678, 0.322, 0.431},
    {"The book was only kind of good.", 0, 0.697, 0.303, 0.3832},
    {"The plot was good, but the characters are uncompelling and the dialog is not great.", 0.327, 0.579, 0.094,
     -0.7042},
    {"Today SUX!", 0.779, 0.221, 0, -0.5461},
    {"Today only kinda sux! But I'll get by, lol", 0.127, 0.556, 0.317, 0.5249},
    {"Make sure you :) or :D today!", 0, 0.294, 0.706, 0.8633},
    {"Catch utf-8 emoji such as 💘 and 💋 and 😁", 0, 0.583, 0.417, 0.875},
    {"Not bad at all", 0, 0.513, 0.487, 0.431},
    {"Sentiment analysis has never been good.", 0.325, 0.675, 0, -0.3412},
    {"Sentiment analysis has never been this good!", 0, 0.621, 0.379, 0.5672},
    {"Most automated sentiment analysis tools are shit.", 0.375, 0.625, 0, -0.5574},
    {"With VADER, sentiment analysis is the shit!", 0, 0.583, 0.417, 0.6476},
    {"Other sentiment analysis tools can be quite bad.", 0.351, 0.649, 0, -0.5849},
    {"On the other hand, VADER is quite bad ass", 0, 0.423, 0.577, 0.802},
    {"VADER is such a badass!", 0, 0.598, 0.402, 0.4003},
    {"Without a doubt, excellent idea.", 0, 0.341, 0.659, 0.7013},
    {"Roger Dodger is one of the most compelling variations on this theme.", 0, 0.834, 0.166, 0.2944},
    {"Roger Dodger is at least compelling as a variation on the theme.", 0, 0.853, 0.147, 0.2263},
    {"Roger Dodger is one of the least compelling variations on this theme.", 0.132, 0.868, 0, -0.1695},
    {"Not such a badass after all.", 0.289, 0.711, 0, -0.2584},
    {"Without a doubt, an excellent idea.", 0, 0.408, 0.592, 0.7013},
};

struct Probe {
  std::string_view text;
  double compound;
};

constexpr Probe kProbes[] = {
    {"no problem", 0.3089},
    {"I do not hate it", 0.4585},
    {"never so good", 0.5777},
    {"The food is kind of bad", -0.5849},
    {"sort of good", 0.4404},
    {"good?", 0.4404},
    {"good??", 0.504},
    {"good!!!!!", 0.6209},
    {"LEAST good one", -0.3412},
    {"at least good", 0.4404},
    {"good but bad", -0.5859},
    {"the bomb was good", 0.2023},
    {"yeah right good", 0.6249},
    {"what???", 0},
    {"It was one of the worst movies I've seen, despite good reviews.", -0.7584},
    {"Unbelievably bad acting!!", -0.6572},
    {"VERY poor production.", -0.6281},
    {"VERY BAD movie!", -0.7616},
    {"happy birthday", 0.5719},
    {"friends", 0.4767},
    {"laughing", 0.4939},
    {"party", 0.4019},
    {"riot", -0.5574},
    {"war", -0.5994},
};

std::string share_file(const std::string& name) {
  const char* const share = std::getenv("OPENAFFECT_SHARE");
  std::ifstream file(std::string(share ? share : "") + "/lexicons/vader/" + name, std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

class VaderPublished : public testing::Test {
 protected:
  void SetUp() override {
    const std::string lexicon = share_file("vader_lexicon.txt");
    const std::string emoji = share_file("emoji_utf8_lexicon.txt");
    if (lexicon.empty() || emoji.empty())
      GTEST_SKIP() << "OPENAFFECT_SHARE has no lexicons/vader: ./dev setup brings it";
    auto rater = make_vader(lexicon, emoji);
    ASSERT_TRUE(rater) << describe_error(rater.error());
    rater_ = *std::move(rater);
  }

  double number(std::string_view text, std::size_t column) const {
    const Item item{.text = text};
    return std::get<NumberColumn>(rater_->rate({&item, 1}).columns[column])[0];
  }

  std::unique_ptr<Rater> rater_;
};

TEST_F(VaderPublished, sentences) {
  for (const Expected& expected : kExpected) {
    EXPECT_EQ(number(expected.text, 0), expected.neg) << expected.text;
    EXPECT_EQ(number(expected.text, 1), expected.neu) << expected.text;
    EXPECT_EQ(number(expected.text, 2), expected.pos) << expected.text;
    EXPECT_EQ(number(expected.text, 3), expected.compound) << expected.text;
  }
}

TEST_F(VaderPublished, probes) {
  for (const Probe& probe : kProbes) EXPECT_EQ(number(probe.text, 3), probe.compound) << probe.text;
}

// "kind of" of the published lexicon, with the words that it was made of.
TEST_F(VaderPublished, evidence) {
  const Item item{.text = "The book was only kind of good."};
  const auto evidence = rater_->rate({&item, 1}, {.evidence = true}).evidence[0];
  EXPECT_EQ(evidence, (std::vector<Evidence>{{26, 30, "good", "compound", 1.9 - .293}}));
}

}  // namespace
}  // namespace openaffect
