#include "openaffect/core/error.h"

#include <gtest/gtest.h>

#include "openaffect/core/describe.h"
#include "openaffect/core/time_span.h"

namespace openaffect {
namespace {

TEST(Error, says_the_place_as_far_as_it_is_known) {
  EXPECT_EQ(describe_error({ErrorKind::format, "the quote is never closed", {"v.csv", 17, "title", 4096}}),
            "v.csv: row 17, column title, byte 4096: the quote is never closed");
  EXPECT_EQ(describe_error({ErrorKind::io, "no such file", {"v.csv", {}, "", {}}}), "v.csv: no such file");
  EXPECT_EQ(describe_error({ErrorKind::format, "bad", {"", 2, "", {}}}), "row 2: bad");
  EXPECT_EQ(describe_error({ErrorKind::unknown, "what?"}), "what?");
}

TEST(Error, exit_codes) {
  EXPECT_EQ(exit_code(ErrorKind::unknown), 2);
  EXPECT_EQ(exit_code(ErrorKind::interrupted), 130);
  for (ErrorKind kind :
       {ErrorKind::io, ErrorKind::format, ErrorKind::unsupported, ErrorKind::not_found, ErrorKind::refused})
    EXPECT_EQ(exit_code(kind), 1);
}

Result<int> half(int number) {
  if (number % 2 != 0) return Error{ErrorKind::format, "odd"};
  return number / 2;
}
Result<int> quarter(int number) {
  OA_TRY(once, half(number));
  OA_TRY(twice, half(once));
  return twice;
}
Result<Done> is_even(int number) {
  OA_CHECK(half(number));
  return Done{};
}

TEST(Result, try_returns_the_first_error) {
  EXPECT_EQ(*quarter(12), 3);
  EXPECT_EQ(quarter(6).error().what, "odd");
  EXPECT_TRUE(is_even(2));
  EXPECT_FALSE(is_even(3));
}

struct Options {
  int bands = 80;
  double hop = 10;
  static void describe(auto&& field) {
    field("bands", &Options::bands, "mel bands");
    field("hop", &Options::hop, "milliseconds");
  }
};

TEST(Describe, visits_every_field_by_name) {
  Options options;
  std::string names;
  visit_options(options, [&](std::string_view name, auto& value, std::string_view) {
    names += std::string(name) + ";";
    value = 7;
  });
  EXPECT_EQ(names, "bands;hop;");
  EXPECT_EQ(options.bands, 7);
  EXPECT_EQ(options.hop, 7.0);
}

TEST(TimeSpan, is_half_open) {
  const TimeSpan span{{1.0}, {2.0}};
  EXPECT_TRUE(span.contains({1.0}));
  EXPECT_FALSE(span.contains({2.0}));
  EXPECT_TRUE(TimeSpan{}.whole());
  EXPECT_FALSE(span.whole());
}

}  // namespace
}  // namespace openaffect
