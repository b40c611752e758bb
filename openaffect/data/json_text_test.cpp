#include "openaffect/data/json_text.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "openaffect/core/random.h"

namespace openaffect {
namespace {

std::string json_of(std::string_view text) {
  std::string out;
  append_json_text(text, out);
  return out;
}

TEST(AppendJsonText, escapes_what_must_be) {
  EXPECT_EQ(json_of("plain é 😀 / \x7F"), "\"plain é 😀 / \x7F\"");
  EXPECT_EQ(json_of("a\"b\\c\nd\re\tf"), "\"a\\\"b\\\\c\\nd\\re\\tf\"");
  EXPECT_EQ(json_of(std::string_view("\0\x1F", 2)), "\"\\u0000\\u001f\"");
  EXPECT_EQ(json_of(""), "\"\"");
}

TEST(AppendJsonText, reads_back) {  // parse(append_json_text(text)) == text, by nlohmann's parser and by ours
  Random random(5);
  for (int round = 0; round < 5000; ++round) {
    std::string text;
    for (std::uint64_t size = random.below(40); size > 0; --size) text += static_cast<char>(random.below(128));
    const std::string json = json_of(text);
    ASSERT_EQ(nlohmann::json::parse(json).get<std::string>(), text);
    ASSERT_EQ(unescape_json(std::string_view(json).substr(1, json.size() - 2)), text);
  }
}

TEST(UnescapeJson, every_escape) {
  EXPECT_EQ(unescape_json("\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u20AC"), "\"\\/\b\f\n\r\té€");
  EXPECT_EQ(unescape_json("a\\ud83d\\ude00b"), "a😀b");
  EXPECT_EQ(unescape_json("\\u0000"), std::string(1, '\0'));
}

TEST(UnescapeJson, lone_surrogates_are_replaced) {
  EXPECT_EQ(unescape_json("\\ud83d"), "\xEF\xBF\xBD");
  EXPECT_EQ(unescape_json("\\ude00x"), "\xEF\xBF\xBDx");
  EXPECT_EQ(unescape_json("\\ud83d\\u0041"),
            "\xEF\xBF\xBD"
            "A");
  EXPECT_EQ(unescape_json("\\ud83d\\ud83d\\ude00"), "\xEF\xBF\xBD😀");
}

}  // namespace
}  // namespace openaffect
