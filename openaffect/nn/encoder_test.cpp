#include "openaffect/nn/encoder.h"

#include <gtest/gtest.h>
#include <hwy/highway.h>

#include "openaffect/nn/nn_testing.h"
#include "openaffect/nn/tensor_encoder.h"

namespace openaffect::nn {
namespace {

struct Shape {
  Architecture architecture;
  std::int64_t hidden, heads;
};

constexpr Shape kShapes[] = {{Architecture::bert, 20, 4},
                             {Architecture::bert, 64, 2},
                             {Architecture::roberta, 48, 3},
                             {Architecture::distilbert, 32, 4},
                             {Architecture::mpnet, 48, 4}};

// The two encoders are two programs: ours with packed rows, libtorch's own operations with padding and a mask.
TEST(Encoder, as_plain_tensor_operations) {
  const OneThread alone;
  for (const Shape& shape : kShapes) {
    const auto folder = random_folder("encoder", shape.architecture, shape.hidden, shape.heads);
    const EncoderTensors tensors = to_tensors(*folder->weights);
    const EncoderSettings settings = encoder_settings(folder->config);
    const auto sequences = random_sequences(9, 7);
    const auto texts = views(sequences);
    const Encoder encoder(tensors, settings, Precision::float32);
    const Tensor all = encoder(texts, Asking::all_rows), first = encoder(texts, Asking::first_rows);
    const TensorEncoder plain(tensors, settings);
    const PaddedBatch batch = plain.pad(texts);
    const Tensor wanted = plain.encode(plain.embed(batch), batch.mask);
    std::int64_t row = 0;
    for (std::int64_t t = 0; t < 9; ++t) {
      const auto length = static_cast<std::int64_t>(texts[static_cast<std::size_t>(t)].size());
      EXPECT_LT(largest_difference(all.narrow(0, row, length), wanted[t].narrow(0, 0, length)), 1e-4);
      EXPECT_LT(largest_difference(first[t], wanted[t][0]), 1e-4);
      row += length;
    }
  }
}

// Calls body() with the loops of every instruction set that this processor has and that multiplies and adds in one
// step; gives how many that are.
template <class Body>
int at_every_vector_width(Body&& body) {
  int widths = 0;
  for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
    if ((target & (HWY_EMU128 | HWY_SCALAR | HWY_SSSE3 | HWY_SSE4)) != 0) continue;
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    body(hwy::TargetName(target));
    ++widths;
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
  return widths;
}

// One last bit of a sum, and a number would be rounded to another unit.
TEST(Encoder, int8_is_the_same_at_every_vector_width) {
  const OneThread alone;
  for (const Shape& shape : kShapes) {
    const auto folder = random_folder("encoder_widths", shape.architecture, shape.hidden, shape.heads);
    const Encoder encoder(to_tensors(*folder->weights), encoder_settings(folder->config), Precision::int8);
    const auto sequences = random_sequences(25, 7);
    Tensor first;
    const int widths = at_every_vector_width([&](const char* target) {
      const Tensor hidden = encoder(views(sequences), Asking::all_rows);
      if (!first.defined()) first = hidden;
      EXPECT_TRUE(at::equal(hidden, first)) << target << ", hidden size " << shape.hidden;
    });
    if (widths < 2) GTEST_SKIP() << "this processor has one vector width";
  }
}

// A position of RoBERTa's is counted from pad + 1; a pad token in the text takes position pad and is not counted.
TEST(Encoder, counts_positions) {
  PositionCounter bert(std::nullopt), roberta(1);
  EXPECT_EQ(bert.next(7), 0);
  EXPECT_EQ(bert.next(1), 1);
  EXPECT_EQ(roberta.next(7), 2);
  EXPECT_EQ(roberta.next(1), 1);
  EXPECT_EQ(roberta.next(7), 3);
}

}  // namespace
}  // namespace openaffect::nn
