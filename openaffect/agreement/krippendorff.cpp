#include "openaffect/agreement/krippendorff.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "openaffect/agreement/alpha_scores.h"
#include "openaffect/agreement/unit_rows.h"
#include "openaffect/core/error.h"

namespace openaffect {

namespace {

std::unique_ptr<CountedScores> scores_of(const Ratings& ratings, const ValuePositions& positions, UnitRows rows,
                                         const AgreementScoresOptions& options) {
  switch (options.alpha.level) {
    case MeasurementLevel::nominal:
      return nominal_alpha(ratings, positions, std::move(rows), options);
    case MeasurementLevel::ordinal:
      return ordinal_alpha(positions, std::move(rows));
    case MeasurementLevel::interval:
      return interval_alpha(positions, std::move(rows));
    case MeasurementLevel::ratio:
      return ratio_alpha(positions, std::move(rows));
    case MeasurementLevel::set:
      return set_alpha(ratings, positions, std::move(rows), options.alpha.distance);
  }
  throw ContractError("agreement: no such level of measurement");
}

// All values of the units as they are, each with the numbers of units and ratings that entered.
std::vector<LabelAgreement> values_of(const Ratings& ratings, const ValuePositions& positions, UnitRows rows,
                                      const AgreementScoresOptions& options) {
  AgreementValue entered;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const std::uint32_t size = ratings_in(rows.row(r));
    entered.n_units += size > 1 ? 1 : 0;
    entered.n_ratings += size > 1 ? size : 0;
  }
  const std::unique_ptr<CountedScores> scores = scores_of(ratings, positions, std::move(rows), options);
  std::vector<LabelAgreement> values;
  for (Score& score : scores_of_all(*scores)) {
    values.push_back({std::move(score.name.label), entered});
    values.back().agreement.value = score.value;
    values.back().agreement.reason = std::move(score.reason);
  }
  return values;
}

}  // namespace

AgreementValue krippendorff_alpha(const Ratings& ratings, const AlphaOptions& options) {
  const ValuePositions positions = value_positions(ratings);
  return values_of(ratings, positions, unit_rows(ratings, positions, {}), {.alpha = options}).front().agreement;
}

std::vector<LabelAgreement> krippendorff_alpha_per_label(const Ratings& ratings) {
  const ValuePositions positions = value_positions(ratings);
  std::vector<LabelAgreement> values =
      values_of(ratings, positions, unit_rows(ratings, positions, {}), {.per_label = true});
  values.erase(values.begin());
  return values;
}

std::vector<AgreementValue> krippendorff_alpha_without_each_rater(const Ratings& ratings, const AlphaOptions& options) {
  const ValuePositions positions = value_positions(ratings);
  std::vector<AgreementValue> values;
  for (std::uint32_t rater = 0; rater < ratings.raters.size(); ++rater)
    values.push_back(
        values_of(ratings, positions, unit_rows(ratings, positions, {.without_rater = rater}), {.alpha = options})
            .front()
            .agreement);
  return values;
}

Ratings one_against_rest(const Ratings& ratings, std::size_t label, MeasurementLevel level) {
  if (label >= ratings.categories.size())
    throw ContractError(fmt::format("one_against_rest: label {} of {} categories", label, ratings.categories.size()));
  Ratings out;
  out.units = ratings.units;
  out.raters = ratings.raters;
  out.categories = {"rest", ratings.categories[label]};
  out.entries = ratings.entries;
  for (RatingEntry& entry : out.entries) {
    const auto value = static_cast<std::size_t>(entry.value);
    bool is_label = value == label;
    if (level == MeasurementLevel::set) {
      const std::vector<std::uint16_t>& set = ratings.sets.at(value);
      is_label = std::binary_search(set.begin(), set.end(), label);
    }
    entry.value = is_label ? 1 : 0;
  }
  return out;
}

std::unique_ptr<CountedScores> agreement_scores(const Ratings& ratings, const AgreementScoresOptions& options) {
  const ValuePositions positions = value_positions(ratings);
  const std::uint32_t least = options.kappas && options.alpha.level == MeasurementLevel::nominal ? 1 : 2;
  return scores_of(ratings, positions,
                   unit_rows(ratings, positions, {.equal_units = EqualUnits::merge, .least = least}), options);
}

}  // namespace openaffect
