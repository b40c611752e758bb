#include "openaffect/data/number_text.h"

#include <bit>
#include <cmath>
#include <cstdlib>
#include <limits>

#include <gtest/gtest.h>

#include "openaffect/core/random.h"

namespace openaffect {
namespace {

template <class Number>
std::string text_of(Number value) {
  std::string out;
  append_number(value, out);
  return out;
}

// python3 -c 'for x in (0.6369, -.5, 0., -0., 1., 1e-4, 1e-5, 123456789.125, 1e15, 1e16, 1.5e300, 5e-324, 2/3, 1e22,
// 9007199254740993.): print(repr(x))'
TEST(AppendNumber, as_python_prints_it) {
  const std::pair<double, const char*> cases[] = {{0.6369, "0.6369"},
                                                  {-.5, "-0.5"},
                                                  {0., "0.0"},
                                                  {-0., "-0.0"},
                                                  {1., "1.0"},
                                                  {1e-4, "0.0001"},
                                                  {1e-5, "1e-05"},
                                                  {123456789.125, "123456789.125"},
                                                  {1e15, "1000000000000000.0"},
                                                  {1e16, "1e+16"},
                                                  {1.5e300, "1.5e+300"},
                                                  {5e-324, "5e-324"},
                                                  {2. / 3, "0.6666666666666666"},
                                                  {1e22, "1e+22"},
                                                  {9007199254740993., "9007199254740992.0"}};
  for (const auto& [value, text] : cases) EXPECT_EQ(text_of(value), text);
  EXPECT_EQ(text_of(std::numeric_limits<double>::infinity()), "inf");
  EXPECT_EQ(text_of(-std::numeric_limits<double>::infinity()), "-inf");
  EXPECT_EQ(text_of(std::nan("")), "nan");
}

TEST(AppendNumber, floats_are_shortest_among_floats) {  // repr(numpy.float32(…))'s digits
  EXPECT_EQ(text_of(0.1F), "0.1");
  EXPECT_EQ(text_of(16777216.F), "16777216.0");
  EXPECT_EQ(text_of(3.4028235e38F), "3.4028235e+38");
}

TEST(AppendNumber, whole_numbers) {
  EXPECT_EQ(text_of(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
  EXPECT_EQ(text_of(std::numeric_limits<std::uint64_t>::max()), "18446744073709551615");
}

TEST(AppendNumber, reads_back_as_the_same_double) {
  Random random(1);
  for (int round = 0; round < 200000; ++round) {
    const double value = std::bit_cast<double>(random.next());
    if (std::isnan(value)) continue;
    const std::string text = text_of(value);
    ASSERT_EQ(std::strtod(text.c_str(), nullptr), value) << text;
    ASSERT_LE(text.size(), 24U);
  }
}

}  // namespace
}  // namespace openaffect
