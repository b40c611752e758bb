#include "openaffect/core/parallel.h"

#include <atomic>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace openaffect {
namespace {

// Squares 0..count-1 and returns what was written, in the order it was written.
std::vector<int> squares(int count, std::size_t threads, std::size_t in_flight, std::atomic<int>* peak = nullptr) {
  std::vector<int> written;
  std::atomic<int> alive = 0;
  int next = 0;
  const OrderedStages stages{
      .read = [&]() -> std::optional<Parcel> {
        if (next == count) return std::nullopt;
        const int now = ++alive;
        if (peak && now > *peak) *peak = now;
        return std::make_shared<int>(next++);
      },
      .work =
          [&](const Parcel& parcel) {
            const int value = *std::static_pointer_cast<int>(parcel);
            return Parcel(std::make_shared<int>(value * value));
          },
      .write =
          [&](const Parcel& parcel) {
            written.push_back(*std::static_pointer_cast<int>(parcel));
            --alive;
          },
  };
  run_ordered(stages, threads, in_flight);
  return written;
}

// A single parcel is worked on by the caller: no thread is asked for a small job.
TEST(RunOrdered, one_parcel_stays_on_this_thread) {
  for (int count : {0, 1, 2, 3}) EXPECT_EQ(squares(count, 4, 8), squares(count, 1, 1)) << count;
  std::thread::id worker;
  bool read = false;
  run_ordered({.read = [&]() { return std::exchange(read, true) ? std::nullopt : std::optional<Parcel>(nullptr); },
               .work =
                   [&](Parcel parcel) {
                     worker = std::this_thread::get_id();
                     return parcel;
                   },
               .write = [](const Parcel&) {}},
              4, 8);
  EXPECT_EQ(worker, std::this_thread::get_id());
}

TEST(RunOrdered, writes_in_the_order_of_reading_for_any_threads) {
  const std::vector<int> expected = squares(500, 1, 1);
  ASSERT_EQ(expected.size(), 500U);
  EXPECT_EQ(expected[7], 49);
  for (std::size_t threads : {2U, 3U, 8U})
    for (std::size_t in_flight : {1U, 2U, 16U}) EXPECT_EQ(squares(500, threads, in_flight), expected);
}

TEST(RunOrdered, holds_no_more_than_in_flight) {
  std::atomic<int> peak = 0;
  squares(2000, 4, 6, &peak);
  EXPECT_LE(peak, 6);
  EXPECT_GE(peak, 1);
}

TEST(RunOrdered, nothing_to_read) {
  EXPECT_TRUE(squares(0, 4, 4).empty());
}

TEST(RunOrdered, throws_again_what_a_stage_threw) {
  for (std::size_t threads : {1U, 4U}) {
    int next = 0;
    const OrderedStages stages{
        .read = [&]() -> std::optional<Parcel> { return std::make_shared<int>(next++); },
        .work =
            [](const Parcel& parcel) {
              if (*std::static_pointer_cast<int>(parcel) == 40) throw std::runtime_error("forty");
              return parcel;
            },
        .write = [](const Parcel&) {},
    };
    EXPECT_THROW(run_ordered(stages, threads, 4), std::runtime_error);
  }
}

TEST(UsableCores, at_least_one) {
  EXPECT_GE(usable_cores(), 1U);
}

}  // namespace
}  // namespace openaffect
