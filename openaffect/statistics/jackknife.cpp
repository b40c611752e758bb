// The acceleration of BCa intervals: leaves out units, one part at a time.
#include <algorithm>
#include <numeric>

#include "openaffect/statistics/bootstrap_parts.h"
#include "openaffect/statistics/interval.h"

namespace openaffect {
namespace {

// What is left out together, and how many parts of the sample are like it.
struct Parts {
  std::vector<std::vector<std::uint32_t>> units;
  std::vector<double> weights;
};

// One item of each kind that occurs; empty where there are more than kJackknifeGroups kinds.
Parts parts_by_kind(const DrawUnits& units) {
  Parts parts;
  const std::vector<std::uint32_t> counts = units.counts();
  const auto occurring = std::count_if(counts.begin(), counts.end(), [](std::uint32_t count) { return count > 0; });
  if (occurring > static_cast<std::ptrdiff_t>(kJackknifeGroups)) return parts;
  std::vector<bool> seen(units.kinds());
  for (std::size_t unit = 0; unit < units.size(); ++unit) {
    const std::size_t kind = units.kind(unit);
    if (seen[kind]) continue;
    seen[kind] = true;
    parts.units.push_back({static_cast<std::uint32_t>(unit)});
    parts.weights.push_back(counts[kind]);
  }
  return parts;
}

// Units dealt into at most kJackknifeGroups groups, at random where they are more.
Parts parts_by_group(const DrawUnits& units, std::uint64_t seed) {
  std::vector<std::uint32_t> order(units.size());
  std::iota(order.begin(), order.end(), 0U);
  const std::size_t groups = std::min(units.size(), kJackknifeGroups);
  Random random(seed);
  if (units.size() > groups)
    for (std::size_t left = order.size(); left > 1; --left) std::swap(order[left - 1], order[random.below(left)]);
  Parts parts = {.units = std::vector<std::vector<std::uint32_t>>(groups), .weights = std::vector<double>(groups, 1.0)};
  for (std::size_t at = 0; at < order.size(); ++at) parts.units[at % groups].push_back(order[at]);
  return parts;
}

}  // namespace

std::vector<double> accelerations(const DrawUnits& units, std::size_t values, const StatisticMaker& maker,
                                  const BootstrapOptions& options) {
  Parts parts;
  if (!units.clustered()) parts = parts_by_kind(units);
  if (parts.units.empty()) parts = parts_by_group(units, options.seed);
  ResampledValues left_out = resample(
      parts.units.size(), values, options.threads,
      [&]() -> ResampleTask {
        return [&, statistic = maker(), counts = units.counts()](std::size_t part, std::span<double> into) mutable {
          for (const std::uint32_t unit : parts.units[part]) units.add(unit, -1U, counts);
          statistic(counts, into);
          for (const std::uint32_t unit : parts.units[part]) units.add(unit, 1, counts);
        };
      },
      options.stop);
  std::vector<double> results;
  for (std::size_t value = 0; value < values; ++value)
    results.push_back(jackknife_acceleration(left_out.of(value), parts.weights));
  return results;
}

}  // namespace openaffect
