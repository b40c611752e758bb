#include "openaffect/nn/relative_position.h"

#include <algorithm>
#include <cmath>

namespace openaffect::nn {
namespace {

constexpr float kFarthest = 128;

}  // namespace

// In float32, as published: a rounding decides into which of two buckets a distance falls.
std::int64_t relative_bucket(std::int64_t distance, std::int64_t buckets) {
  const std::int64_t half = buckets / 2, exact = half / 2;
  const std::int64_t side = distance > 0 ? half : 0, far = std::abs(distance);
  if (far < exact) return side + far;
  const float shares =
      std::log(static_cast<float>(far) / static_cast<float>(exact)) / std::log(kFarthest / static_cast<float>(exact));
  const auto grown = exact + static_cast<std::int64_t>(shares * static_cast<float>(half - exact));
  return side + std::min(grown, half - 1);
}

Tensor relative_buckets(std::int64_t length, std::int64_t buckets) {
  Tensor rows = at::empty({length, length}, at::kLong);
  auto* to = rows.mutable_data_ptr<std::int64_t>();
  for (std::int64_t query = 0; query < length; ++query)
    for (std::int64_t key = 0; key < length; ++key) *to++ = relative_bucket(key - query, buckets);
  return rows;
}

Tensor relative_bias(const Tensor& table, std::int64_t length) {
  const Tensor rows = relative_buckets(length, table.size(0)).to(table.device());
  return at::embedding(table, rows).permute({2, 0, 1}).unsqueeze(0);
}

Tensor bias_by_distance(const Tensor& table, std::int64_t reach) {
  const Tensor rows = at::empty({2 * reach - 1}, at::kLong);
  for (std::int64_t i = 0; i < rows.size(0); ++i)
    rows.mutable_data_ptr<std::int64_t>()[i] = relative_bucket(i - reach + 1, table.size(0));
  return at::embedding(table, rows).transpose(0, 1).to(at::kFloat).contiguous();
}

}  // namespace openaffect::nn
