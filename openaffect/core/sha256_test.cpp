#include "openaffect/core/sha256.h"

#include <gtest/gtest.h>

namespace openaffect {
namespace {

// FIPS 180-4's examples.
TEST(Sha256, published_digests) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex(std::string(1000000, 'a')), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, continues_from_a_saved_state_at_any_byte) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += static_cast<char>(i * 7);
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    Sha256 first;
    first.add(std::string_view(text).substr(0, cut));
    Result<Sha256> second = Sha256::restore(first.save());
    ASSERT_TRUE(second);
    second->add(std::string_view(text).substr(cut));
    EXPECT_EQ(second->hex(), sha256_hex(text)) << cut;
  }
}

TEST(Sha256, refuses_what_save_did_not_write) {
  for (const char* text : {"", "sha256-1", "sha256-1:", "sha256-1:00", "sha256-2:00"})
    EXPECT_FALSE(Sha256::restore(text)) << text;
  std::string broken = Sha256().save();
  broken.back() = 'x';
  EXPECT_FALSE(Sha256::restore(broken));
}

}  // namespace
}  // namespace openaffect
