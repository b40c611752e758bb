#include "openaffect/agreement/ratings_reader_cells.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace openaffect {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Cell = std::optional<std::string>;

TEST(RatingCells, lists) {
  EXPECT_THAT(*list_elements("a| b ||c"), ElementsAre(Cell("a"), Cell("b"), Cell(), Cell("c")));
  EXPECT_THAT(*list_elements(" [1, 2.50, null, \" x \", \"\", true] "),
              ElementsAre(Cell("1"), Cell("2.5"), Cell(), Cell("x"), Cell(), Cell("true")));
  EXPECT_THAT(*list_elements("[[\"a\",1],[]]"), ElementsAre(Cell("[\"a\",1]"), Cell("[]")));
  EXPECT_THAT(*list_elements(""), IsEmpty());
  EXPECT_THAT(*list_elements("[]"), IsEmpty());
  EXPECT_THAT(*list_elements("|"), ElementsAre(Cell(), Cell()));
  for (const char* bad : {"[", "[1", "[1,]", "[{}]", "[[[1]]]", "[1] 2", "[nan]", "[\"\xff\"]"})
    EXPECT_FALSE(list_elements(bad)) << bad;
  EXPECT_FALSE(list_elements(std::string(200'000, '[')));
  EXPECT_FALSE(list_elements(std::string(200'000, '[') + std::string(200'000, ']')));
}

TEST(RatingCells, numbers) {
  EXPECT_EQ(number_of("1"), 1);
  EXPECT_EQ(number_of(" +1.5e1 "), 15);
  EXPECT_EQ(number_of("-.5"), -.5);
  EXPECT_EQ(number_of("1e-999"), 0);
  EXPECT_TRUE(std::isinf(*number_of("1e999")));
  EXPECT_TRUE(std::isnan(*number_of("NaN")));
  for (const char* bad : {"", " ", "+", "+-1", "1,5", "1 2", "0x10", "one", "1e", "--1"})
    EXPECT_EQ(number_of(bad), std::nullopt) << bad;
}

}  // namespace
}  // namespace openaffect
