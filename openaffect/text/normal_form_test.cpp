#include "openaffect/text/normal_form.h"

#include <gtest/gtest.h>

namespace openaffect {
namespace {

// Expected values: CPython 3.11, "".join(c for c in unicodedata.normalize("NFKC", t).casefold()
//                                       if unicodedata.category(c)[0] == "L" or unicodedata.category(c) == "Nd")
TEST(NormalForm, keeps_letters_and_digits_of_any_script) {
  EXPECT_EQ(normal_form("It's GREAT, 10/10!!"), "itsgreat1010");
  EXPECT_EQ(normal_form("Straße  ﬁne"), "strassefine");
  EXPECT_EQ(normal_form("Ｆｕｌｌ ① ²"), "full12");
  EXPECT_EQ(normal_form("ΣΊΣΥΦΟΣ"), "σίσυφοσ");
  EXPECT_EQ(normal_form("e\u0301te\u0301 \u00c9T\u00c9"), "étéété");
  EXPECT_EQ(normal_form("日本語、３点 😁"), "日本語3点");
}

TEST(NormalForm, of_nothing_is_nothing) {
  EXPECT_EQ(normal_form(""), "");
  EXPECT_EQ(normal_form("?! … 😁 \xff\xfe"), "");
}

}  // namespace
}  // namespace openaffect
