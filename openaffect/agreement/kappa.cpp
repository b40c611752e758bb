#include "openaffect/agreement/kappa.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include "openaffect/agreement/category_distance.h"
#include "openaffect/agreement/rated_by.h"
#include "openaffect/agreement/unit_rows.h"
#include "openaffect/core/error.h"

namespace openaffect {

namespace {

using Part = CategoryDistance::Part;

// What all coefficients start from.
struct Observed {
  CategoryDistance distance;
  std::vector<double> shares;  // pi_k, by position on the scale
  double disagreement = 0;     // 1 - p_a, the mean over units with two ratings
  std::size_t pairable = 0;    // those units
  std::size_t rated = 0;       // units with a rating
  std::size_t ratings = 0;
  std::size_t pairable_ratings = 0;
  std::size_t values = 0;  // distinct values that were given
};

std::vector<double> scale_of(const Ratings& ratings, const ValuePositions& positions, CategoryUse use) {
  if (use == CategoryUse::observed) return positions.distinct;
  if (ratings.categories.empty()) throw ContractError("kappa: all categories are meant, and none are named");
  std::vector<double> scale(ratings.categories.size());
  std::iota(scale.begin(), scale.end(), 0.0);
  return scale;
}

// Positions among the values given become positions on the whole scale.
void place_on(const std::vector<double>& scale, ValuePositions& positions) {
  if (scale.size() == positions.distinct.size()) return;
  for (std::uint32_t& position : positions.of_entry)
    position = static_cast<std::uint32_t>(positions.distinct[position]);
}

// Needs ratings.
Observed observe(const Ratings& ratings, ValuePositions positions, const KappaOptions& options) {
  std::vector<double> scale = scale_of(ratings, positions, options.categories);
  place_on(scale, positions);
  const UnitRows rows = unit_rows(ratings, positions, {.least = 1});
  const std::size_t categories = scale.size();
  Observed observed{.distance = CategoryDistance(options.weights, std::move(scale)),
                    .shares = std::vector<double>(categories)};
  observed.values = positions.distinct.size();
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const std::span<const ValueCount> row = rows.row(r);
    const double size = ratings_in(row);
    if (size == 0) continue;
    ++observed.rated;
    observed.ratings += static_cast<std::size_t>(size);
    for (const ValueCount& cell : row) observed.shares[cell.position] += cell.count / size;
    if (size < 2) continue;
    ++observed.pairable;
    observed.pairable_ratings += static_cast<std::size_t>(size);
    // One value alone is not asked for: a scale of one category has no distances.
    if (row.size() > 1) observed.disagreement += observed.distance.within(row) / (size * (size - 1));
  }
  for (double& share : observed.shares) share /= static_cast<double>(observed.rated);
  observed.disagreement /= static_cast<double>(observed.pairable);
  return observed;
}

std::vector<Part> parts_of(const std::vector<double>& shares) {
  std::vector<Part> parts;
  for (std::uint32_t k = 0; k < shares.size(); ++k)
    if (shares[k] > 0) parts.push_back({k, shares[k], shares[k]});
  return parts;
}

AgreementValue without_value(const Observed& observed, std::string_view reason) {
  AgreementValue value;
  value.reason = reason;
  value.n_units = observed.rated;
  value.n_ratings = observed.ratings;
  return value;
}

// 1 - D_o / D_e where it is defined; `expected` is asked only then.
template <class Expected>
AgreementValue corrected(const Ratings& ratings, const KappaOptions& options, Expected expected) {
  if (ratings.entries.empty()) return {.reason = "no_ratings"};
  const Observed observed = observe(ratings, value_positions(ratings), options);
  if (observed.pairable < 2) return without_value(observed, "too_few");
  if (observed.values < 2) return without_value(observed, "constant");
  const double chance = expected(observed);
  if (!(chance > 0)) return without_value(observed, "constant");
  AgreementValue value = without_value(observed, "");
  value.value = 1 - observed.disagreement / chance;
  return value;
}

double gwet_chance(const Observed& observed) {
  const auto q = static_cast<double>(observed.shares.size());
  std::vector<Part> all;
  for (std::uint32_t k = 0; k < observed.shares.size(); ++k) all.push_back({k, 1, 1});
  const double weights = q * q - observed.distance.between(all);
  double hard = 0;
  for (const double share : observed.shares) hard += share * (1 - share);
  return 1 - weights * hard / (q * (q - 1));
}

// Each rater's share of each category, as parts: a is the share.
std::vector<Part> shares_of(const ValuePositions& positions, std::span<const std::uint32_t> entries) {
  std::vector<std::uint32_t> given;
  given.reserve(entries.size());
  for (const std::uint32_t entry : entries) given.push_back(positions.of_entry[entry]);
  std::sort(given.begin(), given.end());
  std::vector<Part> parts;
  const double one = 1.0 / static_cast<double>(entries.size());
  for (const std::uint32_t position : given) {
    if (parts.empty() || parts.back().position != position) parts.push_back({position});
    parts.back().a += one;
    parts.back().b += one;
  }
  return parts;
}

// D_e = (r^2 D(p, p) - sum_g D(p_g, p_g)) / (r (r - 1)): the mean over pairs of different raters.
double conger_chance(const Ratings& ratings, const KappaOptions& options, const RatedBy& rated_by,
                     const Observed& observed) {
  ValuePositions positions = value_positions(ratings);
  place_on(scale_of(ratings, positions, options.categories), positions);
  const std::vector<std::uint32_t> raters = rated_by.active();
  const auto r = static_cast<double>(raters.size());
  std::vector<double> mean(observed.shares.size());
  double own = 0;
  for (const std::uint32_t rater : raters) {
    const std::vector<Part> shares = shares_of(positions, rated_by.entries_of(rater));
    for (const Part& part : shares) mean[part.position] += part.a / r;
    if (shares.size() > 1) own += observed.distance.between(shares);
  }
  return (r * r * observed.distance.between(parts_of(mean)) - own) / (r * (r - 1));
}

}  // namespace

AgreementValue percent_agreement(const Ratings& ratings, const KappaOptions& options) {
  if (ratings.entries.empty()) return {.reason = "no_ratings"};
  const Observed observed = observe(ratings, value_positions(ratings), options);
  if (observed.pairable < 1) return without_value(observed, "too_few");
  return {.value = 1 - observed.disagreement,
          .reason = "",
          .n_units = observed.pairable,
          .n_ratings = observed.pairable_ratings};
}

AgreementValue fleiss_kappa(const Ratings& ratings, const KappaOptions& options) {
  return corrected(ratings, options,
                   [](const Observed& observed) { return observed.distance.between(parts_of(observed.shares)); });
}

AgreementValue conger_kappa(const Ratings& ratings, const KappaOptions& options) {
  if (!ratings.entries.empty() && !ratings.has_raters()) return {.reason = "no_raters"};
  const RatedBy rated_by(ratings);
  if (!ratings.entries.empty() && rated_by.active().size() < 2) return {.reason = "one_rater"};
  return corrected(ratings, options,
                   [&](const Observed& observed) { return conger_chance(ratings, options, rated_by, observed); });
}

AgreementValue gwet_ac1(const Ratings& ratings, CategoryUse categories) {
  return gwet_ac2(ratings, {.categories = categories});
}

AgreementValue gwet_ac2(const Ratings& ratings, const KappaOptions& options) {
  return corrected(ratings, options, gwet_chance);
}

}  // namespace openaffect
