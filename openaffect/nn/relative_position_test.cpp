#include "openaffect/nn/relative_position.h"

#include <gtest/gtest.h>

#include "openaffect/nn/nn_testing.h"

namespace openaffect::nn {
namespace {

// MPNetEncoder.relative_position_bucket of transformers 5 with 32 buckets, for keys 0, 1, 7, 8, … behind the query:
//   python -c "import torch; from transformers.models.mpnet.modeling_mpnet import MPNetEncoder as M
//              print(M.relative_position_bucket(torch.tensor([0, 1, 7, 8, 11, 12, 15, 16, 31, 32, 63, 64, 90, 91, 127,
//              128, 500]), 32))"
TEST(RelativePosition, buckets_as_published) {
  constexpr std::int64_t kDistances[] = {1, 7, 8, 11, 12, 15, 16, 31, 32, 63, 64, 90, 91, 127, 128, 500};
  constexpr std::int64_t kBuckets[] = {1, 7, 8, 8, 9, 9, 10, 11, 12, 13, 14, 14, 15, 15, 15, 15};
  EXPECT_EQ(relative_bucket(0, 32), 0);
  for (std::size_t i = 0; i < std::size(kDistances); ++i) {
    EXPECT_EQ(relative_bucket(-kDistances[i], 32), kBuckets[i]) << kDistances[i];
    EXPECT_EQ(relative_bucket(kDistances[i], 32), 16 + kBuckets[i]) << kDistances[i];
  }
}

// However few buckets there are: inside the table.
TEST(RelativePosition, stays_in_the_table) {
  for (std::int64_t buckets = 4; buckets <= 40; ++buckets)
    for (std::int64_t distance = -600; distance <= 600; ++distance) {
      const std::int64_t bucket = relative_bucket(distance, buckets);
      ASSERT_GE(bucket, 0);
      ASSERT_LT(bucket, buckets) << distance << " in " << buckets;
    }
}

// Both forms say the same of every head, query and key.
TEST(RelativePosition, by_distance_and_by_place) {
  constexpr std::int64_t kLength = 45, kReach = 60;
  const Tensor table = random_tensor({32, 3}, 1, 5);
  const Tensor square = relative_bias(table, kLength), line = bias_by_distance(table, kReach);
  for (std::int64_t head = 0; head < 3; ++head)
    for (std::int64_t query = 0; query < kLength; ++query)
      for (std::int64_t key = 0; key < kLength; ++key)
        ASSERT_EQ(square[0][head][query][key].item<float>(), line[head][key - query + kReach - 1].item<float>());
}

}  // namespace
}  // namespace openaffect::nn
