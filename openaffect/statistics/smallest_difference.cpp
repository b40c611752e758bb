#include "openaffect/statistics/smallest_difference.h"

#include <cmath>
#include <string>

#include "openaffect/core/error.h"
#include "openaffect/statistics/normal.h"

namespace openaffect {
namespace {

void check(const PowerOptions& options) {
  if (!(options.alpha > 0 && options.alpha < 1)) throw ContractError("an alpha of " + std::to_string(options.alpha));
  if (!(options.power >= .5 && options.power < 1)) throw ContractError("a power of " + std::to_string(options.power));
}

}  // namespace

double smallest_difference(double standard_error, const PowerOptions& options) {
  check(options);
  if (!(standard_error >= 0)) throw ContractError("a standard error of " + std::to_string(standard_error));
  return (normal_quantile(1 - options.alpha / 2) + normal_quantile(options.power)) * standard_error;
}

std::optional<double> smallest_accuracy_difference(std::uint64_t items, double discordance,
                                                   const PowerOptions& options) {
  check(options);
  if (items == 0) throw ContractError("no items");
  if (!(discordance >= 0 && discordance <= 1)) throw ContractError("a discordance of " + std::to_string(discordance));
  const double n = static_cast<double>(items), s = discordance;
  const double by_alpha = normal_quantile(1 - options.alpha / 2), by_power = normal_quantile(options.power);
  // (n + zp²) d² - 2 za √(n s) d + (za² - zp²) s = 0; the larger root solves the equation where √n d >= za √s.
  const double half = by_alpha * std::sqrt(n * s), square = n + by_power * by_power;
  const double below_root = half * half - square * (by_alpha * by_alpha - by_power * by_power) * s;
  if (below_root < 0) return std::nullopt;
  const double difference = (half + std::sqrt(below_root)) / square;
  if (!(difference <= s) || difference == 0 || std::sqrt(n) * difference < by_alpha * std::sqrt(s)) return std::nullopt;
  return difference;
}

}  // namespace openaffect
