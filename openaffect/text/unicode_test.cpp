#include "openaffect/text/unicode.h"

#include <gtest/gtest.h>
#include <unicode/uversion.h>

namespace openaffect {
namespace {

using namespace std::string_literals;
using Words = std::vector<std::string_view>;

// FNV-1a, as the Python script in `every_character_is_pythons` computes it.
class Fingerprint {
 public:
  void add(std::string_view bytes) {
    for (const char byte : bytes) value_ = (value_ ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
  }
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325;
};

// Python 3.11.7 (unicodedata.unidata_version 14.0.0) printed the number:
//   h = 0xcbf29ce484222325
//   for v in list(range(0xD800)) + list(range(0xE000, 0x110000)):
//     c = chr(v)
//     flags = c.isspace() | c.isalpha() << 1 | c.isalnum() << 2 | c.isupper() << 3 | (not ('A' + c).isupper()) << 4
//     for x in bytes([flags]) + ('aΣ' + c + 'Σ' + c).lower().encode(): h = ((h ^ x) * 0x100000001b3) % 2 ** 64
//   print(hex(h))
TEST(Unicode, every_character_is_pythons) {
  Fingerprint fingerprint;
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string alone;
    append_utf8(c, alone);
    const int flags = is_python_space(c) | is_python_alpha(c) << 1 | is_python_alnum(c) << 2 |
                      is_python_upper(alone) << 3 | !is_python_upper("A" + alone) << 4;
    fingerprint.add(std::string(1, static_cast<char>(flags)));
    fingerprint.add(python_lower("aΣ" + alone + "Σ" + alone));
  }
  EXPECT_EQ(fingerprint.value(), 0xcbd04cfacc758990u);
}

// Each by hand from Python 3.11: 'ΟΔΟΣ'.lower() and so on.
TEST(Unicode, lower) {
  EXPECT_EQ(python_lower(""), "");
  EXPECT_EQ(python_lower("Ab9[\x7f"), "ab9[\x7f");
  EXPECT_EQ(python_lower("ΟΔΟΣ"), "οδος");
  EXPECT_EQ(python_lower("ΟΔΟΣ ΣΑΣ"), "οδος σας");
  EXPECT_EQ(python_lower("Σ"), "σ");
  EXPECT_EQ(python_lower("AΣ'"), "aς'");  // the apostrophe is case-ignorable
  EXPECT_EQ(python_lower("AΣ'B"), "aσ'b");
  EXPECT_EQ(python_lower("A'Σ"), "a'ς");
  EXPECT_EQ(python_lower("İstanbul"), "i\u0307stanbul");
  EXPECT_EQ(python_lower("ẞǅ"), "ßǆ");
  EXPECT_EQ(python_lower("ＡＢ"), "ａｂ");
  EXPECT_EQ(python_lower("𐐀Ა"), "𐐨ა");  // Deseret, Georgian Mtavruli
  EXPECT_EQ(python_lower("a\xFFΣ"), "a\uFFFDσ");
}

TEST(Unicode, upper) {
  EXPECT_FALSE(is_python_upper(""));
  EXPECT_FALSE(is_python_upper("1!"));
  EXPECT_TRUE(is_python_upper("A1!"));
  EXPECT_FALSE(is_python_upper("Aa"));
  EXPECT_TRUE(is_python_upper("ÄÖ"));
  EXPECT_FALSE(is_python_upper("Äß"));
  EXPECT_FALSE(is_python_upper("Aǅ"));  // title case
  EXPECT_TRUE(is_python_upper("A中"));  // no case at all
  EXPECT_TRUE(is_python_upper("Ⓐ"));
  EXPECT_FALSE(is_python_upper("Aª"));  // Other_Lowercase
}

TEST(Unicode, split) {
  EXPECT_EQ(python_split(""), Words{});
  EXPECT_EQ(python_split(" \t\r\n\v\f\x1c\x1d\x1e\x1f"), Words{});
  EXPECT_EQ(python_split("a b"), (Words{"a", "b"}));
  EXPECT_EQ(python_split("\u3000a\u00a0b\u2028c\u0085"), (Words{"a", "b", "c"}));
  EXPECT_EQ(python_split("a\u200bb\ufeff"), Words{"a\u200bb\ufeff"});  // zero width: no space
  EXPECT_EQ(python_split("a\0b c"s), (Words{"a\0b"s, "c"}));
  EXPECT_EQ(python_split("\xff \xc2"), (Words{"\xff", "\xc2"}));
}

// bytes.decode('utf-8', 'replace') of Python 3.11 on the same bytes: one U+FFFD per maximal ill-formed part.
TEST(Unicode, ill_formed_bytes) {
  const std::pair<std::string, std::string> cases[] = {
      {"a\x80z", "a\uFFFDz"},
      {"\xC0\xAF", "\uFFFD\uFFFD"},
      {"\xE2\x82", "\uFFFD"},
      {"\xE2\x82z", "\uFFFDz"},
      {"\xF0\x9F\x98", "\uFFFD"},
      {"\xF0\x9F\x98\x80\x80", "\U0001F600\uFFFD"},
      {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},
      {"\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},
      {"\xF5\xFF", "\uFFFD\uFFFD"},
      {"\xE0\x80\xBF", "\uFFFD\uFFFD\uFFFD"},
  };
  for (const auto& [bytes, wanted] : cases) {
    EXPECT_FALSE(is_valid_utf8(bytes));
    EXPECT_EQ(to_valid_utf8(bytes), wanted);
    EXPECT_EQ(count_code_points(bytes), count_code_points(wanted));
    EXPECT_EQ(python_lower(bytes), python_lower(wanted));
  }
}

TEST(Unicode, utf8_round_trip) {
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    append_utf8(c, text);
    const CodePoint point = code_point_at(text, 0);
    ASSERT_EQ(point.value, c);
    ASSERT_EQ(point.bytes, text.size());
    ASSERT_TRUE(is_valid_utf8(text));
    ASSERT_EQ(count_code_points(text), 1u);
  }
}

TEST(Unicode, ascii) {
  EXPECT_TRUE(is_ascii(""));
  for (std::size_t size = 1; size < 40; ++size)
    for (std::size_t at = 0; at < size; ++at) {
      std::string text(size, 'a');
      EXPECT_TRUE(is_ascii(text));
      text[at] = '\x80';
      EXPECT_FALSE(is_ascii(text));
    }
}

TEST(IcuVersion, is_the_one_compiled_against) {
  EXPECT_EQ(icu_version(), U_ICU_VERSION);
}

}  // namespace
}  // namespace openaffect
