#include "openaffect/metrics/bah_average_precision.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/core.h>

#include "openaffect/core/error.h"

namespace openaffect {

std::size_t BahAveragePrecisionMeter::step_of(double probability) {
  if (!(probability >= 0 && probability <= 1))
    throw ContractError(fmt::format("bah_average_precision: probability {}", probability));
  auto step = static_cast<std::size_t>(probability * static_cast<double>(kSteps));
  const auto threshold = [](std::size_t of) { return static_cast<double>(of) / static_cast<double>(kSteps); };
  while (step > 0 && threshold(step) > probability) --step;  // the product may have been rounded
  while (step + 1 < kSteps && threshold(step + 1) <= probability) ++step;
  return std::min(step, kSteps - 1);
}

void BahAveragePrecisionMeter::add(double probability, bool positive, std::uint64_t count) {
  add_step(step_of(probability), positive, count);
}

void BahAveragePrecisionMeter::add_step(std::size_t step, bool positive, std::uint64_t count) {
  (positive ? steps_[step].positive : steps_[step].negative) += count;
}

void BahAveragePrecisionMeter::merge(const BahAveragePrecisionMeter& other) {
  for (std::size_t i = 0; i < kSteps; ++i) {
    steps_[i].positive += other.steps_[i].positive;
    steps_[i].negative += other.steps_[i].negative;
  }
}

double BahAveragePrecisionMeter::area(Start start) const {
  double positive = 0, negative = 0, area = 0;
  double precision = start == Start::anchored ? 1 : 0;
  bool begun = start == Start::anchored;  // is there a point before this one?
  for (std::size_t i = kSteps; i-- > 0;) {
    const auto gained = static_cast<double>(steps_[i].positive);
    positive += gained;
    negative += static_cast<double>(steps_[i].negative);
    if (positive + negative == 0) {
      begun = true;  // a threshold at which nothing is predicted
      continue;
    }
    const double before = precision;
    precision = positive / (positive + negative);
    if (begun) area += gained * 0.5 * (before + precision);
    begun = true;
  }
  return positive > 0 ? area / positive : std::numeric_limits<double>::quiet_NaN();
}

double BahAveragePrecisionMeter::official() const {
  return area(Start::as_published);
}
double BahAveragePrecisionMeter::corrected() const {
  return area(Start::anchored);
}

}  // namespace openaffect
