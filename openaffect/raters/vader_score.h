// From the valences of a text's tokens to its four published numbers.
#pragma once

#include <cstddef>
#include <span>

#include "openaffect/raters/vader_bytes.h"
#include "openaffect/raters/vader_rules.h"

namespace openaffect::vader {

struct Score {
  double neg = 0;
  double neu = 0;
  double pos = 0;
  double compound = 0;

  bool operator==(const Score&) const = default;
};

// Of `tokens` tokens those in `sentiments` have a valence. All 0 when there is no token.
Score score(std::size_t tokens, std::span<const Sentiment> sentiments, const MarkCounts& marks);

// Python's round(value, digits) with scale = 10^digits, for |value| <= 1 and scale <= 10,000: the decimal number with
// that many digits that is nearest to the exact value of the double, half to even, and then the nearest double to it.
double python_round(double value, double scale);

}  // namespace openaffect::vader
