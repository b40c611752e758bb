#include "openaffect/agreement/set_distance.h"

#include <algorithm>

namespace openaffect {

namespace {

std::size_t common_to(std::span<const std::uint16_t> a, std::span<const std::uint16_t> b) {
  std::size_t common = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) {
      ++common;
      ++i;
      ++j;
    } else if (a[i] < b[j]) {
      ++i;
    } else {
      ++j;
    }
  }
  return common;
}

}  // namespace

double set_distance(std::span<const std::uint16_t> a, std::span<const std::uint16_t> b, SetDistance distance) {
  const std::size_t common = common_to(a, b);
  const std::size_t either = a.size() + b.size() - common;
  if (common == either) return 0;
  const double jaccard = static_cast<double>(common) / static_cast<double>(either);
  if (distance == SetDistance::jaccard) return 1 - jaccard;
  return 1 - jaccard * (common == std::min(a.size(), b.size()) ? 2.0 / 3 : 1.0 / 3);
}

}  // namespace openaffect
