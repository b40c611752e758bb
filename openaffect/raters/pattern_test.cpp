#include "openaffect/raters/pattern.h"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "openaffect/core/sha256.h"

namespace openaffect {
namespace {

// Small and dyadic, so that every expectation below is a sum done by hand and exact.
//   good: JJ (.75, .5), NN (.25, 1), hence without part of speech (.5, .75)
constexpr std::string_view kMade = R"(<?xml version="1.0" encoding="utf-8"?>
<sentiment language="en">
<word form="good" pos="JJ" polarity="0.5" subjectivity="0.5" intensity="1.0" />
<word form="good" pos="JJ" polarity="1.0" subjectivity="0.5" />
<word form="good" pos="NN" polarity="0.25" subjectivity="1.0" label="moral" />
<word form="very" pos="RB" polarity="0.25" subjectivity="0.25" intensity="1.5" />
<word form="bad" pos="JJ" polarity="-0.5" subjectivity="0.75" />
<word form="terribly" pos="RB" polarity="0.5" subjectivity="0.0" intensity="2.0" />
<word form="terrible" pos="JJ" polarity="-1" subjectivity="+1.0" />
<word form="plain" polarity="0.0" subjectivity="0.25" />
<word form="zen" pos="NN" polarity="0.0" subjectivity="0.0" />
<word polarity="1.0" />
</sentiment>)";

struct Expected {
  std::string_view text;
  double polarity;
  double subjectivity;
};

std::unique_ptr<Rater> made_rater(const PatternOptions& options = {}) {
  auto rater = make_pattern(kMade, options);
  EXPECT_TRUE(rater) << describe_error(rater.error());
  return *std::move(rater);
}

// The packaged lexicon's bytes; "" where the build did not get it.
std::string packaged_lexicon() {
  const char* const share = std::getenv("OPENAFFECT_SHARE");
  if (share == nullptr) return {};
  std::ifstream file(std::string(share) + "/lexicons/pattern/en-sentiment.xml", std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

double polarity_of(const RatingBatch& ratings, std::size_t i) {
  return std::get<NumberColumn>(ratings.columns[0])[i];
}
double subjectivity_of(const RatingBatch& ratings, std::size_t i) {
  return std::get<NumberColumn>(ratings.columns[1])[i];
}

std::string label_of(const Rater& rater, const RatingBatch& ratings, std::size_t column, std::size_t i) {
  const LabelId id = std::get<LabelColumn>(ratings.columns[column])[i];
  return id == kNoLabel ? "null" : rater.info().fields[column].scheme->label(id).id;
}

void expect_all(const Rater& rater, std::span<const Expected> expectations) {
  std::vector<Item> items;
  for (const Expected& expected : expectations) items.push_back({.text = expected.text});
  const RatingBatch ratings = rater.rate(items);
  for (std::size_t i = 0; i < items.size(); ++i) {
    EXPECT_EQ(polarity_of(ratings, i), expectations[i].polarity) << expectations[i].text;
    EXPECT_EQ(subjectivity_of(ratings, i), expectations[i].subjectivity) << expectations[i].text;
  }
}

std::vector<Evidence> evidence_of(const Rater& rater, std::string_view text) {
  const Item item{.text = text};
  return rater.rate({&item, 1}, {.evidence = true}).evidence.at(0);
}

TEST(Pattern, scores_published_for_the_packaged_lexicon) {
  const std::string lexicon = packaged_lexicon();
  if (lexicon.empty()) GTEST_SKIP() << "OPENAFFECT_SHARE holds no lexicons/pattern/en-sentiment.xml";
  const auto rater = make_pattern(lexicon);
  ASSERT_TRUE(rater) << describe_error(rater.error());
  // Printed by textblob.en.sentiments.PatternAnalyzer().analyze(text), textblob 0.20.1 on Python 3.11.
  constexpr Expected kPublished[] = {
      {"great", .8, .75},
      {"very great", 1.0, .9750000000000001},
      {"not great", -.4, .75},
      {"not very great", -.3076923076923077, .5769230769230769},
      {"not a very great calculation", -.3076923076923077, .5769230769230769},
      {"good", .7, .6000000000000001},
      {"very good", .9099999999999999, .7800000000000001},
      {"not good", -.35, .6000000000000001},
      {"no good", -.35, .6000000000000001},
      {"never good", -.35, .6000000000000001},
      {"not very good", -.26923076923076916, .46153846153846156},
      {"bad", -.6999999999999998, .6666666666666666},
      {"really bad", -.6999999999999998, .6666666666666666},
      {"extremely bad", -.6999999999999998, .6666666666666666},
      {"It isn't good", .7, .6000000000000001},
      {"horrible", -1, 1},
      {"I feel great this morning.", .8, .75},
      {"This is a terrible car.", -1, 1},
      {"TextBlob is amazingly simple to use. What great fun!", .39166666666666666, .4357142857142857},
      {"Simple is better than complex.", .06666666666666667, .41904761904761906},
      {"Beautiful is better than ugly.", .2166666666666667, .8333333333333334},
      {":)", .5, 1},
      {":(", -.75, 1},
      {"(!)", 0, 1},
      {"good!", .875, .6000000000000001},
      {"very", .2, .3},
      {"I hate this", -.8, .9},
      {"I love you", .5, .6},
      {"", 0, 0},
      {"bad, but not very bad :- (", -.3935897435897435, .7264957264957265},
      {"very :) good", .44999999999999996, .45000000000000007},
      {"hardly no", .14583333333333334, .5416666666666666},
  };
  expect_all(**rater, kPublished);
}

TEST(Pattern, averages_senses_and_then_parts_of_speech) {
  constexpr Expected kWords[] = {
      {"good", .5, .75},
      {"GOOD", .5, .75},
      {"plain", 0, .25},
      {"nothing known", 0, 0},
      {"good bad", 0, .75},                            // means of (.5, .75) and (-.5, .75)
      {"good good good bad", .25, .75},                // 1 / 4
      {"goodly", .75, .5},                             // lent by the adjective only
      {"badly", -.5, .75},                             //
      {"terribly", -1, 1},                             // terrible's, over an entry of its own
      {"veryly plainly", 0, 0},                        // no adjectives, no adverbs of theirs
      {"\xE2\x84\xAAnown g\xC3\xB6od good", .5, .75},  // letters beyond ASCII
  };
  expect_all(*made_rater(), kWords);
}

TEST(Pattern, modifiers_and_negations) {
  constexpr Expected kPhrases[] = {
      {"very good", .75, 1},        // .5 * 1.5, and .75 * 1.5 cut to 1
      {"very a good", .75, 1},      // two letters do not part them
      {"very the good", .375, .5},  // three do: means of (.25, .25) and (.5, .75)
      {"not good", -.25, .75},      // halved and turned
      {"not a good", -.25, .75},    //
      {"not so good", .5, .75},     // two letters do part a negation
      {"not not good", -.25, .75},  //
      {"not very good", .5 * (1 / 1.5) * -.5, .75 * (1 / 1.5)},
      {"very not good", 0, .5},              // "not" parts: (.25, .25) and (-.25, .75)
      {"very no good", .75 * -.5, 1},        // "no" does not
      {"terribly not", .5, 1},               // a negation behind -ly turns it
      {"terribly not good", .5 * -.5, .75},  // and the good that joins it: the intensity of the lent adverb is 1
      {"isn't good", .5, .75},               // torn apart, so no negation
      {"never! good", -.25, .75},
      {"not\n\na\n\ngood", -.25, .75},  // an empty line is no word
  };
  expect_all(*made_rater(), kPhrases);
}

TEST(Pattern, marks_and_faces) {
  constexpr Expected kMarks[] = {
      {"!", 0, 0},
      {"good!", .625, .75},  // .5 * 1.25
      {"good!!", .78125, .75},
      {"good!!!!!", 1, .75},
      {"good, I said!", .625, .75},
      {"not good!", .625 * -.5, .75},
      {"( ! )", 0, 1},
      {"good (!)", .25, .875},
      {"good ( ! )", .25, .875},
      {"good :)", .5, .875},
      {"good : )", .5, .875},
      {"good :D", .75, .875},
      {"xD XD", 0, 0},    // letters only: never a face
      {"x-d", 1, 1},      // no matter the case
      {": c )", .75, 1},  // before ": c" would do
      {": ' (", -1, 1},
      {"♥ °O °", .525, 1},  // (1 + .05) / 2
      {"(goo d8 )", 0, 0},  // "8 )" closes up inside "d8)"
      {":\n\n)", .5, 1},    // the empty line ends the sentence with the bracket in it
      {":.)", .0, 0},
      {":\n\nD", 0, 0},            // two sentences
      {"very :) good", .375, .5},  // the face is what the modifier's word joins: (.25, .25) and good's own
  };
  expect_all(*made_rater(), kMarks);
}

TEST(Pattern, classes_and_nulls) {
  const auto rater = made_rater();
  const Item items[] = {{.text = "good"},       {.text = "bad"},   {.text = ""},
                        {.text = std::nullopt}, {.text = "plain"}, {.text = "plain bad"}};
  const RatingBatch ratings = rater->rate(items);
  const char* const expected[][3] = {{"positive", "highly_opinionated", "ok"}, {"negative", "highly_opinionated", "ok"},
                                     {"neutral", "least_opinionated", "ok"},   {"null", "null", "no_text"},
                                     {"neutral", "least_opinionated", "ok"},   {"negative", "neutral", "ok"}};
  for (std::size_t i = 0; i < std::size(items); ++i) {
    EXPECT_EQ(label_of(*rater, ratings, 2, i), expected[i][0]) << i;
    EXPECT_EQ(label_of(*rater, ratings, 3, i), expected[i][1]) << i;
    EXPECT_EQ(status_name(ratings.status[i]), expected[i][2]) << i;
  }
  EXPECT_TRUE(std::isnan(polarity_of(ratings, 3)));
  EXPECT_TRUE(std::isnan(subjectivity_of(ratings, 3)));
  EXPECT_TRUE(ratings.evidence.empty());
}

TEST(Pattern, cuts_belong_to_the_upper_class) {
  const auto rater = made_rater({.least_below = .25, .highly_above = .75});
  const Item items[] = {{.text = "plain"}, {.text = "good"}, {.text = "plain good"}, {.text = "zen"}};  // .25 .75 .5 0
  const RatingBatch ratings = rater->rate(items);
  EXPECT_EQ(label_of(*rater, ratings, 3, 0), "neutral");
  EXPECT_EQ(label_of(*rater, ratings, 3, 1), "highly_opinionated");
  EXPECT_EQ(label_of(*rater, ratings, 3, 2), "neutral");
  EXPECT_EQ(label_of(*rater, ratings, 3, 3), "least_opinionated");
}

TEST(Pattern, evidence_stands_where_the_words_stand) {
  const auto rater = made_rater();
  const std::vector<Evidence> expected = {{7, 21, "NOT a bad day!", "polarity", -.5 * 1.25 * -.5},
                                          {7, 21, "NOT a bad day!", "subjectivity", .75},
                                          {23, 28, "Plain", "subjectivity", .25},
                                          {29, 32, ": )", "polarity", .5},
                                          {29, 32, ": )", "subjectivity", 1}};
  EXPECT_EQ(evidence_of(*rater, "😀 It’s NOT a bad day!  Plain : )"), expected);
  EXPECT_EQ(evidence_of(*rater, "zen"), std::vector<Evidence>{});
  EXPECT_EQ(evidence_of(*rater, ""), std::vector<Evidence>{});
}

TEST(Pattern, ill_formed_bytes_count_as_replacement_characters) {
  const auto rater = made_rater();
  constexpr std::string_view kBroken = "not \xFF good \xC3(\xE2\x82 bad";
  constexpr std::string_view kMended = "not \uFFFD good \uFFFD(\uFFFD bad";
  const Item items[] = {{.text = kBroken}, {.text = kMended}};
  const RatingBatch ratings = rater->rate(items, {.evidence = true});
  EXPECT_EQ(polarity_of(ratings, 0), -.375);  // means of -.25 and -.5
  EXPECT_EQ(polarity_of(ratings, 0), polarity_of(ratings, 1));
  EXPECT_EQ(ratings.evidence[0], ratings.evidence[1]);
  EXPECT_EQ(ratings.evidence[0].at(0).text, "not \uFFFD good");
  EXPECT_EQ(ratings.evidence[0].at(0).end, 10u);
}

TEST(Pattern, batch_is_one_by_one) {
  const auto rater = made_rater();
  const std::vector<std::string> texts = {
      "very good", "", std::string(5000, '(') + " good : )", "bad!", "\xF0\x9F", "not", "(8 ) very : D a", "good"};
  std::vector<Item> items;
  for (const std::string& text : texts) items.push_back({.text = text});
  const RatingBatch together = rater->rate(items, {.evidence = true});
  for (std::size_t i = 0; i < items.size(); ++i) {
    const RatingBatch alone = rater->rate({&items[i], 1}, {.evidence = true});
    EXPECT_EQ(polarity_of(together, i), polarity_of(alone, 0)) << i;
    EXPECT_EQ(subjectivity_of(together, i), subjectivity_of(alone, 0)) << i;
    EXPECT_EQ(together.evidence[i], alone.evidence[0]) << i;
  }
}

TEST(Pattern, says_what_it_is) {
  const auto rater = made_rater({.name = "mine"});
  const RaterInfo& info = rater->info();
  EXPECT_EQ(info.name, "mine");
  EXPECT_EQ(info.kind, RaterKind::lexicon);
  EXPECT_EQ(info.licence, LicenceClass::open);
  EXPECT_EQ(info.content_sha256, sha256_hex(kMade));
  ASSERT_EQ(info.fields.size(), 4u);
  const char* const fields[][2] = {
      {"polarity", "polarity"}, {"subjectivity", "subjectivity"}, {"class", "sentiment3"}, {"opinion", "opinion3"}};
  for (std::size_t i = 0; i < info.fields.size(); ++i) {
    EXPECT_EQ(info.fields[i].name, fields[i][0]);
    EXPECT_EQ(info.fields[i].scheme->id(), fields[i][1]);
  }
}

TEST(Pattern, refuses_options_out_of_range) {
  for (const PatternOptions& options : {PatternOptions{.name = "Not Snake"},
                                        {.least_below = .7, .highly_above = .6},
                                        {.least_below = -.1},
                                        {.highly_above = 1.1},
                                        {.least_below = std::nan("")},
                                        {.highly_above = std::nan("")}}) {
    const auto rater = make_pattern(kMade, options);
    ASSERT_FALSE(rater);
    EXPECT_EQ(rater.error().kind, ErrorKind::format);
  }
}

}  // namespace
}  // namespace openaffect
