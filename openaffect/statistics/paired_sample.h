// Two systems on the same items.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "openaffect/statistics/sample.h"

namespace openaffect {

// As Sample, each item with one kind for each system. Both number their kinds in one space, so that one Statistic
// scores either: a family of metrics over 2n items, system a's first.
struct PairedSample {
  std::vector<std::uint32_t> kind_a, kind_b;  // [items] each
  std::size_t kinds = 0;
  std::vector<std::uint32_t> cluster_of_item = {};  // [items], or empty
  std::size_t clusters = 0;
};

// The same items as one sample, whose kinds are the pairs that occur.
struct JointSample {
  Sample sample;                              // kinds numbered as they first occur
  std::vector<std::uint32_t> kind_a, kind_b;  // [sample.kinds]: what each pair consists of
};

// Throws ContractError when the lengths differ or a kind or cluster is out of range.
JointSample joint_sample(const PairedSample& sample);

// A score that only rounding tells from another: |a - b| <= 1e-12 max(|a|, |b|). Two such systems are tied.
bool tied(double a, double b);

}  // namespace openaffect
