// Pearson's correlation.
#pragma once

#include <cstdint>

namespace openaffect {

// Pearson's r of pairs, in [-1, 1]; NaN before two pairs and when one side is constant. Moments are updated pair by
// pair and merged pairwise (Chan, Golub & LeVeque 1983, eq. 2.1), so large means do not cost digits. Law: merging the
// meters of two stretches gives the meter of both, up to float rounding.
class PearsonMeter {
 public:
  void add(double truth, double predicted);
  void merge(const PearsonMeter& other);
  double value() const;
  std::uint64_t count() const { return count_; }

  // What it is made of. Means are 0 before the first pair; moments are sums of products of deviations from the means.
  double mean_truth() const { return mean_truth_; }
  double mean_predicted() const { return mean_predicted_; }
  double moment_truth() const { return moment_truth_; }
  double moment_predicted() const { return moment_predicted_; }
  double moment_both() const { return moment_both_; }

 private:
  std::uint64_t count_ = 0;
  double mean_truth_ = 0, mean_predicted_ = 0;
  double moment_truth_ = 0, moment_predicted_ = 0, moment_both_ = 0;
};

}  // namespace openaffect
