#include "openaffect/data/byte_source.h"

#include <gtest/gtest.h>

namespace openaffect {
namespace {

std::string read_all(ByteSource& source, std::size_t most) {
  std::string text(most, '\0'), all;
  while (const std::size_t got = *source.read(text.data(), most)) all += text.substr(0, got);
  return all;
}

TEST(PeekedSource, gives_all_bytes_whatever_was_looked_at) {
  for (const std::size_t looked : {0U, 3U, 10U, 100U})
    for (const std::size_t most : {1U, 4U, 100U}) {
      PeekedSource source(memory_source("0123456789"));
      EXPECT_EQ(*source.peek(looked), std::string("0123456789").substr(0, looked));
      EXPECT_EQ(read_all(source, most), "0123456789");
      EXPECT_DOUBLE_EQ(source.fraction(), 1);
    }
}

TEST(PeekedSource, goes_anywhere_at_any_time) {
  const std::string bytes = "0123456789";
  for (std::size_t read = 0; read <= bytes.size(); ++read)
    for (std::size_t byte = 0; byte <= bytes.size(); ++byte) {
      PeekedSource source(memory_source(bytes));
      ASSERT_TRUE(source.peek(4));
      std::string one(1, '\0');
      for (std::size_t i = 0; i < read; ++i) ASSERT_EQ(*source.read(one.data(), 1), 1U);
      ASSERT_TRUE(source.seek(byte));
      EXPECT_EQ(read_all(source, 3), bytes.substr(byte)) << "read " << read << ", then " << byte;
    }
}

TEST(PeekedSource, looks_further_when_asked) {
  PeekedSource source(memory_source("0123456789"));
  EXPECT_EQ(*source.peek(2), "01");
  EXPECT_EQ(*source.peek(5), "01234");
  EXPECT_EQ(*source.peek(1), "0");
}

TEST(MemorySource, says_what_it_is) {
  const auto source = memory_source("abc", "name");
  EXPECT_EQ(source->info().name, "name");
  EXPECT_EQ(source->info().bytes, 3U);
  EXPECT_EQ(source->seek(4).error().kind, ErrorKind::refused);
}

}  // namespace
}  // namespace openaffect
