#include "openaffect/agreement/consensus_numbers.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "openaffect/metrics/pearson.h"

namespace openaffect {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
using Entries = std::span<const RatingEntry>;

double mean_of(Entries entries) {
  double sum = 0;
  for (const RatingEntry& entry : entries) sum += entry.value;
  return entries.empty() ? kNone : sum / static_cast<double>(entries.size());
}

double deviation_of(Entries entries) {
  if (entries.size() < 2) return kNone;
  const double mean = mean_of(entries);
  double sum = 0;
  for (const RatingEntry& entry : entries) sum += (entry.value - mean) * (entry.value - mean);
  return std::sqrt(sum / static_cast<double>(entries.size() - 1));
}

double median_of(const std::vector<double>& sorted) {
  if (sorted.empty()) return kNone;
  const double low = sorted[(sorted.size() - 1) / 2], high = sorted[sorted.size() / 2];
  return low + (high - low) / 2;
}

double weighted_of(Entries entries, const std::vector<RaterWeight>& weights) {
  double sum = 0, total = 0;
  for (const RatingEntry& entry : entries) {
    sum += weights[entry.rater].weight * entry.value;
    total += weights[entry.rater].weight;
  }
  return total > 0 ? sum / total : kNone;
}

}  // namespace

std::vector<double> sorted_values(const Ratings& ratings, std::size_t begin, std::size_t end) {
  std::vector<double> values;
  for (std::size_t i = begin; i < end; ++i) values.push_back(ratings.entries[i].value);
  std::sort(values.begin(), values.end());
  return values;
}

std::vector<RaterWeight> rater_weights(const Ratings& ratings) {
  const auto starts = ratings.unit_starts();
  std::vector<PearsonMeter> meters(ratings.raters.size());
  for (std::size_t unit = 0; unit < ratings.units.size(); ++unit) {
    const Entries entries = Entries(ratings.entries).subspan(starts[unit], starts[unit + 1] - starts[unit]);
    if (entries.size() < 2) continue;
    const double mean = mean_of(entries);
    for (const RatingEntry& entry : entries) meters[entry.rater].add(entry.value, mean);
  }
  std::vector<RaterWeight> weights;
  for (const PearsonMeter& meter : meters) {
    const double correlation = meter.value();
    weights.push_back({correlation, correlation > 0 ? correlation : 0, meter.count()});
  }
  return weights;
}

void take_numbers(const Ratings& ratings, Consensus& made) {
  if (made.method == ConsensusMethod::ewe) made.weights = rater_weights(ratings);
  const auto starts = ratings.unit_starts();
  for (std::size_t unit = 0; unit < ratings.units.size(); ++unit) {
    const Entries entries = Entries(ratings.entries).subspan(starts[unit], starts[unit + 1] - starts[unit]);
    made.n.push_back(static_cast<std::uint32_t>(entries.size()));
    made.deviations.push_back(deviation_of(entries));
    made.values.push_back(made.method == ConsensusMethod::ewe ? weighted_of(entries, made.weights)
                          : made.method == ConsensusMethod::median
                              ? median_of(sorted_values(ratings, starts[unit], starts[unit + 1]))
                              : mean_of(entries));
  }
}

}  // namespace openaffect
