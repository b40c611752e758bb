#include "openaffect/text/decoder.h"

#include <gtest/gtest.h>

namespace openaffect {
namespace {

using namespace std::string_literals;

std::string decode(const std::string& encoding, const std::string& bytes, std::size_t piece) {
  Decoder decoder = *Decoder::create(encoding);
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += piece) text += decoder.decode(bytes.substr(at, piece), false);
  return text + decoder.decode("", true);
}

struct Case {
  const char* encoding;
  std::string bytes;
  std::string text;
};

// Bytes as the code charts of the Unicode consortium and of Microsoft (cp1252) have them.
TEST(Decoder, gives_the_same_text_however_the_bytes_are_cut) {
  const Case cases[] = {
      {"cp1252", "caf\xE9 \x80 \x93quoted\x94", "café € “quoted”"},
      {"latin1", "caf\xE9", "café"},
      {"utf-16le", "h\0i\0\x3D\xD8\x00\xDE"s, "hi😀"},
      {"utf-16be", "\0h\0i\xD8\x3D\xDE\x00"s, "hi😀"},
      {"shift_jis", "\x93\xFA\x96{", "日本"},
      {"utf-8", "caf\xC3\xA9", "café"},
  };
  for (const Case& c : cases)
    for (const std::size_t piece : {1U, 2U, 3U, 100U})
      EXPECT_EQ(decode(c.encoding, c.bytes, piece), c.text) << c.encoding << " in pieces of " << piece;
}

TEST(Decoder, long_texts) {
  std::string bytes, text;
  for (int i = 0; i < 10'000; ++i) {
    bytes += "\x3D\xD8\x00\xDE"s;
    text += "😀";
  }
  EXPECT_EQ(decode("utf-16le", bytes, 777), text);
}

TEST(Decoder, what_means_nothing_is_the_replacement_character) {
  EXPECT_EQ(decode("utf-16le",
                   "a\0\x00\xDC"
                   "b\0"s,
                   100),
            "a\uFFFDb");                                   // half a pair
  EXPECT_EQ(decode("utf-16le", "a\0b"s, 100), "a\uFFFD");  // half a unit
}

TEST(Decoder, starts_again) {
  Decoder decoder = *Decoder::create("utf-16le");
  EXPECT_EQ(decoder.decode("a", false), "");
  decoder.restart();
  EXPECT_EQ(decoder.decode("b\0"s, true), "b");
}

TEST(Decoder, unknown_names) {
  const auto decoder = Decoder::create("cp125");
  ASSERT_FALSE(decoder);
  EXPECT_EQ(decoder.error().kind, ErrorKind::unknown);
  EXPECT_NE(decoder.error().what.find("cp1252"), std::string::npos);
  EXPECT_FALSE(Decoder::create(""));
  EXPECT_FALSE(Decoder::create(std::string(100, 'x')));
}

TEST(EncodingOfMark, is_that_of_utf_16) {
  EXPECT_EQ(encoding_of_mark("\xFF\xFEh"), "utf-16le");
  EXPECT_EQ(encoding_of_mark("\xFE\xFF"), "utf-16be");
  EXPECT_EQ(encoding_of_mark("\xEF\xBB\xBF"), "");
}

}  // namespace
}  // namespace openaffect
