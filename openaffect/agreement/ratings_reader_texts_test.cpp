#include "openaffect/agreement/ratings_reader_texts.h"

#include <unordered_map>

#include <gtest/gtest.h>

#include "openaffect/core/error.h"
#include "openaffect/core/random.h"

namespace openaffect {
namespace {

// Against the standard library's map.
TEST(RatingTexts, are_numbered_as_they_come) {
  Random random(1);
  TextIds texts;
  std::unordered_map<std::string, std::uint32_t> known;
  for (int i = 0; i < 20'000; ++i) {
    const std::string text(random.below(4), static_cast<char>('a' + random.below(26)));
    const std::string one = text + std::to_string(random.below(3'000));
    const auto id = known.emplace(one, static_cast<std::uint32_t>(known.size())).first->second;
    ASSERT_EQ(texts.id(one), id);
    ASSERT_EQ(texts.text(id), one);
  }
  EXPECT_EQ(texts.size(), known.size());
  EXPECT_EQ(texts.texts().size(), known.size());
  EXPECT_EQ(texts.id(""), known.size());
  EXPECT_EQ(texts.text(static_cast<std::uint32_t>(known.size())), "");
  EXPECT_THROW((void)texts.text(1'000'000), ContractError);
}

}  // namespace
}  // namespace openaffect
