#include "openaffect/statistics/resample.h"

#include <atomic>
#include <stdexcept>

#include <gtest/gtest.h>

namespace openaffect {
namespace {

TEST(Resample, puts_each_value_in_its_place_for_any_threads) {
  for (const std::size_t threads : {0U, 1U, 2U, 7U, 500U}) {
    ResampledValues results = resample(301, 2, threads, [] {
      return [](std::size_t number, std::span<double> values) {
        values[0] = static_cast<double>(number);
        values[1] = -2 * static_cast<double>(number);
      };
    });
    ASSERT_EQ(results.resamples(), 301U);
    for (std::size_t number = 0; number < 301; ++number) {
      ASSERT_EQ(results.of(0)[number], static_cast<double>(number));
      ASSERT_EQ(results.at(1, number), -2 * static_cast<double>(number));
    }
  }
}

TEST(Resample, makes_one_task_a_thread) {
  std::atomic<int> made = 0;
  resample(1000, 1, 3, [&] {
    ++made;
    return [](std::size_t, std::span<double> values) { values[0] = 0; };
  });
  EXPECT_EQ(made, 3);
}

TEST(Resample, throws_again_what_a_task_threw) {
  for (const std::size_t threads : {1U, 4U}) {
    std::atomic<int> done = 0;
    EXPECT_THROW(resample(1'000'000, 1, threads,
                          [&] {
                            return [&](std::size_t number, std::span<double>) {
                              ++done;
                              if (number == 100) throw std::runtime_error("stop");
                            };
                          }),
                 std::runtime_error);
    EXPECT_LT(done, 1'000'000);
  }
}

TEST(Resample, ends_when_it_is_asked_to) {
  for (const std::size_t threads : {1U, 4U}) {
    std::atomic<bool> stop = false;
    std::atomic<int> done = 0;
    const auto task = [&] {
      return [&](std::size_t number, std::span<double>) {
        ++done;
        if (number == 100) stop = true;
      };
    };
    EXPECT_THROW(resample(1'000'000, 1, threads, task, &stop), Stopped);
    EXPECT_LT(done, 1'000'000);
  }
}

TEST(Resample, nothing_to_do) {
  const auto none = [] { return [](std::size_t, std::span<double>) {}; };
  EXPECT_EQ(resample(0, 3, 4, none).of(2).size(), 0U);
}

}  // namespace
}  // namespace openaffect
