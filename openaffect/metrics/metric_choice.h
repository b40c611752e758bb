// Which values of a family are computed: a bootstrap of macro_f1 should pay for nothing else.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace openaffect {

// Whether a metric speaks of all labels, of each, or both.
enum class ScoreScope { overall = 1, per_label = 2, both = 3 };

struct MetricChoice {
  std::vector<std::string> metrics = {};  // stable names (docs/metrics.md); empty: all of the family, but for the slow
  ScoreScope scope = ScoreScope::both;

  // One overall value.
  static MetricChoice only(std::string metric) { return {{std::move(metric)}, ScoreScope::overall}; }
};

}  // namespace openaffect
