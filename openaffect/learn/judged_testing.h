// Heads and their outputs, for tests of calibration.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "openaffect/core/random.h"
#include "openaffect/learn/judged_head.h"

namespace openaffect {

inline constexpr float kNothing = std::numeric_limits<float>::quiet_NaN();

inline JudgedHead judged(HeadKind kind, std::size_t outputs, std::size_t columns, std::vector<float> logits = {},
                         std::vector<float> targets = {}) {
  return {"head", kind, outputs, columns, std::move(logits), std::move(targets)};
}

inline double sigmoid_of(double x) {
  return 1 / (1 + std::exp(-x));
}
inline float logit_of(double p) {
  return static_cast<float>(std::log(p / (1 - p)));
}

// Texts whose answers are drawn from the head's own probabilities at a temperature: a head that is calibrated there.
inline JudgedHead drawn_head(HeadKind kind, std::size_t outputs, std::size_t texts, double temperature) {
  const bool one = kind == HeadKind::single_label || kind == HeadKind::ordinal;
  JudgedHead head = judged(kind, outputs, one ? 1 : outputs);
  Random random(7);
  for (std::size_t text = 0; text < texts; ++text) {
    std::vector<double> z(outputs);
    for (double& each : z) each = 8 * random.uniform() - 4;
    if (kind == HeadKind::ordinal) std::sort(z.rbegin(), z.rend());
    double total = 0;
    for (const double each : z) total += std::exp(each / temperature);
    double left = random.uniform();
    std::size_t label = 0;
    const double same = left;
    for (std::size_t k = 0; k < outputs; ++k) {
      head.logits.push_back(static_cast<float>(z[k]));
      const double share = std::exp(z[k] / temperature) / total;
      if (kind == HeadKind::multi_label) head.targets.push_back(random.uniform() < sigmoid_of(z[k] / temperature));
      if (kind == HeadKind::distribution) head.targets.push_back(static_cast<float>(share));
      if (kind == HeadKind::single_label && left >= 0 && (left -= share) < 0) label = k;
      if (kind == HeadKind::ordinal && same < sigmoid_of(z[k] / temperature)) label = k + 1;
    }
    if (one) head.targets.push_back(static_cast<float>(label));
  }
  return head;
}

}  // namespace openaffect
