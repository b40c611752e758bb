#include <numeric>

#include "openaffect/agreement/kappa.h"
#include "openaffect/agreement/pair_kappa.h"
#include "openaffect/agreement/rated_by.h"
#include "openaffect/agreement/unit_rows.h"
#include "openaffect/core/error.h"

namespace openaffect {

namespace {

AgreementValue undefined_pair(std::string_view reason) {
  AgreementValue value;
  value.reason = reason;
  return value;
}

AgreementValue kappa_of_two(const Ratings& ratings, const KappaOptions& options, PairChance chance) {
  if (ratings.entries.empty()) return undefined_pair("no_ratings");
  if (!ratings.has_raters()) return undefined_pair("no_raters");
  (void)value_positions(ratings);  // checks the values
  const RatedBy rated_by(ratings);
  const std::vector<std::uint32_t> raters = rated_by.active();
  if (raters.size() != 2) return undefined_pair(raters.size() < 2 ? "one_rater" : "not_two_raters");
  std::vector<double> x, y, scale;
  for (const EntryPair& pair : pairs_of(ratings, rated_by, raters[0], raters[1])) {
    x.push_back(ratings.entries[pair.first].value);
    y.push_back(ratings.entries[pair.second].value);
  }
  if (options.categories == CategoryUse::all) {
    if (ratings.categories.empty()) throw ContractError("kappa: all categories are meant, and none are named");
    scale.resize(ratings.categories.size());
    std::iota(scale.begin(), scale.end(), 0.0);
  }
  const ValueOrReason kappa = pair_kappa(pair_table(x, y, scale), options.weights, chance);
  return {kappa.value, std::string(kappa.reason), x.size(), 2 * x.size()};
}

}  // namespace

AgreementValue cohen_kappa(const Ratings& ratings, const KappaOptions& options) {
  return kappa_of_two(ratings, options, PairChance::own);
}

AgreementValue scott_pi(const Ratings& ratings, const KappaOptions& options) {
  return kappa_of_two(ratings, options, PairChance::pooled);
}

}  // namespace openaffect
