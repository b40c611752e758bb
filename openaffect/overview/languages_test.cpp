#include "openaffect/overview/languages.h"

#include <gtest/gtest.h>

namespace openaffect {
namespace {

RatedTable english_raters() {
  RatedTable table;
  table.sources = {"title", "body"};
  for (const char* name : {"a", "b", "any"}) {
    RatedRater rater;
    rater.name = name;
    if (rater.name != "any") rater.languages = {"en"};
    table.raters.push_back(rater);
  }
  return table;
}

std::vector<SourceLanguages> languages_of(int english, int spanish) {
  std::vector<SourceLanguages> languages(2);
  languages[1].source = 1;
  for (int i = 0; i < english; ++i)
    languages[0].sample.add("The weather was so lovely today that we stayed outside all afternoon.");
  for (int i = 0; i < spanish; ++i)
    languages[0].sample.add("El tiempo era tan bueno hoy que nos quedamos fuera toda la tarde con los niños.");
  return languages;
}

TEST(LanguageWarnings, name_the_source_the_raters_and_the_languages) {
  const auto warnings = language_warnings(english_raters(), languages_of(15, 5));
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_EQ(warnings[0],
            "25 % of the sampled texts of 'title' are in a language that a and b do not know (Spanish 25 %): their "
            "ratings, mostly neutral, say little");
}

TEST(LanguageWarnings, little_is_no_reason) {
  EXPECT_TRUE(language_warnings(english_raters(), languages_of(40, 1)).empty());  // one of 41
  EXPECT_TRUE(language_warnings(english_raters(), languages_of(2, 3)).empty());   // too few to say
  EXPECT_TRUE(language_warnings(english_raters(), languages_of(40, 0)).empty());
}

}  // namespace
}  // namespace openaffect
