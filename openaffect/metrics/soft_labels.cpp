#include "openaffect/metrics/soft_labels.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/core.h>

#include "openaffect/core/error.h"

namespace openaffect {
namespace {

double sum_of(std::span<const double> numbers) {
  double sum = 0;
  for (const double number : numbers) sum += number;
  return sum;
}

// Sum of term(gold share, predicted share) over labels.
double sum_over(std::span<const double> gold, std::span<const double> predicted, auto&& term) {
  const double gold_sum = sum_of(gold), predicted_sum = sum_of(predicted);
  if (gold.size() != predicted.size() || !(gold_sum > 0 && predicted_sum > 0))
    throw ContractError(fmt::format("soft labels: {} and {} labels that sum to {} and {}", gold.size(),
                                    predicted.size(), gold_sum, predicted_sum));
  double sum = 0;
  for (std::size_t i = 0; i < gold.size(); ++i) sum += term(gold[i] / gold_sum, predicted[i] / predicted_sum);
  return sum;
}

double times_log(double weight, double of) {
  return weight > 0 ? weight * std::log(of) : 0;
}

}  // namespace

double cross_entropy(std::span<const double> gold, std::span<const double> predicted) {
  return -sum_over(gold, predicted, [](double p, double q) { return times_log(p, std::max(q, kSoftLabelFloor)); });
}

double kl_divergence(std::span<const double> gold, std::span<const double> predicted) {
  return sum_over(gold, predicted, [](double p, double q) { return times_log(p, p / std::max(q, kSoftLabelFloor)); });
}

double js_divergence(std::span<const double> gold, std::span<const double> predicted) {
  return sum_over(gold, predicted, [](double p, double q) {
    return 0.5 * (times_log(p, 2 * p / (p + q)) + times_log(q, 2 * q / (p + q)));
  });
}

double total_variation(std::span<const double> gold, std::span<const double> predicted) {
  return sum_over(gold, predicted, [](double p, double q) { return 0.5 * std::abs(p - q); });
}

void SoftLabelMeter::add(std::span<const double> gold, std::span<const double> predicted, std::uint64_t count) {
  const auto times = static_cast<double>(count);
  kl_ += times * kl_divergence(gold, predicted);
  js_ += times * js_divergence(gold, predicted);
  cross_entropy_ += times * openaffect::cross_entropy(gold, predicted);
  total_variation_ += times * openaffect::total_variation(gold, predicted);
  items_ += times;
}

void SoftLabelMeter::merge(const SoftLabelMeter& other) {
  items_ += other.items_;
  kl_ += other.kl_;
  js_ += other.js_;
  cross_entropy_ += other.cross_entropy_;
  total_variation_ += other.total_variation_;
}

double SoftLabelMeter::mean(double sum) const {
  return items_ > 0 ? sum / items_ : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace openaffect
