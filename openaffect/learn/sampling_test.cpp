#include "openaffect/learn/sampling.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/core/error.h"

namespace openaffect {
namespace {

std::vector<std::uint32_t> lengths(std::size_t texts) {
  std::vector<std::uint32_t> all;
  for (std::size_t t = 0; t < texts; ++t) all.push_back(static_cast<std::uint32_t>(3 + t * 7 % 40));
  return all;
}

std::map<std::size_t, std::vector<std::size_t>> texts_by_source(const std::vector<Batch>& batches) {
  std::map<std::size_t, std::vector<std::size_t>> texts;
  for (const Batch& batch : batches) {
    auto& of = texts[batch.source];
    of.insert(of.end(), batch.texts.begin(), batch.texts.end());
  }
  return texts;
}

TEST(Sampling, EveryTextOnceAnEpoch) {
  const Sampling sampling({lengths(1000), lengths(70), lengths(1)}, {.batch = 8});
  EXPECT_EQ(sampling.batches_per_epoch(), 125 + 9 + 1);
  for (const std::size_t epoch : {std::size_t{0}, std::size_t{1}, std::size_t{7}}) {
    auto texts = texts_by_source(sampling.epoch(epoch));
    for (auto& [source, of] : texts) {
      std::ranges::sort(of);
      const std::size_t count = std::vector<std::size_t>{1000, 70, 1}[source];
      ASSERT_EQ(of.size(), count);
      for (std::size_t t = 0; t < count; ++t) EXPECT_EQ(of[t], t);
    }
  }
}

TEST(Sampling, AFunctionOfTheSeed) {
  const auto texts = [](std::uint64_t seed, std::size_t epoch) {
    std::vector<std::size_t> all;
    for (const Batch& batch : Sampling({lengths(300)}, {.batch = 8, .seed = seed}).epoch(epoch))
      all.insert(all.end(), batch.texts.begin(), batch.texts.end());
    return all;
  };
  EXPECT_EQ(texts(1, 3), texts(1, 3));
  EXPECT_NE(texts(1, 3), texts(2, 3));
  EXPECT_NE(texts(1, 3), texts(1, 4));
}

TEST(Sampling, TextsOfABatchAreOfLikeLength) {
  const auto of = lengths(4000);
  double spread = 0, batches = 0;
  for (const Batch& batch : Sampling({of}, {.batch = 8}).epoch(0)) {
    const auto [least, most] = std::ranges::minmax(batch.texts, {}, [&](std::size_t t) { return of[t]; });
    spread += of[most] - of[least];
    ++batches;
  }
  EXPECT_LT(spread / batches, 2);  // of lengths 3 to 42
}

// 100 and 400 batches: with temperature 2 shares are 10 : 20, so of 500 batches 167 and 333.
TEST(Sampling, TemperatureLiftsTheSmall) {
  const Sampling sampling({lengths(800), lengths(3200)}, {.batch = 8, .temperature = 2});
  std::map<std::size_t, int> batches;
  for (std::size_t epoch = 0; epoch < 3; ++epoch)
    for (const Batch& batch : sampling.epoch(epoch)) ++batches[batch.source];
  EXPECT_EQ(batches[0], 500);
  EXPECT_EQ(batches[1], 1000);
  // 500 batches are five passes over the small source, which go on from epoch to epoch.
  std::map<std::size_t, int> seen;
  for (std::size_t epoch = 0; epoch < 3; ++epoch)
    for (const Batch& batch : sampling.epoch(epoch))
      if (batch.source == 0)
        for (const std::size_t text : batch.texts) ++seen[text];
  EXPECT_EQ(seen.size(), 800);
  for (const auto& [text, times] : seen) EXPECT_EQ(times, 5);
}

TEST(Sampling, RefusesNothing) {
  EXPECT_THROW(Sampling({{}}, {}), ContractError);
  EXPECT_THROW(Sampling({lengths(3)}, {.batch = 0}), ContractError);
}

}  // namespace
}  // namespace openaffect
