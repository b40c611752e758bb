// Perplexity from log probabilities that a language model gave.
#pragma once

#include <cstdint>

#include "openaffect/core/error.h"

namespace openaffect {

// exp(−mean of ln p over tokens), in [1, ∞]; NaN before the first token. Texts weigh by their tokens: the perplexity of
// a corpus, not the mean of its texts'. Law: merging the meters of two stretches gives the meter of both, up to float
// rounding.
class PerplexityMeter {
 public:
  // The natural logarithm of one token's probability, at most 0 (1e-6 more is rounding and taken as 0); minus infinity
  // makes the perplexity infinite. Fails (format) for NaN and for more than 0, after which the meter is unchanged.
  Result<Done> add(double log_probability);
  void merge(const PerplexityMeter& other);
  double value() const;
  std::uint64_t count() const { return count_; }

 private:
  double sum_ = 0;
  std::uint64_t count_ = 0;
};

}  // namespace openaffect
