#include "openaffect/core/use.h"

#include <gtest/gtest.h>

namespace openaffect {
namespace {

TEST(Use, without_a_demand_all_may_be_used) {
  for (const LicenceClass any : {LicenceClass::open, LicenceClass::terms, LicenceClass::nc})
    EXPECT_TRUE(check_use("mine", "", any, ""));
}

TEST(Use, commercial_takes_what_is_open) {
  EXPECT_TRUE(check_use("vader", "MIT", LicenceClass::open, "commercial"));
  const auto refused = check_use("esconv", "CC BY-NC 4.0", LicenceClass::nc, "commercial");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, ErrorKind::refused);
  EXPECT_EQ(refused.error().what, "esconv is not for commercial use: its licence is CC BY-NC 4.0 (class nc)");
  EXPECT_EQ(check_use("mine", "", LicenceClass::terms, "commercial").error().what,
            "mine is not for commercial use: its licence is not known (class terms)");
}

TEST(Use, another_word_is_unknown_even_for_what_is_open) {
  const auto unknown = check_use("vader", "MIT", LicenceClass::open, "comercial");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().kind, ErrorKind::unknown);
  EXPECT_NE(unknown.error().what.find("commercial"), std::string::npos);
}

}  // namespace
}  // namespace openaffect
