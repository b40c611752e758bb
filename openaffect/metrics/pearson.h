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

 private:
  std::uint64_t count_ = 0;
  double mean_truth_ = 0, mean_predicted_ = 0;
  double moment_truth_ = 0, moment_predicted_ = 0, moment_both_ = 0;  // sums of products of deviations
};

}  // namespace openaffect
