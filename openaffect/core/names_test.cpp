#include "openaffect/core/names.h"

#include <gtest/gtest.h>

namespace openaffect {
namespace {

const std::vector<std::string> kRaters = {"pattern", "text", "vader"};

TEST(Names, snake_case) {
  for (const char* name : {"a", "ekman7", "ei_oc4", "x_"}) EXPECT_TRUE(is_snake_case(name)) << name;
  for (const char* name : {"", "7a", "_a", "A", "a-b", "ä"}) EXPECT_FALSE(is_snake_case(name)) << name;
  EXPECT_FALSE(is_snake_case(std::string(65, 'a')));
}

TEST(Names, nearest) {
  EXPECT_EQ(nearest_name("vadr", kRaters), "vader");
  EXPECT_EQ(nearest_name("VADER", kRaters), "vader");
  EXPECT_EQ(nearest_name("patern", kRaters), "pattern");
  EXPECT_EQ(nearest_name("tetx", kRaters), "text");
  EXPECT_EQ(nearest_name("zzzzzz", kRaters), "");
  EXPECT_EQ(nearest_name("", kRaters), "");
}

TEST(Names, message_names_the_near_and_the_known) {
  EXPECT_EQ(unknown_name_message("rater", "vadr", kRaters),
            "unknown rater 'vadr'; did you mean 'vader'? known: pattern, text, vader");
  EXPECT_EQ(unknown_name_message("rater", "zzzzzzz", kRaters), "unknown rater 'zzzzzzz'; known: pattern, text, vader");
  EXPECT_EQ(unknown_name_message("rater", "x", {}), "unknown rater 'x'");
}

TEST(SplitAtCommas, is_one_list) {
  EXPECT_EQ(split_at_commas(std::vector<std::string>{"a,b", "", ",c,,d d,"}),
            (std::vector<std::string>{"a", "b", "c", "d d"}));
}

}  // namespace
}  // namespace openaffect
