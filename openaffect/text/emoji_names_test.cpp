#include "openaffect/text/emoji_names.h"

#include <gtest/gtest.h>

namespace openaffect {
namespace {

std::string name(const std::string& text) {
  const NamedEmoji emoji = emoji_at(text, 0);
  return emoji.bytes == text.size() ? emoji.name : "not the whole text: " + std::to_string(emoji.bytes);
}

// Names: UnicodeData.txt of Unicode 15.
TEST(EmojiNames, are_those_of_the_standard) {
  EXPECT_EQ(name("😂"), "face with tears of joy");
  EXPECT_EQ(name("❤"), "heavy black heart");
  EXPECT_EQ(name("♥"), "black heart suit");
  EXPECT_EQ(name("🥺"), "face with pleading eyes");
}

TEST(EmojiNames, swallow_what_follows_them) {
  EXPECT_EQ(name("❤\uFE0F"), "heavy black heart");
  EXPECT_EQ(name("👍🏽"), "thumbs up sign");
  EXPECT_EQ(name("👩\u200D"), "woman");
  EXPECT_EQ(emoji_at("👩\u200D🚀", 0).bytes, 7U);  // the rocket is the next one
}

TEST(EmojiNames, flags) {
  EXPECT_EQ(name("🇩🇪"), "flag de");
  EXPECT_EQ(emoji_at("🇩🇪🇫🇷", 0).bytes, 8U);
  EXPECT_EQ(name("🇩"), "regional indicator symbol letter d");
  EXPECT_EQ(name("🏴\U000E0067\U000E0062\U000E007F"), "waving black flag");
}

TEST(EmojiNames, marks_without_a_meaning_have_no_name) {
  for (const char* text : {"\uFE0F", "\uFE0E", "🏽", "\u20E3"}) EXPECT_EQ(name(text), "");
}

TEST(EmojiNames, other_characters_are_none) {
  for (const char* text : {"1", "#", "*", "©", "™", "→", "é", "日", "\u200D", "\xF0\x9F", "\xFF", "\U0001FFFF", ")"})
    EXPECT_EQ(emoji_at(text, 0).bytes, 0U) << text;
}

}  // namespace
}  // namespace openaffect
