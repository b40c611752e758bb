#include "openaffect/nn/layer_norm.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "openaffect/nn/layer_norm.cpp"
#include <hwy/foreach_target.h>
// Highway's order: the list of targets first.
#include "openaffect/nn/ordered_sum-inl.h"
#include "openaffect/nn/pending-inl.h"

HWY_BEFORE_NAMESPACE();
namespace openaffect::nn::HWY_NAMESPACE {

// hidden += added, and the sum of the row.
float add_row(const PendingRow& added, std::size_t columns, float* hidden) {
  for_columns(columns, [&](auto tag, std::size_t column) {
    hn::StoreU(hn::Add(hn::LoadU(tag, hidden + column), added.load(tag, column)), tag, hidden + column);
  });
  return ordered_sum(hidden, columns, [](auto, auto sum, auto value) { return hn::Add(sum, value); });
}

float squared_distance(const float* row, std::size_t columns, float mean) {
  return ordered_sum(row, columns, [&](auto tag, auto sum, auto value) {
    const auto away = hn::Sub(value, hn::Set(tag, mean));
    return hn::MulAdd(away, away, sum);
  });
}

void add_and_normalise_rows(const Pending& added, const Norm& norm, float* hidden) {
  const std::size_t columns = added.columns;
  const auto count = static_cast<float>(columns);
  for (std::size_t r = 0; r < added.rows; ++r) {
    float* row = hidden + r * columns;
    const float mean = add_row(PendingRow(added, r), columns, row) / count;
    const float scale = 1 / std::sqrt(squared_distance(row, columns, mean) / count + norm.epsilon);
    for_columns(columns, [&](auto tag, std::size_t column) {
      const auto away = hn::Mul(hn::Sub(hn::LoadU(tag, row + column), hn::Set(tag, mean)), hn::Set(tag, scale));
      const auto weight = hn::LoadU(tag, norm.weight.data() + column);
      hn::StoreU(hn::MulAdd(away, weight, hn::LoadU(tag, norm.bias.data() + column)), tag, row + column);
    });
  }
}

}  // namespace openaffect::nn::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace openaffect::nn {

HWY_EXPORT(add_and_normalise_rows);

void add_and_normalise(const Pending& added, const Norm& norm, float* hidden) {
  HWY_DYNAMIC_DISPATCH(add_and_normalise_rows)(added, norm, hidden);
}

}  // namespace openaffect::nn
#endif
