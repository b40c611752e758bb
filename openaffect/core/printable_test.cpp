#include "openaffect/core/printable.h"

#include <gtest/gtest.h>

namespace openaffect {
namespace {

TEST(Printable, keeps_text_and_drops_what_steers_a_terminal) {
  EXPECT_EQ(printable("a\tZürich 😁\n"), "a\tZürich 😁\n");
  EXPECT_EQ(printable("\x1b[31mred\x7f\r"), "\uFFFD[31mred\uFFFD\uFFFD");
  EXPECT_EQ(printable("\xC2\x9B"
                      "2J\xC2\xA0\xC2"),
            "\uFFFD2J\xC2\xA0\xC2");  // CSI as one character
}

}  // namespace
}  // namespace openaffect
