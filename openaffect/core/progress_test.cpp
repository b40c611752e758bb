#include "openaffect/core/progress.h"

#include <gtest/gtest.h>

namespace openaffect {
namespace {

TEST(Progress, thousands) {
  EXPECT_EQ(with_thousands(0), "0");
  EXPECT_EQ(with_thousands(999), "999");
  EXPECT_EQ(with_thousands(1000), "1,000");
  EXPECT_EQ(with_thousands(1234567), "1,234,567");
}

TEST(Progress, durations) {
  EXPECT_EQ(describe_duration(0.03), "0.03 s");
  EXPECT_EQ(describe_duration(0.21), "0.2 s");
  EXPECT_EQ(describe_duration(3.2), "3 s");
  EXPECT_EQ(describe_duration(59.6), "1 min 00 s");
  EXPECT_EQ(describe_duration(3725), "1 h 02 min");
  EXPECT_EQ(describe_duration(1e300), "a very long time");
}

// A quarter was done before, another quarter took 10 s: the half that is left takes 20 s.
TEST(Progress, time_left_counts_this_session_only) {
  const Progress progress{.rows = 2000, .session_rows = 1000, .fraction = 0.5, .session_fraction = 0.25, .seconds = 10};
  EXPECT_EQ(describe_progress(progress), "2,000 rows · 100 rows/s · 50 % · 20 s left");
}

TEST(Progress, says_less_when_less_is_known) {
  EXPECT_EQ(describe_progress({.rows = 5}), "5 rows");
  EXPECT_EQ(describe_progress({.rows = 5, .session_rows = 5, .seconds = 1}), "5 rows · 5 rows/s");
}

}  // namespace
}  // namespace openaffect
