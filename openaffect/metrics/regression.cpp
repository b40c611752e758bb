#include "openaffect/metrics/regression.h"

#include <cmath>
#include <limits>

namespace openaffect {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

}  // namespace

void RegressionMeter::add(double gold, double predicted) {
  pearson_.add(gold, predicted);
  absolute_ += std::abs(gold - predicted);
  squared_ += (gold - predicted) * (gold - predicted);
}

void RegressionMeter::merge(const RegressionMeter& other) {
  pearson_.merge(other.pearson_);
  absolute_ += other.absolute_;
  squared_ += other.squared_;
}

double RegressionMeter::ccc() const {
  const auto n = static_cast<double>(count());
  const double apart = pearson_.mean_truth() - pearson_.mean_predicted();
  const double scale = pearson_.moment_truth() + pearson_.moment_predicted() + n * apart * apart;
  return count() >= 2 && scale > 0 ? 2 * pearson_.moment_both() / scale : kUndefined;
}

double RegressionMeter::rmse() const {
  return count() > 0 ? std::sqrt(squared_ / static_cast<double>(count())) : kUndefined;
}

double RegressionMeter::mae() const {
  return count() > 0 ? absolute_ / static_cast<double>(count()) : kUndefined;
}

double RegressionMeter::r2() const {
  return count() >= 2 && pearson_.moment_truth() > 0 ? 1 - squared_ / pearson_.moment_truth() : kUndefined;
}

}  // namespace openaffect
