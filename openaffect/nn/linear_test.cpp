#include "openaffect/nn/linear.h"

#include <gtest/gtest.h>

#include "openaffect/nn/nn_testing.h"

namespace openaffect::nn {
namespace {

// The number that a product means.
Tensor meant(const Product& product) {
  Tensor values = product.values.to(at::kFloat);
  if (product.row_scale.defined()) values = values * product.row_scale.unsqueeze(1) + product.bias;
  return values;
}

TEST(Linear, float32_as_libtorch) {
  const OneThread alone;
  const Tensor x = random_tensor({7, 33}, 1, 1), weight = random_tensor({10, 33}, 1, 2),
               bias = random_tensor({10}, 1, 3);
  const Rows rows = to_rows(x, Precision::float32);
  const Tensor plain = at::linear(x, weight, bias);
  EXPECT_LT(largest_difference(meant(Linear(weight, bias, Precision::float32)(rows)), plain), 1e-5);
  const auto with = [&](Activation function) {
    return meant(Linear(weight, bias, Precision::float32, function)(rows));
  };
  EXPECT_LT(largest_difference(with(Activation::gelu), at::gelu(plain)), 1e-5);
  EXPECT_LT(largest_difference(with(Activation::gelu_tanh), at::gelu(plain, "tanh")), 1e-5);
  EXPECT_LT(largest_difference(with(Activation::relu), at::relu(plain)), 1e-5);
}

// bfloat16 keeps eight bits: products of numbers below 1 over 64 columns, within 1/64.
TEST(Linear, bfloat16_is_near) {
  const OneThread alone;
  if (!has_bfloat16()) GTEST_SKIP() << "skipped: this processor multiplies no bfloat16";
  const Tensor x = random_tensor({7, 64}, 1, 1), weight = random_tensor({10, 64}, 1, 2),
               bias = random_tensor({10}, 1, 3);
  const Tensor got = meant(Linear(weight, bias, Precision::bfloat16)(to_rows(x, Precision::bfloat16)));
  EXPECT_LT(largest_difference(got, at::linear(x, weight, bias)), .06);
}

// Whole numbers up to 127 in weights and rows quantise to themselves, so the sums are exact.
TEST(Linear, int8_is_exact_on_whole_numbers) {
  const OneThread alone;
  Tensor x = random_tensor({5, 96}, 126, 1).round(), weight = random_tensor({12, 96}, 126, 2).round();
  x.select(1, 0).fill_(127);
  weight.select(1, 0).fill_(-127);
  const Tensor bias = random_tensor({12}, 5, 3).round();
  const Tensor got = meant(Linear(weight, bias, Precision::int8)(to_rows(x, Precision::int8)));
  EXPECT_TRUE(at::equal(got, at::linear(x, weight, bias)));
}

// law: with or without the processor's units, the same numbers; here from sums of int64, of rows as long as a layer's.
TEST(Linear, int8_is_the_same_on_every_processor) {
  const OneThread alone;
  const Tensor x = random_tensor({6, 1536}, 127, 1).round().add(128).to(at::kByte),
               weight = random_tensor({9, 1536}, 127, 2).round().to(at::kChar), scale = random_tensor({9}, 1, 3).abs();
  const Tensor sums = at::matmul(x.to(at::kLong) - 128, weight.to(at::kLong).t());
  const Tensor wanted = sums.to(at::kFloat) * scale;
  EXPECT_TRUE(at::equal(int8_product(x, pack_int8(weight, scale, false)), wanted));
  if (has_int8()) {
    EXPECT_TRUE(at::equal(int8_product(x, pack_int8(weight, scale, true)), wanted));
  }
}

// law: a row's product does not depend on the rows beside it.
TEST(Linear, rows_stand_alone) {
  const OneThread alone;
  const Tensor x = random_tensor({40, 96}, 1, 1), weight = random_tensor({48, 96}, 1, 2),
               bias = random_tensor({48}, 1, 3);
  for (const Precision precision : {Precision::float32, Precision::bfloat16, Precision::int8}) {
    if (precision == Precision::bfloat16 && !has_bfloat16()) continue;
    const Linear linear(weight, bias, precision);
    const Tensor together = meant(linear(to_rows(x, precision)));
    for (std::int64_t r = 0; r < 40; ++r)
      EXPECT_LT(largest_difference(meant(linear(to_rows(x.narrow(0, r, 1), precision))), together.narrow(0, r, 1)),
                precision == Precision::bfloat16 ? .06 : 1e-5);
  }
}

}  // namespace
}  // namespace openaffect::nn
