#include <algorithm>
#include <cmath>
#include <limits>

#include "openaffect/agreement/rater_report_parts.h"

namespace openaffect {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint64_t kFewestScores = 20;
constexpr double kErrors = 1.96;

std::vector<ScoredStretch> stretches_of(const std::vector<double>& scores) {
  std::vector<ScoredStretch> stretches;
  if (scores.size() < kDriftStretches) return stretches;
  for (std::size_t s = 0; s < kDriftStretches; ++s) {
    ScoredStretch stretch;
    const std::size_t end = (s + 1) * scores.size() / kDriftStretches;
    for (std::size_t i = s * scores.size() / kDriftStretches; i < end; ++i) {
      ++stretch.ratings;
      if (std::isnan(scores[i])) continue;
      ++stretch.scored;
      stretch.score += scores[i];
    }
    stretch.score = stretch.scored > 0 ? stretch.score / static_cast<double>(stretch.scored) : kNone;
    stretches.push_back(stretch);
  }
  return stretches;
}

}  // namespace

RaterDrift rater_drift(const RaterSequence& sequence) {
  const std::vector<double>& scores = sequence.scores;
  RaterDrift drift{.stretches = stretches_of(scores), .slope = kNone, .standard_error = kNone};
  double count = 0, mean_place = 0, mean_score = 0;
  const auto place = [&](std::size_t i) { return static_cast<double>(i) / static_cast<double>(scores.size() - 1); };
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (std::isnan(scores[i])) continue;
    ++count;
    mean_place += (place(i) - mean_place) / count;
    mean_score += (scores[i] - mean_score) / count;
  }
  if (count < 3) return drift;
  double places = 0, both = 0, all = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (std::isnan(scores[i])) continue;
    places += (place(i) - mean_place) * (place(i) - mean_place);
    both += (place(i) - mean_place) * (scores[i] - mean_score);
    all += (scores[i] - mean_score) * (scores[i] - mean_score);
  }
  drift.slope = both / places;
  drift.standard_error = std::sqrt(std::max(0., all - drift.slope * both) / (count - 2) / places);
  if (count >= static_cast<double>(kFewestScores) && std::fabs(drift.slope) > kErrors * drift.standard_error)
    drift.direction = drift.slope > 0 ? DriftDirection::rising : DriftDirection::falling;
  return drift;
}

}  // namespace openaffect
