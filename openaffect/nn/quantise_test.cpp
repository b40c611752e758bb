#include "openaffect/nn/quantise.h"

#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/core/random.h"

namespace openaffect {
namespace {

using testing::ElementsAre;

std::vector<float> restored(const QuantisedMatrix& matrix) {
  std::vector<float> numbers;
  const std::size_t columns = matrix.values.size() / matrix.scale.size();
  for (std::size_t i = 0; i < matrix.values.size(); ++i)
    numbers.push_back(static_cast<float>(matrix.values[i]) * matrix.scale[i / columns]);
  return numbers;
}

// Row 1: 2 / 127 = .015748; 1 -> 63.5, to even 64; -.5 -> -31.75.  Row 2 is empty of numbers.
TEST(Quantise, by_hand) {
  const std::vector<float> matrix = {1.F, -2.F, -.5F, 0, 0, 0};
  const QuantisedMatrix quantised = quantise_matrix(matrix, 2);
  EXPECT_THAT(quantised.values, ElementsAre(testing::AnyOf(63, 64), -127, -32, 0, 0, 0));
  EXPECT_FLOAT_EQ(quantised.scale[0], 2.F / 127);
  EXPECT_GT(quantised.scale[1], 0);
}

TEST(Quantise, errs_by_half_a_step_at_most) {
  Random random(1);
  std::vector<float> matrix(64 * 33);
  for (float& number : matrix) number = static_cast<float>(random.uniform() - .5);
  const QuantisedMatrix quantised = quantise_matrix(matrix, 64);
  const std::vector<float> back = restored(quantised);
  for (std::size_t i = 0; i < matrix.size(); ++i)
    EXPECT_LE(std::abs(back[i] - matrix[i]), quantised.scale[i / 33] * .5001F);
}

// law: the way there and back and there again is the way there. 20,000 rows of all sizes.
TEST(Quantise, what_was_quantised_is_quantised_to_itself) {
  Random random(2);
  constexpr std::size_t kRows = 20'000, kColumns = 5;
  std::vector<float> matrix(kRows * kColumns);
  for (std::size_t r = 0; r < kRows; ++r) {
    const double size = std::pow(10., 40 * random.uniform() - 36);
    for (std::size_t c = 0; c < kColumns; ++c)
      matrix[r * kColumns + c] = static_cast<float>((2 * random.uniform() - 1) * size);
  }
  const QuantisedMatrix once = quantise_matrix(matrix, kRows);
  const std::vector<float> numbers = restored(once);
  const QuantisedMatrix twice = quantise_matrix(numbers, kRows);
  EXPECT_EQ(once.values, twice.values);
  EXPECT_EQ(once.scale, twice.scale);
  // And by the plain formula, as products take it.
  for (std::size_t r = 0; r < kRows; ++r) {
    float largest = 0;
    for (std::size_t c = 0; c < kColumns; ++c) largest = std::max(largest, std::abs(numbers[r * kColumns + c]));
    ASSERT_EQ(std::max(largest, 1e-30F) / 127, once.scale[r]) << r;
  }
}

TEST(Quantise, what_is_no_matrix_of_numbers_is_a_bug) {
  const std::vector<float> numbers = {1, 2, std::numeric_limits<float>::infinity()};
  EXPECT_THROW(static_cast<void>(quantise_matrix(numbers, 1)), ContractError);
  EXPECT_THROW(static_cast<void>(quantise_matrix(std::span(numbers).first(2), 0)), ContractError);
  EXPECT_THROW(static_cast<void>(quantise_matrix(numbers, 2)), ContractError);
}

TEST(TensorList, keeps_what_it_made) {
  const std::vector<float> numbers = {1, -2, 3, 4}, broken = {NAN, 0};
  const auto bytes = std::as_bytes(std::span(numbers));
  TensorList list;
  ASSERT_TRUE(list.add_int8({"w", ElementType::float32, {2, 2}, bytes}));
  ASSERT_TRUE(list.add_int8({"b", ElementType::float32, {4}, bytes}));
  const auto failed = list.add_int8({"nan", ElementType::float32, {1, 2}, std::as_bytes(std::span(broken))});
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().what, "tensor 'nan' has a number that is not finite");
  ASSERT_EQ(list.tensors().size(), 3U);
  TensorView matrix = list.tensors()[0];
  EXPECT_EQ(list.tensors()[1].name, "w.scale");
  matrix.row_scale = list.tensors()[1].bytes;
  const std::vector<float> back = read_floats(matrix);
  EXPECT_NEAR(back[0], 1, .01);
  EXPECT_NEAR(back[3], 4, .01);
  TensorList again;
  ASSERT_TRUE(again.add_int8(matrix));  // int8 is passed on
  EXPECT_EQ(again.tensors()[0].bytes.data(), matrix.bytes.data());
  again.add_float32(matrix);
  EXPECT_EQ(read_floats(again.tensors()[2]), back);
}

}  // namespace
}  // namespace openaffect
