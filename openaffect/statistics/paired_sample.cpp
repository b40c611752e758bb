#include "openaffect/statistics/paired_sample.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_map>

#include "openaffect/core/error.h"

namespace openaffect {

JointSample joint_sample(const PairedSample& sample) {
  const std::size_t items = sample.kind_a.size();
  if (sample.kind_b.size() != items)
    throw ContractError(std::to_string(items) + " items and " + std::to_string(sample.kind_b.size()));
  JointSample joint;
  joint.sample.cluster_of_item = sample.cluster_of_item;
  joint.sample.clusters = sample.clusters;
  joint.sample.kind_of_item.reserve(items);
  std::unordered_map<std::uint64_t, std::uint32_t> number_of;
  for (std::size_t item = 0; item < items; ++item) {
    const std::uint32_t a = sample.kind_a[item], b = sample.kind_b[item];
    if (std::max(a, b) >= sample.kinds)
      throw ContractError("kind " + std::to_string(std::max(a, b)) + " of " + std::to_string(sample.kinds));
    const auto [place, is_new] =
        number_of.try_emplace(std::uint64_t{a} << 32 | b, static_cast<std::uint32_t>(number_of.size()));
    joint.sample.kind_of_item.push_back(place->second);
    if (!is_new) continue;
    joint.kind_a.push_back(a);
    joint.kind_b.push_back(b);
  }
  joint.sample.kinds = joint.kind_a.size();
  return joint;
}

bool tied(double a, double b) {
  return std::abs(a - b) <= 1e-12 * std::max(std::abs(a), std::abs(b));
}

}  // namespace openaffect
