// Intervals from the values of resamples.
#pragma once

#include <limits>
#include <span>
#include <string>

namespace openaffect {

struct Interval {
  double low = std::numeric_limits<double>::quiet_NaN();
  double high = std::numeric_limits<double>::quiet_NaN();
  std::string note = {};  // "" or why the method asked for could not be used (bootstrap.h lists them)
};

// The quantile of type 7 (Hyndman & Fan 1996; numpy's and R's default): with values sorted as x[0..n-1] and h =
// (n - 1) × probability, x[floor h] + (h - floor h) × (x[floor h + 1] - x[floor h]). Reorders the values; NaN for
// none. Throws ContractError for a probability outside [0, 1].
double quantile(std::span<double> values, double probability);

// n - 1 in the denominator; NaN for fewer than two values.
double standard_deviation(std::span<const double> values);

// The quantiles (1 - confidence) / 2 and (1 + confidence) / 2 of the values (Efron 1979); NaN for fewer than two.
// Reorders the values.
Interval percentile_interval(std::span<double> values, double confidence);

// Bias corrected and accelerated (Efron & Tibshirani 1993, eq. 14.9, 14.10 and 14.14): with z0 = Q((#{v < e} +
// #{v = e} / 2) / n), e the estimate and Q the normal quantile, the quantiles P(z0 + (z0 + z) / (1 - a (z0 + z))) for
// z = Q((1 ∓ confidence) / 2). Where z0 is infinite or the denominator is not positive: the percentile interval, with a
// note. Reorders the values.
Interval bca_interval(std::span<double> values, double estimate, double acceleration, double confidence);

// The acceleration a = Σ u³ / (6 (Σ u²)^1.5), u = mean - value, of jackknife values that stand `weights[i]` times
// each; 0 where all are equal; NaN where one is NaN (Efron & Tibshirani 1993, eq. 14.15).
double jackknife_acceleration(std::span<const double> values, std::span<const double> weights);

}  // namespace openaffect
