#include "openaffect/raters/vader.h"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

namespace openaffect {
namespace {

using namespace std::string_literals;

// With a sum of 1 compound is 1 / sqrt(1 + 15) = .25, with 7 it is .875: made for counting by hand.
constexpr std::string_view kLexicon =
    "good\t1\t0.5\t[1, 1]\n"
    "superb\t7\n"
    "bad\t-1\n"
    "no\t-1\n"
    "kind\t1\n"
    "stop\t-1\n"
    "shit\t-1\n"
    ":)\t1\n"
    "Capital\t1\n"  // never met: tokens are lower-cased
    "fed up\t1\n"   // nor this: a token has no space
    "ungainsayable-superlative\t7\n"
    "łaskawy\t1\n"
    "good\t1.0\n";
constexpr std::string_view kEmoji = "😀\tgood face\n❤\tkind, no doubt!\n👍🏽\tgood\n";

std::unique_ptr<Rater> made_rater() {
  auto rater = make_vader(kLexicon, kEmoji);
  EXPECT_TRUE(rater) << describe_error(rater.error());
  return *std::move(rater);
}

struct Numbers {
  double neg, neu, pos, compound;
  bool operator==(const Numbers&) const = default;
};

void PrintTo(const Numbers& numbers, std::ostream* out) {
  *out << numbers.neg << " " << numbers.neu << " " << numbers.pos << " " << numbers.compound;
}

Numbers numbers_of(const RatingBatch& batch, std::size_t row) {
  const auto number = [&](std::size_t column) { return std::get<NumberColumn>(batch.columns[column])[row]; };
  return {number(0), number(1), number(2), number(3)};
}

Numbers rate(const Rater& rater, std::string_view text) {
  const Item item{.text = text};
  const RatingBatch batch = rater.rate({&item, 1});
  EXPECT_EQ(batch.status, std::vector{Status::ok});
  return numbers_of(batch, 0);
}

std::vector<Evidence> explain(const Rater& rater, std::string_view text) {
  const Item item{.text = text};
  return rater.rate({&item, 1}, {.evidence = true}).evidence.at(0);
}

std::string class_of(const Rater& rater, std::string_view text) {
  const Item item{.text = text};
  const RatingBatch batch = rater.rate({&item, 1});
  return rater.info().fields[4].scheme->label(std::get<LabelColumn>(batch.columns[4])[0]).id;
}

TEST(Vader, numbers_by_hand) {
  const auto rater = made_rater();
  EXPECT_EQ(rate(*rater, ""), (Numbers{0, 0, 0, 0}));
  EXPECT_EQ(rate(*rater, " \n\u3000"), (Numbers{0, 0, 0, 0}));
  EXPECT_EQ(rate(*rater, "word"), (Numbers{0, 1, 0, 0}));
  EXPECT_EQ(rate(*rater, "good"), (Numbers{0, 0, 1, .25}));
  EXPECT_EQ(rate(*rater, "a good"), (Numbers{0, .333, .667, .25}));  // 1 and 1 + 1 of 3
  EXPECT_EQ(rate(*rater, "(superb)..."), (Numbers{0, 0, 1, .875}));
  EXPECT_EQ(rate(*rater, "good bad"), (Numbers{.5, 0, .5, 0}));
  EXPECT_EQ(rate(*rater, ":) x"), (Numbers{0, .333, .667, .25}));  // stripped it would be nothing
  EXPECT_EQ(rate(*rater, "capital fed up"), (Numbers{0, 1, 0, 0}));
  EXPECT_EQ(rate(*rater, "Ungainsayable-Superlative!?").compound, .8832);  // 7.292 / sqrt(7.292^2 + 15)
  EXPECT_EQ(rate(*rater, "ŁASKAWY"), (Numbers{0, 0, 1, .25}));
}

TEST(Vader, rules_by_hand) {
  const auto rater = made_rater();
  const auto compound = [](double sum) { return std::round(sum / std::sqrt(sum * sum + 15) * 10000) / 10000; };
  const std::pair<std::string_view, double> cases[] = {
      {"not good", -.74},
      {"x wouldn't x good", -.74},
      {"x not x x good", -.74},
      {"not x x x good", 1},
      {"very good", 1.293},
      {"very bad", -1.293},
      {"barely good", .707},
      {"very x good", 1 + .293 * .95},
      {"x very x x good", 1 + .293 * .9},
      {"never so good", (1 + .293) * 1.25},  // "so" is a booster itself
      {"x this good", 1},                    // two words do not make the third
      {"x x this good", 1.25},               // three do, without a "never"
      {"without doubt good", 1},
      {"without x good", -.74},
      {"least good", -.74},
      {"at least good", 1},
      {"no good", -.74},  // "no" itself counts nothing before a rated word
      {"no x good", -1 - .74},
      {"no x or good", -1 - .74},
      {"x good GOOD", 1 + 1.733},
      {"GOOD GOOD", 2},  // nobody is quieter
      {"VERY good x", 1 + .293 + .733},
      {"good but good", .5 + 1.5},
      {"good but superb but good", .5 + 10.5 + 1.5},
      {"x x x the shit", 3},
      {"x x the shit", 3 - 0},
      {"the shit", -1},  // idioms only from the fourth word on
      {"x x x bus stop", 0},
      {"kind of good", 1},  // "kind" before "of" counts nothing
      {"x kind of good", .707},
      {"good!!", 1.584},
      {"good!!!!!!", 1 + 4 * .292},
      {"good?", 1},
      {"good??", 1.36},
      {"good????", 1.96},
      {"bad!", -1.292},
  };
  for (const auto& [text, sum] : cases) EXPECT_EQ(rate(*rater, text).compound, compound(sum)) << text;
}

TEST(Vader, emoji_are_words) {
  const auto rater = made_rater();
  EXPECT_EQ(rate(*rater, "😀"), rate(*rater, "good face"));
  EXPECT_EQ(rate(*rater, "x😀😀!"), rate(*rater, "x good face good face!"));
  EXPECT_EQ(rate(*rater, "❤"), rate(*rater, "kind, no doubt!"));
  EXPECT_EQ(rate(*rater, "👍🏽"), rate(*rater, "x"));  // two code points: never met
}

TEST(Vader, spaces_and_letters_beyond_ascii) {
  const auto rater = made_rater();
  EXPECT_EQ(rate(*rater, "a\u00a0good\u3000b"), rate(*rater, "a good b"));
  EXPECT_EQ(rate(*rater, "not\u2003\u212aind"), rate(*rater, "not kind"));  // the Kelvin sign's lower case is k
  EXPECT_EQ(rate(*rater, "good\u200b"), rate(*rater, "x"));
  EXPECT_EQ(rate(*rater, "ÄÖÜ good"), rate(*rater, "AOU good"));
  EXPECT_EQ(rate(*rater, "äöü GOOD"), rate(*rater, "aou GOOD"));
}

TEST(Vader, ill_formed_bytes_are_replaced) {
  const auto rater = made_rater();
  EXPECT_EQ(rate(*rater, "good \xff bad\xc2 \xe2\x82"), rate(*rater, "good \ufffd bad\ufffd \ufffd"));
  EXPECT_EQ(rate(*rater, "\xf0\x9f\x98 good"), rate(*rater, "\ufffd good"));
  const auto evidence = explain(*rater, "\xff\xc2 good");
  EXPECT_EQ(evidence, (std::vector<Evidence>{{3, 7, "good", "compound", 1}}));
}

TEST(Vader, status_and_class) {
  const auto rater = made_rater();
  const std::vector<Item> items = {{.text = std::nullopt}, {.text = ""}, {.text = "good"}};
  const RatingBatch batch = rater->rate(items);
  EXPECT_EQ(batch.status, (std::vector{Status::no_text, Status::ok, Status::ok}));
  for (std::size_t column = 0; column < 4; ++column)
    EXPECT_TRUE(std::isnan(std::get<NumberColumn>(batch.columns[column])[0]));
  EXPECT_EQ(std::get<LabelColumn>(batch.columns[4])[0], kNoLabel);
  EXPECT_TRUE(batch.evidence.empty());
  EXPECT_EQ(class_of(*rater, "good"), "positive");
  EXPECT_EQ(class_of(*rater, "bad"), "negative");
  EXPECT_EQ(class_of(*rater, ""), "neutral");
}

// Offsets are code points of the text as it came; weights stand before exclamation marks.
TEST(Vader, evidence) {
  const auto rater = made_rater();
  EXPECT_EQ(explain(*rater, "not \"GOOD\", but “x” bad!"),
            (std::vector<Evidence>{{5, 9, "GOOD", "compound", -.74 * 1.733 * .5}, {20, 23, "bad", "compound", -1.5}}));
  EXPECT_EQ(explain(*rater, "é😀 x❤. bad"), (std::vector<Evidence>{{1, 2, "😀", "compound", 1},
                                                                   {4, 5, "❤", "compound", 1},
                                                                   {4, 5, "❤", "compound", -1},
                                                                   {7, 10, "bad", "compound", .74}}));
  EXPECT_EQ(explain(*rater, "\u212aind\u3000:)"),
            (std::vector<Evidence>{{0, 4, "\u212aind", "compound", 1}, {5, 7, ":)", "compound", 1}}));
  EXPECT_TRUE(explain(*rater, "nothing here").empty());
}

TEST(Vader, a_batch_is_its_items_one_by_one) {
  const auto rater = made_rater();
  const std::string texts[] = {"good",
                               "",
                               "x not so good but BAD!!",
                               std::string(300, '!') + " superb",
                               "😀 isn't 😀",
                               "a b c d e f g h",
                               "isn't this so good",
                               "x x x x x x",
                               "GOOD x",
                               "\xff"};
  std::vector<Item> items;
  for (int i = 0; i < 300; ++i) items.push_back({.text = texts[static_cast<std::size_t>(i * 7 + i / 10) % 10]});
  const RatingBatch batch = rater->rate(items, {.evidence = true});
  for (std::size_t i = 0; i < items.size(); ++i) {
    EXPECT_EQ(numbers_of(batch, i), rate(*rater, *items[i].text));
    EXPECT_EQ(batch.evidence[i], explain(*rater, *items[i].text));
  }
}

TEST(Vader, line_ends_do_not_matter) {
  const auto crlf = [](std::string_view text) {
    std::string out;
    for (const char c : text) out += c == '\n' ? "\r\n"s : std::string(1, c);
    return out;
  };
  const auto one = made_rater();
  const auto other = make_vader(crlf(kLexicon), crlf(kEmoji));
  ASSERT_TRUE(other);
  EXPECT_EQ(one->info().content_sha256, (*other)->info().content_sha256);
  EXPECT_EQ(rate(*one, "not good 😀 :)"), rate(**other, "not good 😀 :)"));
}

TEST(Vader, info) {
  const auto rater = *make_vader(kLexicon, kEmoji, {.name = "mine"});
  const RaterInfo& info = rater->info();
  EXPECT_EQ(info.name, "mine");
  ASSERT_EQ(info.fields.size(), 5u);
  EXPECT_EQ(info.fields[3].name, "compound");
  EXPECT_EQ(info.fields[4].scheme->id(), "sentiment3");
  EXPECT_EQ(info.content_sha256.size(), 64u);
  EXPECT_NE(info.content_sha256, (*make_vader("good\t2\n", kEmoji))->info().content_sha256);
  EXPECT_NE(info.content_sha256, (*make_vader(kLexicon, "😀\tbad\n"))->info().content_sha256);
}

TEST(Vader, bad_files_say_where) {
  const auto error = [](std::string_view lexicon, std::string_view emoji) {
    const auto rater = make_vader(lexicon, emoji);
    return rater ? "made"s : describe_error(rater.error());
  };
  EXPECT_EQ(error("good\t1\nbad\n", kEmoji),
            "row 2, byte 7: VADER lexicon: one field; two, with a tab between, are needed");
  EXPECT_EQ(error("good\t1\r\n\r\nbad\tx1\n", kEmoji), "row 3, byte 14: VADER lexicon: 'x1' is no number");
  EXPECT_EQ(error("good\t1 2\n", kEmoji), "row 1, byte 5: VADER lexicon: '1 2' is no number");
  EXPECT_EQ(error("good\t\n", kEmoji), "row 1, byte 0: VADER lexicon: one field; two, with a tab between, are needed");
  EXPECT_EQ(error("good\t\t1\n", kEmoji), "row 1, byte 5: VADER lexicon: '' is no number");
  for (const std::string number : {"nan", "inf", "-inf", "1e7"})
    EXPECT_NE(error("good\t" + number, kEmoji).find("a valence of"), std::string::npos) << number;
  EXPECT_NE(error("\xff\t1\n", kEmoji).find("no UTF-8"), std::string::npos);
  EXPECT_NE(error(std::string(5000, 'a') + "\t1\n", kEmoji).find("over 4096 bytes"), std::string::npos);
  EXPECT_EQ(error("", kEmoji), "VADER lexicon: no entries");
  EXPECT_EQ(error("\n\r\n", kEmoji), "VADER lexicon: no entries");
  EXPECT_EQ(error(kLexicon, ""), "VADER emoji lexicon: no entries");
  EXPECT_EQ(error(kLexicon, "😀\n"),
            "row 1, byte 0: VADER emoji lexicon: one field; two, with a tab between, are needed");
  EXPECT_NE(error(kLexicon, "x\tletter\n").find("no emoji"), std::string::npos);
  EXPECT_EQ(error(std::string(100'000'001, '\n'), kEmoji), "VADER lexicon: 100000001 bytes; at most 100000000");
  EXPECT_EQ(make_vader(kLexicon, kEmoji, {.name = "No"}).error().kind, ErrorKind::unknown);
}

TEST(Vader, a_users_own_lexicon) {
  const auto rater = make_vader("\ufeffgrüße\t+1\nkühl\t -1.0e0 \nvery\t2\nbut\t1\nOK\t1", kEmoji);
  ASSERT_TRUE(rater) << describe_error(rater.error());
  EXPECT_EQ(rate(**rater, "GRÜSSE"), rate(**rater, "x"));
  EXPECT_EQ(rate(**rater, "„Grüße“"), rate(**rater, "x"));  // only ASCII punctuation is stripped
  EXPECT_EQ(rate(**rater, "\"Grüße\"").compound, .25);
  EXPECT_EQ(rate(**rater, "kühl").compound, -.25);
  EXPECT_EQ(rate(**rater, "very").compound, 0);  // boosters have no valence of their own
  EXPECT_EQ(rate(**rater, "but").compound, .25);
}

}  // namespace
}  // namespace openaffect
