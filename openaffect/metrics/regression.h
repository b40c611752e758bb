// Scores of one number an item.
#pragma once

#include <cstdint>

#include "openaffect/metrics/pearson.h"

namespace openaffect {

// Law: merging the meters of two stretches gives the meter of both, up to float rounding.
class RegressionMeter {
 public:
  void add(double gold, double predicted);  // finite
  void merge(const RegressionMeter& other);
  std::uint64_t count() const { return pearson_.count(); }

  // In [-1, 1]; NaN before two pairs and when one side is constant.
  double pearson() const { return pearson_.value(); }

  // Lin's concordance (Biometrics 1989, eq. 1) with population moments (divided by n):
  //   2 covariance / (variance of gold + variance of predicted + (mean of gold - mean of predicted)²)
  // In [-1, 1]; 0 when one side is constant; NaN before two pairs and when both are the same constant.
  double ccc() const;

  double rmse() const;  // root of the mean squared difference; NaN before one pair
  double mae() const;   // mean absolute difference; NaN before one pair

  // 1 - sum of squared differences / sum of squared deviations of gold from its mean, at most 1; NaN before two pairs
  // and when gold is constant (scikit-learn: 1 or 0).
  double r2() const;

 private:
  PearsonMeter pearson_;
  double absolute_ = 0, squared_ = 0;
};

}  // namespace openaffect
