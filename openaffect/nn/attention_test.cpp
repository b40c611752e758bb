#include "openaffect/nn/attention.h"

#include <gtest/gtest.h>

#include "openaffect/nn/nn_testing.h"

namespace openaffect::nn {
namespace {

// libtorch's attention of one text, from its rows of queries, keys and values side by side.
Tensor by_libtorch(const Tensor& rows, std::int64_t heads) {
  std::vector<Tensor> parts;
  for (const Tensor& part : rows.chunk(3, 1))
    parts.push_back(part.reshape({rows.size(0), heads, -1}).transpose(0, 1).unsqueeze(0));
  return at::scaled_dot_product_attention(parts[0], parts[1], parts[2])
      .squeeze(0)
      .transpose(0, 1)
      .reshape({rows.size(0), -1});
}

struct Case {
  std::size_t heads, head_size;
};

TEST(Attention, as_libtorch) {
  const std::vector<RowSpan> texts = {{0, 1}, {1, 19}, {20, 4}, {24, 67}, {91, 16}};
  for (const auto [heads, head_size] : {Case{1, 1}, {2, 5}, {4, 8}, {12, 32}, {3, 64}, {2, 80}}) {
    const std::size_t hidden = heads * head_size;
    const Tensor projected = random_tensor({107, static_cast<std::int64_t>(3 * hidden)}, 2, hidden);
    const Tensor all = empty_floats(107, hidden), first = empty_floats(5, hidden);
    const Pending pending{.floats = projected.const_data_ptr<float>(), .rows = 107, .columns = 3 * hidden};
    Attention attention;
    attention.attend(pending, texts, {heads, head_size}, Asking::all_rows, {}, all.mutable_data_ptr<float>());
    attention.attend(pending, texts, {heads, head_size}, Asking::first_rows, {}, first.mutable_data_ptr<float>());
    for (std::size_t t = 0; t < texts.size(); ++t) {
      const auto begin = static_cast<std::int64_t>(texts[t].first), count = static_cast<std::int64_t>(texts[t].count);
      const Tensor wanted = by_libtorch(projected.narrow(0, begin, count), static_cast<std::int64_t>(heads));
      EXPECT_LT(largest_difference(all.narrow(0, begin, count), wanted), 1e-5) << heads << " heads, text " << t;
      EXPECT_LT(largest_difference(first[static_cast<std::int64_t>(t)], wanted[0]), 1e-5);
    }
  }
}

// Keys of one text alike: every key has the same share, so the context is the mean of the values.
TEST(Attention, equal_keys_give_the_mean) {
  const std::vector<float> rows = {9, 5, 1, -7, 5, 3};  // two rows of query, key, value
  std::vector<float> context(2);
  Attention().attend({.floats = rows.data(), .rows = 2, .columns = 3}, std::vector<RowSpan>{{0, 2}}, {1, 1},
                     Asking::all_rows, {}, context.data());
  EXPECT_FLOAT_EQ(context[0], 2);
  EXPECT_FLOAT_EQ(context[1], 2);
}

// Scores of thousands overflow exp, unless the largest is taken away first.
TEST(Attention, large_scores) {
  const std::vector<float> rows = {100, 100, 1, 100, 50, 3};
  std::vector<float> context(2);
  Attention().attend({.floats = rows.data(), .rows = 2, .columns = 3}, std::vector<RowSpan>{{0, 2}}, {1, 1},
                     Asking::all_rows, {}, context.data());
  EXPECT_FLOAT_EQ(context[0], 1);  // 10,000 against 5,000
}

}  // namespace
}  // namespace openaffect::nn
