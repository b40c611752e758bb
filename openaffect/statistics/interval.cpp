#include "openaffect/statistics/interval.h"

#include <algorithm>
#include <cmath>

#include "openaffect/core/error.h"
#include "openaffect/statistics/normal.h"

namespace openaffect {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

void check_confidence(double confidence) {
  if (!(confidence > 0 && confidence < 1)) throw ContractError("a confidence of " + std::to_string(confidence));
}

}  // namespace

double quantile(std::span<double> values, double probability) {
  if (!(probability >= 0 && probability <= 1)) throw ContractError("the quantile " + std::to_string(probability));
  if (values.empty()) return kNan;
  const double position = static_cast<double>(values.size() - 1) * probability;
  const double whole = std::floor(position);
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(whole);
  std::nth_element(values.begin(), at, values.end());
  const double below = *at;
  if (at + 1 == values.end()) return below;
  return below + (position - whole) * (*std::min_element(at + 1, values.end()) - below);
}

double standard_deviation(std::span<const double> values) {
  if (values.size() < 2) return kNan;
  const auto n = static_cast<double>(values.size());
  double sum = 0, squares = 0;
  for (const double value : values) sum += value;
  for (const double value : values) squares += (value - sum / n) * (value - sum / n);
  return std::sqrt(squares / (n - 1));
}

Interval percentile_interval(std::span<double> values, double confidence) {
  check_confidence(confidence);
  if (values.size() < 2) return {.note = "too_few_resamples"};
  return {.low = quantile(values, (1 - confidence) / 2), .high = quantile(values, (1 + confidence) / 2)};
}

Interval bca_interval(std::span<double> values, double estimate, double acceleration, double confidence) {
  check_confidence(confidence);
  if (values.size() < 2) return {.note = "too_few_resamples"};
  const auto instead = [&](const char* note) {
    Interval interval = percentile_interval(values, confidence);
    interval.note = note;
    return interval;
  };
  if (std::isnan(acceleration)) return instead("percentile_jackknife_undefined");
  double below = 0;
  for (const double value : values) below += value < estimate ? 1 : value == estimate ? .5 : 0;
  const double bias = normal_quantile(below / static_cast<double>(values.size()));
  if (std::isinf(bias)) return instead("percentile_estimate_outside_resamples");
  double probabilities[2] = {};
  for (int side = 0; side < 2; ++side) {
    const double z = bias + normal_quantile((side == 0 ? 1 - confidence : 1 + confidence) / 2);
    if (1 - acceleration * z <= 0) return instead("percentile_acceleration_too_large");
    probabilities[side] = normal_probability(bias + z / (1 - acceleration * z));
  }
  return {.low = quantile(values, probabilities[0]), .high = quantile(values, probabilities[1])};
}

double jackknife_acceleration(std::span<const double> values, std::span<const double> weights) {
  double weight = 0, sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    weight += weights[i];
    sum += weights[i] * values[i];
  }
  const double mean = sum / weight;
  double squares = 0, cubes = 0, largest = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double u = mean - values[i];
    squares += weights[i] * u * u;
    cubes += weights[i] * u * u * u;
    largest = std::max(largest, std::abs(u));
  }
  if (largest <= 1e-14 * std::abs(mean)) return 0;  // equal but for rounding
  return cubes / (6 * std::pow(squares, 1.5));
}

}  // namespace openaffect
