#include "openaffect/evaluate/label_cells.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/evaluate/pairing.h"

namespace openaffect {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(LabelCells, a_number_is_the_whole_cell_and_finite) {
  EXPECT_EQ(cell_number("0.5"), 0.5);
  EXPECT_EQ(cell_number(" +1e-1\t"), 0.1);
  EXPECT_EQ(cell_number("-3"), -3);
  for (const char* no : {"", " ", "x", "1x", "1 2", "nan", "NaN", "inf", "-infinity", "1e999", "0x10", "1,5"})
    EXPECT_FALSE(cell_number(no)) << no;
}

TEST(LabelCells, several_words_are_json_or_joined_by_bars) {
  EXPECT_THAT(cell_words("joy|fear"), ElementsAre("joy", "fear"));
  EXPECT_THAT(cell_words(" joy | | fear "), ElementsAre("joy", "fear"));
  EXPECT_THAT(cell_words(R"(["joy", "very sad", 3])"), ElementsAre("joy", "very sad", "3"));
  EXPECT_THAT(cell_words("[joy"), ElementsAre("[joy"));  // no JSON: a word
  EXPECT_THAT(cell_words("[]"), IsEmpty());
  EXPECT_THAT(cell_words(""), IsEmpty());
}

TEST(LabelNames, those_that_occur_sorted_as_numbers_when_all_are) {
  const TextCells words = {"joy", std::nullopt, " fear ", "joy", ""}, numbers = {"10", "9", "-1"};
  const TextCells* one[] = {&words};
  EXPECT_THAT(LabelNames(one, false).ids(), ElementsAre("fear", "joy"));
  EXPECT_EQ(LabelNames(one, false).find(" joy"), 1);
  EXPECT_EQ(LabelNames(one, false).find("Joy"), kNoLabel);
  const std::vector<std::string> more = {"anger", "joy"};
  EXPECT_THAT(LabelNames(one, false, more).ids(), ElementsAre("anger", "fear", "joy"));
  const TextCells* two[] = {&numbers};
  EXPECT_THAT(LabelNames(two, false).ids(), ElementsAre("-1", "9", "10"));
  const TextCells sets = {"[\"b\",\"a\"]", "c|a"};
  const TextCells* three[] = {&sets};
  EXPECT_THAT(LabelNames(three, true).ids(), ElementsAre("a", "b", "c"));
}

TEST(LabelNames, a_schemes_by_id_name_alias_and_value) {
  const auto scheme = *open_scheme("ekman7");
  const LabelNames names(scheme);
  EXPECT_EQ(names.ids().size(), 7U);
  EXPECT_EQ(names.find("Happiness"), names.find("joy"));
  EXPECT_EQ(names.find("nonsense"), kNoLabel);
  const auto grades = *open_scheme("v_oc7");
  for (std::size_t i = 0; i < grades->labels().size(); ++i) {
    ASSERT_TRUE(grades->labels()[i].value);
    EXPECT_EQ(LabelNames(grades).find(std::to_string(*grades->labels()[i].value)), static_cast<LabelId>(i));
  }
}

}  // namespace
}  // namespace openaffect
