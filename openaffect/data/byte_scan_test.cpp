#include "openaffect/data/byte_scan.h"

#include <gtest/gtest.h>

#include "openaffect/core/random.h"

namespace openaffect {
namespace {

TEST(ByteScan, equals_looking_at_each_byte) {
  constexpr std::array<char, 4> kWanted = {'\n', '\r', '"', ','};
  Random random(2);
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (std::uint64_t size = random.below(60); size > 0; --size)
      text += static_cast<char>(random.below(8) == 0 ? random.below(256) : 'a' + random.below(26));
    const std::size_t at = random.below(text.size() + 1);
    std::size_t any = at, json = at;
    while (any < text.size() && std::string_view(kWanted.data(), 4).find(text[any]) == std::string_view::npos) ++any;
    while (json < text.size() && text[json] != '"' && text[json] != '\\' &&
           static_cast<unsigned char>(text[json]) >= 0x20)
      ++json;
    ASSERT_EQ(find_any_byte(text, at, kWanted), any);
    ASSERT_EQ(find_json_special(text, at), json);
  }
}

}  // namespace
}  // namespace openaffect
