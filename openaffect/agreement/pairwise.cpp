#include "openaffect/agreement/pairwise.h"

#include <cmath>

#include "openaffect/agreement/mid_ranks.h"
#include "openaffect/agreement/pair_kappa.h"
#include "openaffect/agreement/rated_by.h"
#include "openaffect/agreement/unit_rows.h"
#include "openaffect/metrics/pearson.h"

namespace openaffect {

namespace {

struct PairValues {
  std::vector<double> x, y;
};

ValueOrReason percent_of(const PairTable& table) {
  if (table.first_positions.empty()) return undefined("too_few");
  std::size_t equal = 0;
  for (std::size_t i = 0; i < table.first_positions.size(); ++i)
    equal += table.first_positions[i] == table.second_positions[i] ? 1 : 0;
  return {static_cast<double>(equal) / static_cast<double>(table.first_positions.size()), ""};
}

ValueOrReason pearson_of(std::span<const double> x, std::span<const double> y) {
  if (x.size() < 2) return undefined("too_few");
  PearsonMeter meter;
  for (std::size_t i = 0; i < x.size(); ++i) meter.add(x[i], y[i]);
  return std::isnan(meter.value()) ? undefined("constant") : ValueOrReason{meter.value(), ""};
}

ValueOrReason spearman_of(const PairValues& pair) {
  return pearson_of(mid_ranks(pair.x).ranks, mid_ranks(pair.y).ranks);
}

// Lin's concordance, 2 s_xy / (s_x^2 + s_y^2 + (mean_x - mean_y)^2). As metrics/regression.h has it, of values
// that are there already.
ValueOrReason ccc_of(const PairValues& pair) {
  const std::size_t pairs = pair.x.size();
  if (pairs < 2) return undefined("too_few");
  const auto n = static_cast<double>(pairs);
  const double from = pair.x.front();  // deviations from it: equal values stay exactly equal
  double mean_x = 0, mean_y = 0, xx = 0, yy = 0, xy = 0;
  for (std::size_t i = 0; i < pairs; ++i) {
    mean_x += (pair.x[i] - from) / n;
    mean_y += (pair.y[i] - from) / n;
  }
  for (std::size_t i = 0; i < pairs; ++i) {
    const double dx = pair.x[i] - from - mean_x, dy = pair.y[i] - from - mean_y;
    xx += dx * dx / n;
    yy += dy * dy / n;
    xy += dx * dy / n;
  }
  const double under = xx + yy + (mean_x - mean_y) * (mean_x - mean_y);
  return under > 0 ? ValueOrReason{2 * xy / under, ""} : undefined("constant");
}

RaterPair compare(const PairValues& pair, MeasurementLevel level) {
  const PairTable table = pair_table(pair.x, pair.y);
  const ValueOrReason no = undefined("not_for_level");
  const bool numbers = level == MeasurementLevel::interval || level == MeasurementLevel::ratio;
  const bool ordered = numbers || level == MeasurementLevel::ordinal;
  RaterPair out;
  out.n_units = pair.x.size();
  out.percent_agreement = percent_of(table);
  out.cohen_kappa = pair_kappa(table, KappaWeights::identity, PairChance::own);
  out.cohen_kappa_quadratic = ordered ? pair_kappa(table, KappaWeights::quadratic, PairChance::own) : no;
  out.spearman = ordered ? spearman_of(pair) : no;
  out.pearson = numbers ? pearson_of(pair.x, pair.y) : no;
  out.ccc = numbers ? ccc_of(pair) : no;
  return out;
}

}  // namespace

std::vector<RaterPair> pairwise_agreement(const Ratings& ratings, MeasurementLevel level) {
  (void)value_positions(ratings);  // checks the values
  const RatedBy rated_by(ratings);
  std::vector<RaterPair> out;
  for (std::uint32_t first = 0; first < rated_by.raters(); ++first)
    for (std::uint32_t second = first + 1; second < rated_by.raters(); ++second) {
      PairValues pair;
      for (const EntryPair& entries : pairs_of(ratings, rated_by, first, second)) {
        pair.x.push_back(ratings.entries[entries.first].value);
        pair.y.push_back(ratings.entries[entries.second].value);
      }
      if (pair.x.empty()) continue;
      out.push_back(compare(pair, level));
      out.back().first = first;
      out.back().second = second;
    }
  return out;
}

}  // namespace openaffect
