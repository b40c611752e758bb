#include "openaffect/nn/attention.h"

#include <algorithm>
#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "openaffect/nn/attention.cpp"
#include <hwy/foreach_target.h>
// Highway's order: the list of targets first.
#include <hwy/contrib/math/math-inl.h>

#include "openaffect/nn/ordered_sum-inl.h"
#include "openaffect/nn/pending-inl.h"

#ifndef OPENAFFECT_NN_ATTENTION_ONCE
#define OPENAFFECT_NN_ATTENTION_ONCE
namespace openaffect::nn {

// Rows of queries that share each load of keys and values.
constexpr std::size_t kTogether = 4;

// One head of one text, copied out so that every loop walks through memory in order.
struct Head {
  std::size_t length;  // rows of the text
  std::size_t asked;   // rows that ask: length or 1
  std::size_t size;    // columns of the head
  std::size_t keys;    // length, rounded up to whole vectors
  std::size_t values;  // size, rounded up to whole vectors
  float* query;        // [asked rounded up to kTogether, size], divided by sqrt(size)
  float* key;          // [size, keys], zeros behind length
  float* value;        // [length, values], zeros behind size
  float* score;        // [kTogether, keys]
  float* out;          // [kTogether, values]
};

// Floats of scratch that a head wants.
inline std::size_t scratch_size(std::size_t length, std::size_t size) {
  const std::size_t most_lanes = 64;  // no target has more floats in a vector
  const std::size_t keys = length + most_lanes, values = size + most_lanes;
  return (length + kTogether) * size + size * keys + length * values + kTogether * (keys + values);
}

inline std::size_t round_up(std::size_t n, std::size_t step) {
  return (n + step - 1) / step * step;
}

}  // namespace openaffect::nn
#endif

