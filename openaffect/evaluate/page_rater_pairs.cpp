#include <cmath>
#include <limits>

#include <nlohmann/json.hpp>

#include "openaffect/evaluate/page_agreement.h"

namespace openaffect {
namespace {

constexpr std::size_t kPairRaters = 6;     // of more, the page has the coefficients alone
constexpr std::size_t kMatrixLabels = 60;  // a larger matrix cannot be read
constexpr std::size_t kPairPoints = 500;

// values[rater * units + unit]; NaN where a rater did not rate the unit.
std::vector<double> values_of_raters(const Ratings& ratings) {
  const std::size_t units = ratings.units.size();
  std::vector<double> values(ratings.raters.size() * units, std::numeric_limits<double>::quiet_NaN());
  const std::vector<std::size_t> starts = ratings.unit_starts();
  for (std::size_t unit = 0; unit < units; ++unit)
    for (std::size_t i = starts[unit]; i < starts[unit + 1]; ++i)
      values[ratings.entries[i].rater * units + unit] = ratings.entries[i].value;
  return values;
}

// Two raters over the units that both rated.
struct Shared {
  std::vector<std::size_t> units;
  std::span<const double> first, second;  // by unit
};

Shared shared_by(const Ratings& ratings, const std::vector<double>& values, const RaterPair& pair) {
  const std::size_t units = ratings.units.size();
  Shared shared{.units = {},
                .first = std::span(values).subspan(pair.first * units, units),
                .second = std::span(values).subspan(pair.second * units, units)};
  for (std::size_t unit = 0; unit < units; ++unit)
    if (std::isfinite(shared.first[unit]) && std::isfinite(shared.second[unit])) shared.units.push_back(unit);
  return shared;
}

PageJson place_json(const Ratings& ratings, const RaterPair& pair) {
  return {
      {"system", ratings.raters[pair.second]}, {"against", ratings.raters[pair.first]}, {"task", ""}, {"label", ""}};
}

PageJson pair_matrix(const Ratings& ratings, const RaterPair& pair, const Shared& shared) {
  const std::size_t labels = ratings.categories.size();
  std::vector<std::vector<std::uint64_t>> counts(labels, std::vector<std::uint64_t>(labels));
  for (const std::size_t unit : shared.units)
    ++counts[static_cast<std::size_t>(shared.first[unit])][static_cast<std::size_t>(shared.second[unit])];
  PageJson json = place_json(ratings, pair);
  json.update({{"labels", ratings.categories}, {"counts", counts}, {"n", shared.units.size()}});
  return json;
}

PageJson pair_scatter(const Ratings& ratings, const RaterPair& pair, const Shared& shared, std::uint64_t seed) {
  std::vector<double> differences;
  for (const std::size_t unit : shared.units) differences.push_back(shared.second[unit] - shared.first[unit]);
  PageJson points = PageJson::array(), ids = PageJson::array();
  for (const std::size_t place : sampled_places(shared.units.size(), kPairPoints, seed)) {
    const std::size_t unit = shared.units[place];
    points.push_back({shared.first[unit], shared.second[unit]});
    ids.push_back(ratings.units[unit]);
  }
  PageJson json = place_json(ratings, pair);
  json.update({{"n", shared.units.size()},
               {"points", points},
               {"ids", ids},
               {"bland_altman", page_bland_altman(differences)},
               {"ccc", page_number(pair.ccc.value)},
               {"pearson", page_number(pair.pearson.value)}});
  if (!pair.ccc.reason.empty()) json["reason"] = pair.ccc.reason;
  return json;
}

}  // namespace

RaterPairBlocks page_rater_pairs(const AgreementStudy& study, std::uint64_t seed) {
  const Ratings& ratings = study.table.ratings;
  const MeasurementLevel level = study.table.level;
  RaterPairBlocks blocks{.matrices = PageJson::array(), .scatter = PageJson::array()};
  if (study.pairs.empty() || ratings.raters.size() > kPairRaters || level == MeasurementLevel::set) return blocks;
  const bool numbers = level == MeasurementLevel::interval || level == MeasurementLevel::ratio;
  if (!numbers && (ratings.categories.empty() || ratings.categories.size() > kMatrixLabels)) return blocks;
  const std::vector<double> values = values_of_raters(ratings);
  for (const RaterPair& pair : study.pairs) {
    const Shared shared = shared_by(ratings, values, pair);
    if (shared.units.empty()) continue;
    if (numbers)
      blocks.scatter.push_back(pair_scatter(ratings, pair, shared, seed));
    else
      blocks.matrices.push_back(pair_matrix(ratings, pair, shared));
  }
  return blocks;
}

}  // namespace openaffect
