#include "openaffect/agreement/mid_ranks.h"

#include <algorithm>
#include <numeric>

namespace openaffect {

MidRanks mid_ranks(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  MidRanks result;
  result.ranks.resize(values.size());
  for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    while (end < order.size() && values[order[end]] == values[order[begin]]) ++end;
    const double rank = static_cast<double>(begin + end + 1) / 2;
    for (std::size_t i = begin; i < end; ++i) result.ranks[order[i]] = rank;
    const auto tied = static_cast<double>(end - begin);
    result.ties += tied * tied * tied - tied;
  }
  return result;
}

}  // namespace openaffect
