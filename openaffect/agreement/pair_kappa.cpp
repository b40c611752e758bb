#include "openaffect/agreement/pair_kappa.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "openaffect/agreement/category_distance.h"

namespace openaffect {

namespace {

std::vector<std::uint32_t> positions_in(const std::vector<double>& scale, std::span<const double> values) {
  std::vector<std::uint32_t> positions;
  positions.reserve(values.size());
  for (const double value : values)
    positions.push_back(
        static_cast<std::uint32_t>(std::lower_bound(scale.begin(), scale.end(), value) - scale.begin()));
  return positions;
}

// 1 - w of two positions, before division by the largest.
double distance_of(KappaWeights weights, double a, double b) {
  const double apart = std::fabs(a - b);
  switch (weights) {
    case KappaWeights::identity:
      return apart > 0 ? 1 : 0;
    case KappaWeights::linear:
      return apart;
    case KappaWeights::quadratic:
      return apart * apart;
    case KappaWeights::ordinal:
      return apart * (apart + 1) / 2;
  }
  return 0;
}

}  // namespace

PairTable pair_table(std::span<const double> x, std::span<const double> y, std::span<const double> scale) {
  std::vector<double> values(scale.begin(), scale.end());
  if (values.empty()) {
    values.assign(x.begin(), x.end());
    values.insert(values.end(), y.begin(), y.end());
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
  }
  PairTable table;
  table.first_positions = positions_in(values, x);
  table.second_positions = positions_in(values, y);
  table.margins.resize(values.size());
  for (const std::uint32_t position : table.first_positions) table.margins[position].first += 1;
  for (const std::uint32_t position : table.second_positions) table.margins[position].second += 1;
  return table;
}

ValueOrReason pair_kappa(const PairTable& table, KappaWeights weights, PairChance chance) {
  const auto n = static_cast<double>(table.first_positions.size());
  if (n < 2) return undefined("too_few");
  if (table.margins.size() < 2) return undefined("constant");
  std::vector<double> scale(table.margins.size());  // positions: what scikit-learn weighs by
  std::iota(scale.begin(), scale.end(), 0.0);
  std::vector<CategoryDistance::Part> parts;
  for (std::uint32_t i = 0; i < table.margins.size(); ++i) {
    const auto [first, second] = table.margins[i];
    const double pooled = (first + second) / 2;
    if (pooled > 0 && chance == PairChance::own) parts.push_back({i, first, second});
    if (pooled > 0 && chance == PairChance::pooled) parts.push_back({i, pooled, pooled});
  }
  if (parts.size() < 2) return undefined("constant");
  double observed = 0;
  for (std::size_t i = 0; i < table.first_positions.size(); ++i)
    observed += distance_of(weights, table.first_positions[i], table.second_positions[i]);
  const double largest = distance_of(weights, 0, static_cast<double>(table.margins.size() - 1));
  const double expected = CategoryDistance(weights, std::move(scale)).between(parts) * largest / n;
  return {1 - observed / expected, ""};
}

}  // namespace openaffect