HWY_BEFORE_NAMESPACE();
namespace openaffect::nn::HWY_NAMESPACE {

Head lay_out(std::size_t length, std::size_t asked, std::size_t size, float* scratch) {
  const std::size_t lanes = hn::Lanes(hn::ScalableTag<float>());
  Head head{length, asked, size, round_up(length, lanes), round_up(size, lanes), scratch, {}, {}, {}, {}};
  head.key = head.query + round_up(asked, kTogether) * size;
  head.value = head.key + size * head.keys;
  head.score = head.value + length * head.values;
  head.out = head.score + kTogether * head.keys;
  return head;
}

// `column` is the head's first column among the queries; keys and values stand one and two times `hidden` further.
void copy_head(const Pending& projected, std::size_t first_row, std::size_t column, std::size_t hidden, Head& head) {
  const float shrink = 1 / std::sqrt(static_cast<float>(head.size));
  std::fill(head.query + head.asked * head.size, head.query + round_up(head.asked, kTogether) * head.size, 0.F);
  for (std::size_t r = 0; r < head.length; ++r) {
    const PendingRow row(projected, first_row + r);
    if (r < head.asked)
      for_columns(head.size, [&](auto tag, std::size_t c) {
        hn::StoreU(hn::Mul(row.load(tag, column + c), hn::Set(tag, shrink)), tag, head.query + r * head.size + c);
      });
    for_columns(head.size, [&](auto tag, std::size_t c) {
      hn::StoreU(row.load(tag, column + 2 * hidden + c), tag, head.value + r * head.values + c);
    });
    std::fill(head.value + r * head.values + head.size, head.value + (r + 1) * head.values, 0.F);
    HWY_ALIGN float key[hn::MaxLanes(hn::ScalableTag<float>())];
    for_columns(head.size, [&](auto tag, std::size_t c) {
      hn::Store(row.load(tag, column + hidden + c), tag, key);
      for (std::size_t lane = 0; lane < hn::Lanes(tag); ++lane) head.key[(c + lane) * head.keys + r] = key[lane];
    });
  }
  for (std::size_t c = 0; c < head.size; ++c)
    std::fill(head.key + c * head.keys + head.length, head.key + (c + 1) * head.keys, 0.F);
}

// out[i, column .. column + N vectors) = sum over k of weight[i, k] * matrix[k, column …)  for kTogether rows i.
template <std::size_t N>
HWY_INLINE void multiply_columns(const float* weight, std::size_t weight_stride, const float* matrix, std::size_t depth,
                                 std::size_t stride, std::size_t column, float* out) {
  const hn::ScalableTag<float> d;
  const std::size_t lanes = hn::Lanes(d);
  hn::Vec<decltype(d)> sum[kTogether][N];
  for (auto& row : sum)
    for (auto& cell : row) cell = hn::Zero(d);
  for (std::size_t k = 0; k < depth; ++k) {
    hn::Vec<decltype(d)> part[N];
    for (std::size_t n = 0; n < N; ++n) part[n] = hn::LoadU(d, matrix + k * stride + column + n * lanes);
    for (std::size_t i = 0; i < kTogether; ++i) {
      const auto factor = hn::Set(d, weight[i * weight_stride + k]);
      for (std::size_t n = 0; n < N; ++n) sum[i][n] = hn::MulAdd(factor, part[n], sum[i][n]);
    }
  }
  for (std::size_t i = 0; i < kTogether; ++i)
    for (std::size_t n = 0; n < N; ++n) hn::StoreU(sum[i][n], d, out + i * stride + column + n * lanes);
}

// out [kTogether, stride] = weight [kTogether, depth] * matrix [depth, stride]; stride is a multiple of the lanes.
void multiply(const float* weight, std::size_t weight_stride, const float* matrix, std::size_t depth,
              std::size_t stride, float* out) {
  const std::size_t lanes = hn::Lanes(hn::ScalableTag<float>());
  std::size_t column = 0;
  for (; column + 4 * lanes <= stride; column += 4 * lanes)
    multiply_columns<4>(weight, weight_stride, matrix, depth, stride, column, out);
  if (column + 2 * lanes <= stride) {
    multiply_columns<2>(weight, weight_stride, matrix, depth, stride, column, out);
    column += 2 * lanes;
  }
  if (column < stride) multiply_columns<1>(weight, weight_stride, matrix, depth, stride, column, out);
}

// score -> exp(score - max) with zeros behind `length`; returns 1 / their sum.
float soft_maximum(float* score, std::size_t length, std::size_t keys) {
  const hn::ScalableTag<float> d;
  const std::size_t lanes = hn::Lanes(d);
  auto largest = hn::Set(d, -INFINITY);
  for (std::size_t k = 0; k < keys; k += lanes)
    largest = hn::Max(largest, hn::IfThenElse(hn::FirstN(d, length - k), hn::LoadU(d, score + k), largest));
  largest = hn::MaxOfLanes(d, largest);
  for (std::size_t k = 0; k < keys; k += lanes) {
    const auto power = hn::Exp(d, hn::Sub(hn::LoadU(d, score + k), largest));
    hn::StoreU(hn::IfThenElseZero(hn::FirstN(d, length - k), power), d, score + k);
  }
  return 1 / ordered_sum(score, length, [](auto, auto sum, auto power) { return hn::Add(sum, power); });
}

// `bias` is the head's at distance 0; `query` the row of the text that asks.
void add_bias(const Head& head, const float* bias, std::size_t query, float* score) {
  const float* first = bias - query;  // of key 0
  for_columns(head.length, [&](auto tag, std::size_t k) {
    hn::StoreU(hn::Add(hn::LoadU(tag, score + k), hn::LoadU(tag, first + k)), tag, score + k);
  });
}

// `context` is the head's first column in the first asking row; `bias` is the head's at distance 0, or null.
void attend_head(const Head& head, std::size_t hidden, const float* bias, float* context) {
  for (std::size_t i = 0; i < head.asked; i += kTogether) {
    multiply(head.query + i * head.size, head.size, head.key, head.size, head.keys, head.score);
    if (bias != nullptr)
      for (std::size_t q = 0; q < kTogether && i + q < head.asked; ++q)
        add_bias(head, bias, i + q, head.score + q * head.keys);
    float shares[kTogether];
    for (std::size_t q = 0; q < kTogether; ++q)
      shares[q] = soft_maximum(head.score + q * head.keys, head.length, head.keys);
    multiply(head.score, head.keys, head.value, head.length, head.values, head.out);
    for (std::size_t q = 0; q < kTogether && i + q < head.asked; ++q)
      for_columns(head.size, [&](auto tag, std::size_t c) {
        const auto value = hn::LoadU(tag, head.out + q * head.values + c);
        hn::StoreU(hn::Mul(value, hn::Set(tag, shares[q])), tag, context + (i + q) * hidden + c);
      });
  }
}

void attend_text(const Pending& projected, RowSpan text, std::size_t asked, const AttentionShape& shape,
                 const DistanceBias& bias, float* scratch, float* context) {
  const std::size_t hidden = shape.heads * shape.head_size;
  Head head = lay_out(text.count, asked, shape.head_size, scratch);
  for (std::size_t h = 0; h < shape.heads; ++h) {
    copy_head(projected, text.first, h * shape.head_size, hidden, head);
    const float* middle = bias.values == nullptr ? nullptr : bias.values + h * (2 * bias.reach - 1) + bias.reach - 1;
    attend_head(head, hidden, middle, context + h * shape.head_size);
  }
}

}  // namespace openaffect::nn::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace openaffect::nn {

HWY_EXPORT(attend_text);

void Attention::attend(const Pending& projected, std::span<const RowSpan> texts, const AttentionShape& shape,
                       Asking asking, const DistanceBias& bias, float* context) {
  const std::size_t hidden = shape.heads * shape.head_size;
  std::size_t longest = 0;
  for (const RowSpan& text : texts) longest = std::max(longest, text.count);
  scratch_.resize(std::max(scratch_.size(), scratch_size(longest, shape.head_size)));
  for (const RowSpan& text : texts) {
    const std::size_t asked = asking == Asking::all_rows ? text.count : 1;
    HWY_DYNAMIC_DISPATCH(attend_text)(projected, text, asked, shape, bias, scratch_.data(), context);
    context += asked * hidden;
  }
}

}  // namespace openaffect::nn
#endif
