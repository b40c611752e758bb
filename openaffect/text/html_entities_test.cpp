#include "openaffect/text/html_entities.h"

#include <gtest/gtest.h>

#include <numeric>

namespace openaffect {
namespace {

std::string decoded(const std::string& text) {
  PreparedText from{text, std::vector<std::uint32_t>(text.size() + 1)};
  std::iota(from.origin.begin(), from.origin.end(), 0U);
  return decode_character_references(from).text;
}

// The standard's own example (13.5): "I'm &notit; I tell you" and "I'm &notin; I tell you".
TEST(HtmlEntities, the_longest_name_wins) {
  EXPECT_EQ(decoded("I'm &notit; I tell you"), "I'm ¬it; I tell you");
  EXPECT_EQ(decoded("I'm &notin; I tell you"), "I'm ∉ I tell you");
}

TEST(HtmlEntities, names) {
  EXPECT_EQ(decoded("&lt;3 &amp; &quot;you&quot; &hellip; &eacute &CounterClockwiseContourIntegral;"),
            "<3 & \"you\" … é ∳");
  EXPECT_EQ(decoded("&nGt; two characters"), "≫⃒ two characters");
  EXPECT_EQ(decoded("AT&T R&D Q&A &; & &&lt; &nosuchname; &hellip"), "AT&T R&D Q&A &; & &< &nosuchname; &hellip");
}

TEST(HtmlEntities, numbers) {
  EXPECT_EQ(decoded("it&#39;s &#x1F600; &#X41;&#66C"), "it's 😀 ABC");
  EXPECT_EQ(decoded("&#128;&#x92;"), "€’");  // code page 1252
  EXPECT_EQ(decoded("&#0;&#xD800;&#99999999999999999999;"), "\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(decoded("a&#1;b&#xFFFE;c"), "abc");
  EXPECT_EQ(decoded("&# &#; &#x; &#xg;"), "&# &#; &#x; &#xg;");
}

TEST(HtmlEntities, at_the_end_of_the_text) {
  for (const char* text : {"&", "&#", "&#x", "&a", "&l"}) EXPECT_EQ(decoded(text), text);
  EXPECT_EQ(decoded("&lt"), "<");
  EXPECT_EQ(character_reference("&lt;x").bytes, 4U);
}

}  // namespace
}  // namespace openaffect
