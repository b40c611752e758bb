// Random numbers that are the same on every machine and for every thread count. No global generator: a seed is an
// argument, and a stream of its own (sample 7, resample 12) is made from seed and index.
#pragma once

#include <bit>
#include <cstdint>

namespace openaffect {

// xoshiro256** (Blackman & Vigna 2018), seeded by splitmix64 as its authors advise.
class Random {
 public:
  explicit Random(std::uint64_t seed, std::uint64_t stream = 0);
  inline std::uint64_t next();  // uniform over 64 bits
  std::uint64_t below(
      std::uint64_t bound);  // uniform in [0, bound), unbiased (Lemire 2019); throws ContractError for 0
  double uniform();          // [0, 1), 53 bits

 private:
  std::uint64_t state_[4] = {};
};

// Here, so that a loop that draws millions keeps the state in registers.
std::uint64_t Random::next() {
  const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
  const std::uint64_t shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

}  // namespace openaffect
