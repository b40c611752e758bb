// A sum whose order no vector width changes (no include guard but Highway's). Rows of int8 networks are rounded to
// whole numbers layer by layer, and a last bit that differs can grow there into another unit.
#if defined(OPENAFFECT_NN_ORDERED_SUM_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef OPENAFFECT_NN_ORDERED_SUM_INL
#undef OPENAFFECT_NN_ORDERED_SUM_INL
#else
#define OPENAFFECT_NN_ORDERED_SUM_INL
#endif

#include <cstddef>

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace openaffect::nn::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// The sum over `row`, of `count` numbers: number i goes to partial sum i % 16, the partial sums are added in pairs.
// `add(d, sum, numbers)` gives `sum` with what numbers of the row add to it.
template <class Add>
HWY_INLINE float ordered_sum(const float* row, std::size_t count, Add&& add) {
  constexpr std::size_t parts = 16;
  const hn::CappedTag<float, parts> d;
  const hn::CappedTag<float, 1> one;
  constexpr std::size_t lanes = hn::MaxLanes(d);
  hn::Vec<decltype(d)> sums[parts / lanes];
  for (auto& sum : sums) sum = hn::Zero(d);
  std::size_t i = 0;
  for (; i + parts <= count; i += parts)
    for (std::size_t v = 0; v < parts / lanes; ++v) sums[v] = add(d, sums[v], hn::LoadU(d, row + i + v * lanes));
  HWY_ALIGN float sum[parts];
  for (std::size_t v = 0; v < parts / lanes; ++v) hn::Store(sums[v], d, sum + v * lanes);
  for (; i < count; ++i) sum[i % parts] = hn::GetLane(add(one, hn::Set(one, sum[i % parts]), hn::LoadU(one, row + i)));
  for (std::size_t half = parts / 2; half > 0; half /= 2)
    for (std::size_t part = 0; part < half; ++part) sum[part] += sum[part + half];
  return sum[0];
}

}  // namespace openaffect::nn::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
