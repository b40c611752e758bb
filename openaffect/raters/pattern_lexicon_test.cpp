#include "openaffect/raters/pattern_lexicon.h"

#include <gtest/gtest.h>

#include "openaffect/raters/pattern_emoticons.h"

namespace openaffect {
namespace {

const PatternEntry* find(const PatternLexicon& lexicon, std::string word) {
  const std::size_t size = word.size();
  return lexicon.find(word.append(PatternLexicon::kPadding, 'x').data(), size);  // what stands behind must not matter
}

std::string document(std::string_view words) {
  return "<sentiment>" + std::string(words) + "</sentiment>";
}

PatternLexicon parsed(std::string_view words) {
  auto lexicon = PatternLexicon::parse(document(words));
  EXPECT_TRUE(lexicon) << describe_error(lexicon.error());
  return *std::move(lexicon);
}

TEST(PatternLexicon, finds_every_word_and_nothing_else) {
  std::string words;
  std::vector<std::string> forms;
  for (int i = 0; i < 2000; ++i)
    forms.push_back("w" + std::string(static_cast<std::size_t>(i % 23), 'x') + std::to_string(i));
  for (std::size_t i = 0; i < forms.size(); ++i)
    words +=
        "<word form='" + forms[i] + "' pos='NN' polarity='" + std::to_string(static_cast<double>(i) / 2000) + "'/>";
  const PatternLexicon lexicon = parsed(words);
  EXPECT_EQ(lexicon.words(), forms.size());
  for (std::size_t i = 0; i < forms.size(); ++i) {
    const PatternEntry* const entry = find(lexicon, forms[i]);
    ASSERT_NE(entry, nullptr) << forms[i];
    EXPECT_NEAR(entry->polarity, static_cast<double>(i) / 2000, 1e-9);
    EXPECT_EQ(find(lexicon, forms[i] + "y"), nullptr);
    EXPECT_EQ(find(lexicon, forms[i].substr(1)), nullptr);
  }
  EXPECT_EQ(find(lexicon, ""), nullptr);
  EXPECT_EQ(find(lexicon, std::string(1000, 'w')), nullptr);
}

TEST(PatternLexicon, lends_adjectives_to_adverbs_over_their_own_entries) {
  const PatternLexicon lexicon = parsed(
      "<word form='really' pos='RB' polarity='.5' intensity='2'/><word form='real' pos='JJ' polarity='.25'/>"
      "<word form='happy' pos='JJ' polarity='1'/><word form='simple' pos='JJ'/><word form='day' pos='NN'/>");
  EXPECT_EQ(lexicon.words(), 7u);  // five, happily, simply
  EXPECT_EQ(find(lexicon, "really")->polarity, .25);
  EXPECT_EQ(find(lexicon, "really")->intensity, 1);
  for (const char* adverb : {"really", "happily", "simply"}) {
    ASSERT_NE(find(lexicon, adverb), nullptr) << adverb;
    EXPECT_TRUE(find(lexicon, adverb)->has(PatternEntry::modifier)) << adverb;
    EXPECT_TRUE(find(lexicon, adverb)->has(PatternEntry::adverb_form)) << adverb;
  }
  EXPECT_FALSE(find(lexicon, "happy")->has(PatternEntry::modifier));
  EXPECT_EQ(find(lexicon, "daily"), nullptr);
}

TEST(PatternLexicon, knows_marks_and_every_face_that_is_not_all_letters) {
  const PatternLexicon lexicon = parsed("<word form='not' polarity='-.5'/><word form=':)' polarity='-1'/>");
  EXPECT_TRUE(find(lexicon, "not")->has(PatternEntry::known));
  EXPECT_TRUE(find(lexicon, "not")->has(PatternEntry::negation));
  EXPECT_FALSE(find(lexicon, "never")->has(PatternEntry::known));
  EXPECT_TRUE(find(lexicon, "!")->has(PatternEntry::exclamation));
  EXPECT_TRUE(find(lexicon, "(!)")->has(PatternEntry::irony));
  EXPECT_FALSE(find(lexicon, ":)")->has(PatternEntry::emoticon));  // a word of the lexicon now
  EXPECT_EQ(find(lexicon, ":)")->polarity, -1);
  EXPECT_EQ(find(lexicon, "xd"), nullptr);
  for (const PatternEmoticon& emoticon : kPatternEmoticons) {
    std::string face(emoticon.face);
    for (char& byte : face) byte = static_cast<char>(byte >= 'A' && byte <= 'Z' ? byte + 32 : byte);
    if (face == "xd" || face == ":)") continue;
    ASSERT_NE(find(lexicon, face), nullptr) << face;
    EXPECT_EQ(find(lexicon, face)->polarity, emoticon.polarity) << face;
  }
}

TEST(PatternLexicon, python_lowers_only_where_it_matters) {
  const PatternLexicon plain = parsed("<word form='kind' polarity='.5'/>");
  EXPECT_FALSE(plain.needs_python_lower("\u00C9t\u00E9"));
  EXPECT_TRUE(plain.needs_python_lower("\u212Aind"));
  EXPECT_TRUE(plain.needs_python_lower("\u0130"));
  EXPECT_TRUE(parsed("<word form='\u00E9t\u00E9'/>").needs_python_lower("\u00C9t\u00E9"));
}

struct Broken {
  std::string xml;
  std::string_view says;
  std::uint64_t byte;
};

TEST(PatternLexicon, errors_say_what_and_where) {
  const Broken all[] = {
      {"", "No document element", 0},
      {"plain text", "No document element", 10},
      {"<sentiment><word form='a'</sentiment>", "is not well-formed XML", 25},
      {"<sentiment><word form='a'/>", "is not well-formed XML", 26},
      {"<lexicon><word form='a'/></lexicon>", "the root is <lexicon>", 1},
      {"<sentiment></sentiment>", "has no word", 1},
      {document("<word polarity='1'/>"), "has no word", 1},
      {document("<w form='a'/>"), "has no word", 1},
      {document("<word form='a' polarity='1.5'/>"), "word 'a': polarity is no number in -1..1: '1.5'", 12},
      {document("<word form='b'/><word form='a' polarity='x'/>"), "polarity", 28},
      {document("<word form='a' polarity='nan'/>"), "polarity", 12},
      {document("<word form='a' polarity=''/>"), "polarity", 12},
      {document("<word form='a' polarity='0.5e'/>"), "polarity", 12},
      {document("<word form='a' subjectivity='-0.1'/>"), "subjectivity is no number in 0..1: '-0.1'", 12},
      {document("<word form='a' intensity='0'/>"), "intensity is no number in 0.01..100: '0'", 12},
      {document("<word form='a' intensity='inf'/>"), "intensity", 12},
      {document("<word form='\xFF'/>"), "is not UTF-8", 23},
  };
  for (const Broken& broken : all) {
    const auto lexicon = PatternLexicon::parse(broken.xml);
    ASSERT_FALSE(lexicon) << broken.xml;
    EXPECT_EQ(lexicon.error().kind, ErrorKind::format) << broken.xml;
    EXPECT_NE(lexicon.error().what.find(broken.says), std::string::npos) << broken.xml << ": " << lexicon.error().what;
    EXPECT_EQ(lexicon.error().where.byte, broken.byte) << broken.xml << ": " << lexicon.error().what;
  }
}

TEST(PatternLexicon, refuses_what_is_too_large) {
  const auto lexicon = PatternLexicon::parse(std::string((std::size_t{16} << 20) + 1, ' '));
  ASSERT_FALSE(lexicon);
  EXPECT_EQ(lexicon.error().kind, ErrorKind::unsupported);
  std::string parts;
  for (int i = 0; i < 65; ++i) parts += "<word form='a' pos='P" + std::to_string(i) + "'/>";
  EXPECT_FALSE(PatternLexicon::parse(document(parts)));
}

}  // namespace
}  // namespace openaffect
