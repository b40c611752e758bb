#include "openaffect/metrics/probability_loss.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/core.h>

#include "openaffect/core/error.h"

namespace openaffect {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

}  // namespace

double log_loss_of(double probability_of_gold) {
  constexpr double kLeast = std::numeric_limits<double>::epsilon();
  return -std::log(std::clamp(probability_of_gold, kLeast, 1 - kLeast));
}

double brier_of(std::span<const double> probabilities, LabelId gold) {
  if (gold < 0 || static_cast<std::size_t>(gold) >= probabilities.size())
    throw ContractError(fmt::format("brier: label {} of {}", gold, probabilities.size()));
  double sum = 0;
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    const double apart = probabilities[i] - (i == static_cast<std::size_t>(gold) ? 1 : 0);
    sum += apart * apart;
  }
  return probabilities.size() == 2 ? sum / 2 : sum;
}

void ProbabilityLossMeter::add(std::span<const double> probabilities, LabelId gold, std::uint64_t count) {
  const auto times = static_cast<double>(count);
  brier_ += times * brier_of(probabilities, gold);
  log_loss_ += times * log_loss_of(probabilities[static_cast<std::size_t>(gold)]);
  items_ += times;
}

void ProbabilityLossMeter::merge(const ProbabilityLossMeter& other) {
  items_ += other.items_;
  log_loss_ += other.log_loss_;
  brier_ += other.brier_;
}

double ProbabilityLossMeter::log_loss() const {
  return items_ > 0 ? log_loss_ / items_ : kUndefined;
}
double ProbabilityLossMeter::brier() const {
  return items_ > 0 ? brier_ / items_ : kUndefined;
}

}  // namespace openaffect
