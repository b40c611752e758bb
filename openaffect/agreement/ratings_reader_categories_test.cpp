#include "openaffect/agreement/ratings_reader_categories.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace openaffect {
namespace {

using ::testing::ElementsAre;

TEST(RatingCategories, of_distinct_texts) {
  EXPECT_THAT(Categories::of_distinct({"b", "a", "10", "b"}).names(), ElementsAre("10", "a", "b"));
  const Categories numbers = Categories::of_distinct({"10", "9.50", "-0", "9.5", "0"});
  EXPECT_THAT(numbers.names(), ElementsAre("0", "9.5", "10"));
  EXPECT_EQ(numbers.find("9.500"), 1U);
  EXPECT_EQ(numbers.find("1e1"), 2U);
  EXPECT_EQ(numbers.find("11"), std::nullopt);
  EXPECT_EQ(numbers.find("x"), std::nullopt);
}

TEST(RatingCategories, of_an_order) {
  const Categories words = Categories::of_order({"low", "high"});
  EXPECT_EQ(words.find("high"), 1U);
  EXPECT_EQ(words.find("High"), std::nullopt);  // bytes
  EXPECT_EQ(Categories::of_order({"3", "1", "2"}).find("1.0"), 1U);
}

TEST(RatingCategories, of_a_scheme) {
  const Categories ekman = Categories::of_scheme(built_in_scheme("ekman7"));
  EXPECT_EQ(ekman.names().size(), 7U);
  EXPECT_EQ(ekman.find("HAPPINESS"), ekman.find("joy"));
  EXPECT_EQ(ekman.find("1"), std::nullopt);
  EXPECT_EQ(Categories::of_scheme(built_in_scheme("v_oc7")).find("-3"), 0U);
}

}  // namespace
}  // namespace openaffect
