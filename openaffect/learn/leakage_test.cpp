#include "openaffect/learn/leakage.h"

#include <gtest/gtest.h>

namespace openaffect {
namespace {

TEST(HeldOutTexts, are_found_by_what_is_left_of_them) {
  HeldOutTexts held;
  const auto a = held.owner("a"), b = held.owner("b");
  EXPECT_EQ(held.owner("a"), a);
  held.add(text_key("It's GREAT!!"), b, Part::development);
  held.add(text_key("its great"), b, Part::test);
  held.add(text_key("both"), a, Part::development);
  held.add(text_key("both"), b, Part::test);
  held.add(text_key("!!!"), a, Part::test);  // nothing is left of it
  held.sort();
  EXPECT_EQ(held.size(), 3U);
  EXPECT_EQ(held.find(text_key("ITS -LRB- GREAT -RRB-"), a).owner, b);
  EXPECT_EQ(held.find(text_key("itsgreat"), a).part, Part::test);
  EXPECT_EQ(held.find(text_key("both"), a).part, Part::development);
  EXPECT_EQ(held.find(text_key("both"), b).part, Part::test);
  EXPECT_EQ(held.find(text_key("both"), 99).owner, a);
  EXPECT_EQ(held.find(text_key("neither"), a).part, Part::none);
  EXPECT_EQ(held.find(text_key("???"), a).part, Part::none);
}

}  // namespace
}  // namespace openaffect
