#include "openaffect/metrics/perplexity.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace openaffect {
namespace {

constexpr double kRounding = 1e-6;

}  // namespace

Result<Done> PerplexityMeter::add(double log_probability) {
  if (!(log_probability <= kRounding))
    return Error{ErrorKind::format, fmt::format("{} is not the logarithm of a probability", log_probability)};
  sum_ += std::min(log_probability, 0.0);
  ++count_;
  return Done{};
}

void PerplexityMeter::merge(const PerplexityMeter& other) {
  sum_ += other.sum_;
  count_ += other.count_;
}

double PerplexityMeter::value() const {
  if (count_ == 0) return std::numeric_limits<double>::quiet_NaN();
  return std::exp(-sum_ / static_cast<double>(count_));
}

}  // namespace openaffect
