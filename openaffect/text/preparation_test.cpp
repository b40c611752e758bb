#include "openaffect/text/preparation.h"

#include <gtest/gtest.h>

#include "openaffect/core/random.h"

namespace openaffect {
namespace {

constexpr TextPreparation kNothing{.entities = false, .links = false, .users = false, .emoji = false};

std::string prepared(const std::string& text) {
  return prepare_text(text, {}).text;
}

TEST(Preparation, entities_are_decoded_twice) {
  EXPECT_EQ(prepared("Tom &amp; Jerry&#39;s"), "Tom & Jerry's");
  EXPECT_EQ(prepared("&amp;lt;3 &amp;amp; &amp;amp;amp;"), "<3 & &amp;");
}

TEST(Preparation, links) {
  EXPECT_EQ(prepared("see https://t.co/x1Y now"), "see http now");
  EXPECT_EQ(prepared("WWW.x.org/y, HTTP://a.b!"), "http, http!");
  EXPECT_EQ(prepared("(https://x.org/a) https://x.org/A_(b)"), "(http) http");
  EXPECT_EQ(prepared("lolhttps://t.co/x"), "lol http");
  EXPECT_EQ(prepared("https://t.co/x😂"), "http face with tears of joy");
  EXPECT_EQ(prepared("http://x/?a=1&amp;region=2 y"), "http y");
  for (const char* text : {"http", "http://", "www.", "awww.cute", "https://...", "x.org"})
    EXPECT_EQ(prepared(text), text);
}

TEST(Preparation, accounts) {
  EXPECT_EQ(prepared("@some_body1: hi .@other"), "@user: hi .@user");
  EXPECT_EQ(prepared("@who@mastodon.social."), "@user.");
  EXPECT_EQ(prepared("@a@b"), "@user");
  for (const char* text : {"me@x.org", "f@ck", "é@x", "@ home", "@", "a @!"}) EXPECT_EQ(prepared(text), text);
}

TEST(Preparation, emoji_stand_between_spaces) {
  EXPECT_EQ(prepared("I❤\uFE0Fyou😂😂!"), "I heavy black heart you face with tears of joy face with tears of joy !");
  EXPECT_EQ(prepared("😂 ok 😂"), "face with tears of joy ok face with tears of joy");
  EXPECT_EQ(prepared("👩\u200D🚀"), "woman rocket");
  EXPECT_EQ(prepared("1\uFE0F\u20E3 #1 ©\uFE0F"), "1 #1 ©");
  EXPECT_EQ(prepared("🏽"), "");
  EXPECT_EQ(prepared("&#128514;"), "face with tears of joy");
}

TEST(Preparation, each_option_does_its_own) {
  const std::string text = "&amp;@me www.x.y 😂";
  EXPECT_EQ(prepare_text(text, kNothing).text, text);
  TextPreparation one = kNothing;
  one.entities = true;
  EXPECT_EQ(prepare_text(text, one).text, "&@me www.x.y 😂");
  one = kNothing, one.users = true;
  EXPECT_EQ(prepare_text("&amp;@me", one).text, "&amp;@user");
  one = kNothing, one.links = true;
  EXPECT_EQ(prepare_text(text, one).text, "&amp;@me http 😂");
  one = kNothing, one.emoji = true;
  EXPECT_EQ(prepare_text(text, one).text, "&amp;@me www.x.y face with tears of joy");
}

// "a 😂!" is a, space, 4 bytes, !; the name has 22 letters, then a space that stands for the emoji, too.
TEST(Preparation, origin_is_where_a_byte_comes_from) {
  const PreparedText text = prepare_text("a 😂!", {});
  ASSERT_EQ(text.text, "a face with tears of joy !");
  EXPECT_EQ(text.origin[0], 0U);
  for (std::size_t i = 2; i < 2 + 22 + 1; ++i) EXPECT_EQ(text.origin[i], 2U);
  EXPECT_EQ(text.origin[25], 6U);
  EXPECT_EQ(text.origin[26], 7U);
  const PreparedText entity = prepare_text("&amp;amp;x", {});
  ASSERT_EQ(entity.text, "&x");
  EXPECT_EQ(entity.origin, (std::vector<std::uint32_t>{0, 9, 10}));
}

std::string random_text(Random& random) {
  static const std::vector<std::string> kPieces = {
      "a", " ",  "&amp;", "&", "#",    "39",       ";",    "@",      "@me", "http://", "www.", ".",   ")", "(",    "😂",
      "❤", "🏽", "🇩",     "é", "\xFF", "\xF0\x9F", "\xE2", "\uFE0F", "\n",  "\u200D",  "日",   "&lt", "x", "\xC3", "_"};
  std::string text;
  for (std::uint64_t pieces = random.below(20); pieces > 0; --pieces) text += kPieces[random.below(kPieces.size())];
  return text;
}

TEST(Preparation, laws_hold_for_any_bytes) {
  Random random(7);
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = random_text(random);
    const TextPreparation options{random.below(2) == 1, random.below(2) == 1, random.below(2) == 1,
                                  random.below(2) == 1};
    const PreparedText prepared = prepare_text(text, options);
    ASSERT_EQ(prepared.origin.size(), prepared.text.size() + 1) << text;
    ASSERT_TRUE(std::is_sorted(prepared.origin.begin(), prepared.origin.end())) << text;
    ASSERT_EQ(prepared.origin.back(), text.size()) << text;
    ASSERT_EQ(prepare_text(text, kNothing).text, text);
  }
}

TEST(Preparation, what_is_not_touched_comes_from_where_it_stands) {
  const std::string text = "Nothing here \xFF to do, is there? caf\u00e9 \xE6\x97";
  const PreparedText prepared = prepare_text(text, {});
  EXPECT_EQ(prepared.text, text);
  for (std::size_t i = 0; i <= text.size(); ++i) EXPECT_EQ(prepared.origin[i], i);
}

// A megabyte of what could be looked at again and again.
TEST(Preparation, takes_linear_time) {
  for (const std::string& piece : {std::string(")"), std::string("&"), std::string("http://."), std::string("@")}) {
    std::string text = "http://x";
    while (text.size() < (1 << 20)) text += piece;
    EXPECT_EQ(prepare_text(text, {}).origin.back(), text.size());
  }
}

}  // namespace
}  // namespace openaffect
