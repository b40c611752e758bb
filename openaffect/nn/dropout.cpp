#include "openaffect/nn/dropout.h"

#include <bit>

namespace openaffect::nn {
namespace {

// 32 well mixed bits of 32: a bijection (Wellons, "Prospecting for hash functions", lowbias32; public domain).
constexpr std::uint32_t mixed(std::uint32_t x) {
  x ^= x >> 16;
  x *= 0x7feb352dU;
  x ^= x >> 15;
  x *= 0x846ca68bU;
  x ^= x >> 16;
  return x;
}

// Compiled for several processors; the loader takes the best. (Sanitizers, with which clang builds, break on that.)
#if defined(__x86_64__) && !defined(__clang__)
#define OA_FOR_EVERY_PROCESSOR __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define OA_FOR_EVERY_PROCESSOR
#endif

OA_FOR_EVERY_PROCESSOR void fill(std::uint32_t* out, std::uint32_t first, std::int64_t count, std::uint32_t key,
                                 std::uint32_t below, std::uint32_t kept) {
  for (std::int64_t i = 0; i < count; ++i)
    out[i] = mixed(mixed(first + static_cast<std::uint32_t>(i)) ^ key) < below ? 0 : kept;
}

OA_FOR_EVERY_PROCESSOR void fill(std::uint16_t* out, std::uint32_t first, std::int64_t count, std::uint32_t key,
                                 std::uint32_t below, std::uint16_t kept) {
  for (std::int64_t i = 0; i < count; ++i)
    out[i] = mixed(mixed(first + static_cast<std::uint32_t>(i)) ^ key) < below ? std::uint16_t{0} : kept;
}

constexpr std::int64_t kGrain = 1 << 15;

// 0 or 1 / (1 - share), as `like`.
Tensor mask_like(const Tensor& like, double share, std::uint64_t seed) {
  const auto below = static_cast<std::uint32_t>(share * 4294967296.0);
  const auto scale = static_cast<float>(1 / (1 - share));
  const auto key = mixed(static_cast<std::uint32_t>(seed) ^ mixed(static_cast<std::uint32_t>(seed >> 32)));
  Tensor mask = at::empty(like.sizes(), like.options());
  void* out = mask.mutable_data_ptr();
  at::parallel_for(0, mask.numel(), kGrain, [&](std::int64_t begin, std::int64_t end) {
    const auto first = static_cast<std::uint32_t>(begin);
    if (like.scalar_type() == at::kBFloat16)
      fill(static_cast<std::uint16_t*>(out) + begin, first, end - begin, key, below, c10::BFloat16(scale).x);
    else
      fill(static_cast<std::uint32_t*>(out) + begin, first, end - begin, key, below,
           std::bit_cast<std::uint32_t>(scale));
  });
  return mask;
}

}  // namespace

Tensor dropout(const Tensor& x, double share, std::uint64_t seed) {
  return x.is_cpu() ? x * mask_like(x, share, seed) : at::dropout(x, share, true);
}

}  // namespace openaffect::nn
