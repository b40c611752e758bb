#include "openaffect/agreement/kendall_w.h"

#include <vector>

#include "openaffect/agreement/complete_table.h"
#include "openaffect/agreement/mid_ranks.h"

namespace openaffect {

AgreementValue kendall_w(const Ratings& ratings) {
  const CompleteTable table = complete_table(ratings);
  AgreementValue result;
  result.n_units = table.units;
  result.n_ratings = table.values.size();
  result.reason = table.reason;
  if (!ratings.entries.empty() && !ratings.has_raters()) result.reason = "no_raters";
  if (!result.reason.empty()) return result;
  const auto n = static_cast<double>(table.units), m = static_cast<double>(table.raters);
  std::vector<double> sums(table.units), of_rater(table.units);
  double ties = 0;
  for (std::size_t rater = 0; rater < table.raters; ++rater) {
    for (std::size_t u = 0; u < table.units; ++u) of_rater[u] = table.unit(u)[rater];
    const MidRanks ranked = mid_ranks(of_rater);
    for (std::size_t u = 0; u < table.units; ++u) sums[u] += ranked.ranks[u];
    ties += ranked.ties;
  }
  double squares = 0;
  for (const double sum : sums) squares += (sum - m * (n + 1) / 2) * (sum - m * (n + 1) / 2);
  const double largest = m * m * (n * n * n - n) - m * ties;
  if (largest > 0)
    result.value = 12 * squares / largest;
  else
    result.reason = "constant";
  return result;
}

}  // namespace openaffect
