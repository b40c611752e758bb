#include "openaffect/metrics/pearson.h"

#include <cmath>
#include <limits>

namespace openaffect {

void PearsonMeter::add(double truth, double predicted) {
  ++count_;
  const auto n = static_cast<double>(count_);
  const double from_truth = truth - mean_truth_;
  const double from_predicted = predicted - mean_predicted_;
  mean_truth_ += from_truth / n;
  mean_predicted_ += from_predicted / n;
  moment_truth_ += from_truth * (truth - mean_truth_);
  moment_predicted_ += from_predicted * (predicted - mean_predicted_);
  moment_both_ += from_truth * (predicted - mean_predicted_);
}

void PearsonMeter::merge(const PearsonMeter& other) {
  if (other.count_ == 0) return;
  const auto ours = static_cast<double>(count_);
  const auto theirs = static_cast<double>(other.count_);
  const double both = ours + theirs;
  const double truth_apart = other.mean_truth_ - mean_truth_;
  const double predicted_apart = other.mean_predicted_ - mean_predicted_;
  const double weight = ours * theirs / both;
  moment_truth_ += other.moment_truth_ + truth_apart * truth_apart * weight;
  moment_predicted_ += other.moment_predicted_ + predicted_apart * predicted_apart * weight;
  moment_both_ += other.moment_both_ + truth_apart * predicted_apart * weight;
  mean_truth_ += truth_apart * theirs / both;
  mean_predicted_ += predicted_apart * theirs / both;
  count_ += other.count_;
}

double PearsonMeter::value() const {
  const double scale = std::sqrt(moment_truth_) * std::sqrt(moment_predicted_);
  if (count_ < 2 || !(scale > 0)) return std::numeric_limits<double>::quiet_NaN();
  return std::fmin(1, std::fmax(-1, moment_both_ / scale));
}

}  // namespace openaffect
