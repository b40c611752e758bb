#include "openaffect/learn/calibration.h"

#include <algorithm>
#include <cmath>

#include "openaffect/learn/temperature.h"
#include "openaffect/learn/thresholds.h"
#include "openaffect/metrics/calibration.h"

namespace openaffect {
namespace {

double rounded(double value, double digits) {
  return std::round(value * digits) / digits;
}

void add_top(std::span<const float> logits, double temperature, std::size_t gold, CalibrationMeter& meter) {
  const auto top = static_cast<std::size_t>(std::ranges::max_element(logits) - logits.begin());
  double total = 0;
  for (const float logit : logits) total += std::exp((static_cast<double>(logit) - logits[top]) / temperature);
  meter.add(std::min(1.0, 1 / total), top == gold);
}

void add_text(const JudgedHead& head, std::size_t text, double temperature, CalibrationMeter& meter) {
  const auto logits = head.logits_of(text);
  const auto targets = head.targets_of(text);
  const auto sigmoid = [&](std::size_t k) { return 1 / (1 + std::exp(-static_cast<double>(logits[k]) / temperature)); };
  switch (head.kind) {
    case HeadKind::single_label:
      return add_top(logits, temperature, static_cast<std::size_t>(targets[0]), meter);
    case HeadKind::distribution:
      return add_top(logits, temperature, static_cast<std::size_t>(std::ranges::max_element(targets) - targets.begin()),
                     meter);
    case HeadKind::multi_label:
      for (std::size_t k = 0; k < logits.size(); ++k)
        if (!std::isnan(targets[k])) meter.add(sigmoid(k), targets[k] >= .5F);
      return;
    case HeadKind::ordinal:
      for (std::size_t k = 0; k < logits.size(); ++k) meter.add(sigmoid(k), targets[0] > static_cast<float>(k));
      return;
    case HeadKind::regression:
      return;
  }
}

}  // namespace

double calibration_error(const JudgedHead& head, double temperature) {
  CalibrationMeter meter;
  for (std::size_t text = 0; text < head.texts(); ++text)
    if (!std::isnan(head.targets_of(text)[0])) add_text(head, text, temperature, meter);
  return meter.ece();
}

std::vector<HeadCalibration> calibrate(const TrainingData& data, std::span<const HeadOutputs> development) {
  std::vector<HeadCalibration> all;
  const auto judged = judged_heads(data, development);
  for (std::size_t i = 0; i < judged.size(); ++i) {
    const JudgedHead& head = judged[i];
    HeadCalibration found{.head = head.head, .texts = head.texts()};
    found.temperature = rounded(fitted_temperature(head), 1e4);
    if (head.kind == HeadKind::multi_label)
      for (const double threshold : fitted_thresholds(head, found.temperature, data.heads[i].thresholds))
        found.thresholds.push_back(std::clamp(rounded(threshold, 1e5), 1e-5, 1 - 1e-5));
    found.ece_before = calibration_error(head, 1);
    found.ece_after = calibration_error(head, found.temperature);
    all.push_back(std::move(found));
  }
  return all;
}

}  // namespace openaffect
