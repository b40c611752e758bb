// What follows a training: how sure a head may be, and from where on it decides, both from the development part.
#pragma once

#include <limits>
#include <span>
#include <string>
#include <vector>

#include "openaffect/learn/judged_head.h"

namespace openaffect {

struct HeadCalibration {
  std::string head;
  std::size_t texts = 0;  // of the development part that something was said of
  double temperature = 1;
  std::vector<double> thresholds = {};  // of multi_label
  // Expected calibration error on the development part, before (temperature 1) and after; NaN for a regression. The
  // card has them for the test part, too (model_scores.h).
  double ece_before = std::numeric_limits<double>::quiet_NaN();
  double ece_after = std::numeric_limits<double>::quiet_NaN();
};

// 15 bins of equal width (metrics/calibration.h). Of single_label the probability of the most probable label; of
// distribution the same, right where most raters said it; of multi_label the probabilities of all labels together, a
// share of at least .5 holds; of ordinal those of P(grade > k) together. NaN for a regression and without texts.
double calibration_error(const JudgedHead& head, double temperature);

// One a head of `data`, in its order. Temperatures are rounded to 4 digits behind the point and thresholds to 5: what
// stands in the model's file is what was measured.
std::vector<HeadCalibration> calibrate(const TrainingData& data, std::span<const HeadOutputs> development);

}  // namespace openaffect
