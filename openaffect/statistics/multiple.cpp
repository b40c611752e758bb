#include "openaffect/statistics/multiple.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "openaffect/core/error.h"

namespace openaffect {
namespace {

// Places of the tests, smallest p first.
std::vector<std::size_t> family_of(std::span<const double> p) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (std::isnan(p[i])) continue;
    if (!(p[i] >= 0 && p[i] <= 1)) throw ContractError("a p-value of " + std::to_string(p[i]));
    order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  return order;
}

}  // namespace

std::vector<double> holm(std::span<const double> p) {
  std::vector<double> adjusted(p.begin(), p.end());
  const std::vector<std::size_t> order = family_of(p);
  double so_far = 0;
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    so_far = std::max(so_far, static_cast<double>(order.size() - rank) * p[order[rank]]);
    adjusted[order[rank]] = std::min(1.0, so_far);
  }
  return adjusted;
}

std::vector<double> benjamini_hochberg(std::span<const double> p) {
  std::vector<double> adjusted(p.begin(), p.end());
  const std::vector<std::size_t> order = family_of(p);
  const auto tests = static_cast<double>(order.size());
  double so_far = 1;
  for (std::size_t rank = order.size(); rank > 0; --rank) {
    so_far = std::min(so_far, tests * p[order[rank - 1]] / static_cast<double>(rank));
    adjusted[order[rank - 1]] = so_far;
  }
  return adjusted;
}

}  // namespace openaffect
