#include "openaffect/metrics/counted_scores.h"

namespace openaffect {

std::vector<std::uint32_t> counts_of_all(const CountedScores& scores) {
  std::vector<std::uint32_t> counts(scores.rows(), 0);
  for (const std::uint32_t row : scores.row_of_item()) ++counts[row];
  return counts;
}

std::vector<Score> scores_of_all(CountedScores& scores) {
  const std::vector<std::uint32_t> counts = counts_of_all(scores);
  std::vector<double> values(scores.names().size());
  scores.score(counts, values);
  std::vector<Score> all;
  for (std::size_t i = 0; i < values.size(); ++i)
    all.push_back({scores.names()[i], values[i], scores.reason(i, counts)});
  return all;
}

}  // namespace openaffect
