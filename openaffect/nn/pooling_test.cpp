#include "openaffect/nn/pooling.h"

#include <gtest/gtest.h>

namespace openaffect::nn {
namespace {

// Two texts of two columns: [1 2; 3 6] and [-4 3].
const std::vector<float> kHidden = {1, 2, 3, 6, -4, 3};
const std::vector<RowSpan> kTexts = {{0, 2}, {2, 1}};

std::vector<float> pooled(Pooling pooling, bool normalise) {
  return pool(kHidden, 2, kTexts, {pooling, normalise}).values;
}

TEST(Pooling, by_hand) {
  EXPECT_EQ(pooled(Pooling::mean, false), (std::vector<float>{2, 4, -4, 3}));
  EXPECT_EQ(pooled(Pooling::cls, false), (std::vector<float>{1, 2, -4, 3}));
  EXPECT_EQ(pooled(Pooling::max, false), (std::vector<float>{3, 6, -4, 3}));
}

TEST(Pooling, length_one) {
  const std::vector<float> values = pooled(Pooling::mean, true);
  EXPECT_FLOAT_EQ(values[2], -.8F);  // -4 of length 5
  EXPECT_FLOAT_EQ(values[3], .6F);
  const std::vector<float> zeros = {0, 0};
  EXPECT_EQ(pool(zeros, 2, std::vector<RowSpan>{{0, 1}}, {}).values, zeros);
}

// Rows (1, 2), (3, 6) and (5, 7) | (4, 4).
TEST(Pooling, FirstBesideTheMean) {
  const std::vector<float> hidden = {1, 2, 3, 6, 5, 7, 4, 4};
  const std::vector<RowSpan> texts = {{0, 3}, {3, 1}};
  const FloatMatrix features = first_and_mean(hidden, 2, texts);
  EXPECT_EQ(features.columns, 4);
  EXPECT_EQ(features.values, (std::vector<float>{1, 2, 3, 5, 4, 4, 4, 4}));
}

}  // namespace
}  // namespace openaffect::nn
