#include "openaffect/nn/pooling.h"

#include <algorithm>
#include <cmath>

namespace openaffect::nn {
namespace {

void pool_rows(std::span<const float> rows, std::size_t columns, Pooling pooling, std::span<float> out) {
  std::copy_n(rows.begin(), columns, out.begin());
  if (pooling == Pooling::cls) return;
  for (std::size_t at = columns; at < rows.size(); at += columns)
    for (std::size_t c = 0; c < columns; ++c)
      out[c] = pooling == Pooling::mean ? out[c] + rows[at + c] : std::max(out[c], rows[at + c]);
  if (pooling == Pooling::mean)
    for (float& value : out) value /= static_cast<float>(rows.size() / columns);
}

void normalise(std::span<float> row) {
  double squares = 0;
  for (const float value : row) squares += static_cast<double>(value) * value;
  const double length = std::max(std::sqrt(squares), 1e-12);
  for (float& value : row) value = static_cast<float>(value / length);
}

}  // namespace

FloatMatrix pool(std::span<const float> hidden, std::size_t columns, std::span<const RowSpan> texts,
                 const SentencePooling& pooling) {
  FloatMatrix pooled{texts.size(), columns, std::vector<float>(texts.size() * columns)};
  for (std::size_t text = 0; text < texts.size(); ++text) {
    const auto rows = hidden.subspan(texts[text].first * columns, texts[text].count * columns);
    pool_rows(rows, columns, pooling.pooling, pooled.row(text));
    if (pooling.normalise) normalise(pooled.row(text));
  }
  return pooled;
}

FloatMatrix first_and_mean(std::span<const float> hidden, std::size_t columns, std::span<const RowSpan> texts) {
  FloatMatrix features{texts.size(), 2 * columns, std::vector<float>(texts.size() * 2 * columns)};
  for (std::size_t text = 0; text < texts.size(); ++text) {
    const auto rows = hidden.subspan(texts[text].first * columns, texts[text].count * columns);
    std::copy_n(rows.begin(), columns, features.row(text).begin());
    pool_rows(rows, columns, Pooling::mean, features.row(text).subspan(columns));
  }
  return features;
}

}  // namespace openaffect::nn
