#include "openaffect/evaluate/interval_options.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace openaffect {
namespace {

using testing::HasSubstr;

TEST(IntervalOptions, methods) {
  EXPECT_EQ(interval_options_of("percentile", {})->bootstrap.method, IntervalMethod::percentile);
  EXPECT_EQ(interval_options_of("bca", {})->bootstrap.method, IntervalMethod::bca);
  EXPECT_TRUE(interval_options_of("bca", {})->wanted);
  EXPECT_FALSE(interval_options_of("none", {})->wanted);
  EXPECT_EQ(interval_options_of("none", {.seed = 7})->bootstrap.seed, 7U);
  EXPECT_THAT(interval_options_of("bcaa", {}).error().what, HasSubstr("did you mean 'bca'"));
}

TEST(IntervalOptions, ranges) {
  for (const std::size_t resamples : {std::size_t{10}, std::size_t{1'000'000}})
    EXPECT_TRUE(interval_options_of("none", {.resamples = resamples}));
  for (const std::size_t resamples : {std::size_t{9}, std::size_t{1'000'001}})
    EXPECT_THAT(interval_options_of("none", {.resamples = resamples}).error().what, HasSubstr("--resamples takes 10"));
  EXPECT_TRUE(interval_options_of("none", {.threads = 1024}));
  EXPECT_THAT(interval_options_of("none", {.threads = 1025}).error().what, HasSubstr("--threads takes 1 to 1024"));
}

}  // namespace
}  // namespace openaffect
