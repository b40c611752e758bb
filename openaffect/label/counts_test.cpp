#include "openaffect/label/counts.h"

#include <gtest/gtest.h>

namespace openaffect {
namespace {

JobCounts counts_of(std::uint64_t row, const std::string& label) {
  JobCounts counts;
  counts.rows = 1;
  counts.invalid_utf8_rows = 1;
  counts.first_invalid_utf8 = {row};
  counts.labels["a.class"][label] = 1;
  return counts;
}

TEST(JobCounts, merge_is_associative) {
  const JobCounts a = counts_of(1, "x"), b = counts_of(2, "y"), c = counts_of(3, "x");
  JobCounts left = a, right = b, whole = a;
  left.merge(b);
  left.merge(c);
  right.merge(c);
  whole.merge(right);
  EXPECT_EQ(left, whole);
  EXPECT_EQ(left.labels.at("a.class").at("x"), 2U);
  EXPECT_EQ(left.first_invalid_utf8, (std::vector<std::uint64_t>{1, 2, 3}));
}

TEST(JobCounts, keeps_the_first_hundred_rows_only) {
  JobCounts counts;
  for (std::uint64_t row = 1; row <= 250; ++row) counts.merge(counts_of(row, "x"));
  EXPECT_EQ(counts.invalid_utf8_rows, 250U);
  ASSERT_EQ(counts.first_invalid_utf8.size(), 100U);
  EXPECT_EQ(counts.first_invalid_utf8.back(), 100U);
}

TEST(JobCounts, json_comes_back) {
  const JobCounts counts = counts_of(5, "");
  const Result<JobCounts> back = counts_from_json(counts_to_json(counts));
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, counts);
  for (const char* text : {"", "{}", "[]", "{\"rows\":-1}", "{\"rows\":\"x\"}"})
    EXPECT_FALSE(counts_from_json(text)) << text;
}

}  // namespace
}  // namespace openaffect
