#include "openaffect/agreement/krippendorff.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/agreement/ratings_testing.h"
#include "openaffect/core/error.h"
#include "openaffect/core/random.h"

namespace openaffect {
namespace {

constexpr MeasurementLevel kNumberLevels[] = {MeasurementLevel::nominal, MeasurementLevel::ordinal,
                                              MeasurementLevel::interval, MeasurementLevel::ratio};

double alpha_of(const Ratings& ratings, MeasurementLevel level) {
  return krippendorff_alpha(ratings, {.level = level}).value;
}

std::string reason_of(const Ratings& ratings, MeasurementLevel level) {
  const AgreementValue alpha = krippendorff_alpha(ratings, {.level = level});
  EXPECT_EQ(std::isnan(alpha.value), !alpha.reason.empty());
  return alpha.reason;
}

// Published values for the textbook matrix.
TEST(KrippendorffAlpha, textbook) {
  const Ratings ratings = from_table(textbook());
  EXPECT_NEAR(alpha_of(ratings, MeasurementLevel::nominal), 0.743421, 5e-7);
  EXPECT_NEAR(alpha_of(ratings, MeasurementLevel::ordinal), 0.815388, 5e-7);
  EXPECT_NEAR(alpha_of(ratings, MeasurementLevel::interval), 0.849107, 5e-7);
  EXPECT_NEAR(alpha_of(ratings, MeasurementLevel::ratio), 0.797403, 5e-7);
  const AgreementValue alpha = krippendorff_alpha(ratings);
  EXPECT_EQ(alpha.n_ratings, 40U);  // the twelfth unit has one rating
  EXPECT_EQ(alpha.n_units, 11U);
}

// Units (0, 0) and (0, 1): n = 4, three zeros. Nominal: D_o = 1/4 * 2, D_e = 2 * 3 / 12: alpha = 1 - (1/2) / (1/2) = 0.
// Units (0, 0), (1, 1), (0, 1): D_o = 2/6, D_e = 2 * 9 / 30: alpha = 1 - (1/3) / (3/5) = 4/9.
TEST(KrippendorffAlpha, by_hand) {
  for (const MeasurementLevel level : kNumberLevels) {
    EXPECT_NEAR(alpha_of(from_table({{0, 0}, {0, 1}}), level), 0, 1e-15);
    EXPECT_NEAR(alpha_of(from_table({{0, 0}, {1, 1}, {0, 1}}), level), 4.0 / 9, 1e-15);
  }
}

// {0}, {0, 1} in unit 0, {1}, {1} in unit 1. Jaccard: observed 2 * 1/2 / 4 = 1/4; expected pairs: {0}{01} 1/2,
// {0}{1} 1 twice, {01}{1} 1/2 twice: 3.5 * 2 / 12 = 7/12; alpha = 1 - 3/7. MASI: {0}{01} 1 - 1/2 * 2/3 = 2/3: observed
// 1/3, expected (2/3 + 2 + 4/3) * 2 / 12 = 2/3: alpha = 1/2.
TEST(KrippendorffAlpha, sets_by_hand) {
  Ratings ratings = from_table({{0, 1}, {2, 2}}, 2);
  ratings.sets = {{0}, {0, 1}, {1}};
  const AlphaOptions jaccard = {.level = MeasurementLevel::set, .distance = SetDistance::jaccard};
  EXPECT_NEAR(krippendorff_alpha(ratings, jaccard).value, 4.0 / 7, 1e-15);
  EXPECT_NEAR(krippendorff_alpha(ratings, {.level = MeasurementLevel::set}).value, 0.5, 1e-15);
}

TEST(KrippendorffAlpha, undefined_has_a_reason) {
  for (const MeasurementLevel level : kNumberLevels) {
    EXPECT_EQ(reason_of(Ratings{}, level), "no_ratings");
    EXPECT_EQ(reason_of(from_table({{kMissing, kMissing}, {kMissing, kMissing}}), level), "no_ratings");
    EXPECT_EQ(reason_of(from_table({{1}, {2}, {3}}), level), "too_few");  // one rater only
    EXPECT_EQ(reason_of(from_table({{1, kMissing}, {kMissing, 2}}), level), "too_few");
    EXPECT_EQ(reason_of(from_table({{1, 2, 3}}), level), "too_few");  // one unit
    EXPECT_EQ(reason_of(from_table({{.1, .1, .1}, {.1, .1, .1}, {.1, .1, .1}}), level), "constant");
    EXPECT_EQ(reason_of(from_table({{.3, .3}, {.3, .3}, {.7, kMissing}}), level), "constant");
  }
  EXPECT_EQ(reason_of(from_table({{-1, 2}, {2, 2}}), MeasurementLevel::ratio), "negative_value");
  Ratings sets = from_table({{0, 0}, {1, 1}}, 1);
  sets.sets = {{0}, {0}};  // two equal sets
  EXPECT_EQ(reason_of(sets, MeasurementLevel::set), "constant");
}

TEST(KrippendorffAlpha, bad_values_are_a_bug) {
  EXPECT_THROW((void)krippendorff_alpha(from_lists({{1, INFINITY}, {1, 1}})), ContractError);
  EXPECT_THROW((void)krippendorff_alpha(from_table({{0, 2}, {1, 1}}, 2)), ContractError);
  EXPECT_THROW((void)krippendorff_alpha(from_table({{0, .5}, {1, 1}}, 2)), ContractError);
  EXPECT_THROW((void)krippendorff_alpha(from_table({{0, 1}, {1, 1}}), {.level = MeasurementLevel::set}), ContractError);
}

// Interval alpha does not change when all values move and stretch, however far.
TEST(KrippendorffAlpha, interval_keeps_its_digits) {
  const double wanted = alpha_of(from_table(textbook()), MeasurementLevel::interval);
  for (const auto& [factor, shift, tolerance] :
       {std::tuple{1.0, 1e9, 1e-15}, {1e300, 0.0, 1e-15}, {-3e-305, 0.0, 1e-13}, {1e307, -3e307, 1e-13}}) {
    std::vector<std::vector<double>> table = textbook();
    for (std::vector<double>& unit : table)
      for (double& value : unit) value = value * factor + shift;
    EXPECT_NEAR(alpha_of(from_table(table), MeasurementLevel::interval), wanted, tolerance) << factor;
  }
}

TEST(KrippendorffAlpha, order_of_raters_and_units_does_not_matter) {
  std::vector<std::vector<double>> table = textbook();
  std::vector<double> before, after;
  for (const MeasurementLevel level : kNumberLevels) before.push_back(alpha_of(from_table(table), level));
  std::reverse(table.begin(), table.end());
  for (std::vector<double>& unit : table) std::rotate(unit.begin(), unit.begin() + 1, unit.end());
  for (const MeasurementLevel level : kNumberLevels) after.push_back(alpha_of(from_table(table), level));
  EXPECT_THAT(after, testing::Pointwise(testing::DoubleNear(1e-14), before));
}

TEST(KrippendorffAlpha, per_label_is_alpha_against_the_rest) {
  std::vector<std::vector<double>> table = textbook();
  for (std::vector<double>& unit : table)
    for (double& value : unit) value -= 1;
  const Ratings ratings = from_table(table, 6);
  const std::vector<LabelAgreement> labels = krippendorff_alpha_per_label(ratings);
  ASSERT_EQ(labels.size(), 6U);
  for (std::size_t label = 0; label < 5; ++label) {
    EXPECT_EQ(labels[label].label, ratings.categories[label]);
    EXPECT_NEAR(labels[label].agreement.value,
                krippendorff_alpha(one_against_rest(ratings, label, MeasurementLevel::nominal)).value, 1e-14);
  }
  EXPECT_EQ(labels[5].agreement.reason, "no_support");
}

TEST(KrippendorffAlpha, labels_without_categories_are_values) {
  const std::vector<LabelAgreement> labels = krippendorff_alpha_per_label(from_table({{1, 1}, {1, 2.5}}));
  ASSERT_EQ(labels.size(), 2U);
  EXPECT_EQ(labels[1].label, "2.5");
}

TEST(KrippendorffAlpha, one_label_of_sets) {
  Ratings ratings = from_table({{0, 1}, {2, 2}, {1, 2}}, 2);
  ratings.sets = {{0}, {0, 1}, {1}};
  EXPECT_THAT(alpha_of(one_against_rest(ratings, 1, MeasurementLevel::set), MeasurementLevel::nominal),
              alpha_of(from_table({{0, 1}, {1, 1}, {1, 1}}), MeasurementLevel::nominal));
  EXPECT_THROW((void)one_against_rest(ratings, 2, MeasurementLevel::set), ContractError);
}

TEST(KrippendorffAlpha, without_each_rater) {
  const Ratings ratings = from_table(textbook());
  for (const MeasurementLevel level : kNumberLevels) {
    const std::vector<AgreementValue> values = krippendorff_alpha_without_each_rater(ratings, {.level = level});
    ASSERT_EQ(values.size(), 4U);
    for (std::size_t rater = 0; rater < 4; ++rater) {
      std::vector<std::vector<double>> others = textbook();
      for (std::vector<double>& unit : others) unit[rater] = kMissing;
      EXPECT_NEAR(values[rater].value, alpha_of(from_table(others), level), 1e-14);
    }
  }
  EXPECT_TRUE(krippendorff_alpha_without_each_rater(from_lists({{1, 2}, {2, 2}})).empty());
  EXPECT_EQ(krippendorff_alpha_without_each_rater(from_table({{1, 2}, {2, 2}}))[0].reason, "too_few");
}

// ---- agreement_scores

Ratings random_ratings(Random& random, std::size_t units) {
  std::vector<std::vector<double>> table(units, std::vector<double>(4, kMissing));
  for (std::vector<double>& unit : table)
    for (double& value : unit)
      if (random.below(4) != 0) value = static_cast<double>(random.below(3));
  return from_table(table, 3);
}

// The law of CountedScores, for every level and all values.
TEST(AgreementScores, counts_are_repetitions) {
  Random random(5);
  for (int round = 0; round < 60; ++round) {
    Ratings ratings = random_ratings(random, 8);
    ratings.sets = {{}, {0, 2}, {0}};
    std::vector<std::uint32_t> of_unit(8);
    for (std::uint32_t& count : of_unit) count = static_cast<std::uint32_t>(random.below(round < 30 ? 2 : 3));
    for (const MeasurementLevel level : {MeasurementLevel::nominal, MeasurementLevel::ordinal,
                                         MeasurementLevel::interval, MeasurementLevel::ratio, MeasurementLevel::set}) {
      const AgreementScoresOptions options = {.alpha = {.level = level}, .per_label = true, .kappas = true};
      const std::unique_ptr<CountedScores> scores = agreement_scores(ratings, options);
      std::vector<std::uint32_t> counts(scores->rows());
      for (std::size_t unit = 0; unit < 8; ++unit) counts[scores->row_of_item()[unit]] += of_unit[unit];
      std::vector<double> values(scores->names().size());
      scores->clone()->score(counts, values);
      const std::unique_ptr<CountedScores> whole = agreement_scores(repeated(ratings, of_unit), options);
      const std::vector<Score> wanted = scores_of_all(*whole);
      ASSERT_EQ(values.size(), wanted.size());
      for (std::size_t i = 0; i < values.size(); ++i) {
        EXPECT_EQ(scores->names()[i], wanted[i].name);
        const std::string reason = wanted[i].reason == "no_ratings" ? "too_few" : wanted[i].reason;
        EXPECT_EQ(scores->reason(i, counts), reason);
        EXPECT_EQ(std::isnan(values[i]), !reason.empty());
        EXPECT_NEAR(reason.empty() ? values[i] : 0, reason.empty() ? wanted[i].value : 0, 1e-12);
      }
    }
  }
}

TEST(AgreementScores, equal_units_share_a_row) {
  const Ratings ratings = from_table({{1, 2}, {2, 1}, {1, kMissing}, {kMissing, kMissing}, {1, 1}});
  EXPECT_EQ(agreement_scores(ratings)->rows(), 3U);  // {1, 2}, {1, 1}, and what cannot be paired
}

TEST(AgreementScores, wrong_sizes_are_a_bug) {
  const std::unique_ptr<CountedScores> scores = agreement_scores(from_table({{1, 2}, {1, 1}}));
  const std::vector<std::uint32_t> counts(scores->rows());
  std::vector<double> values(7);
  EXPECT_THROW(scores->score(counts, values), ContractError);
}

}  // namespace
}  // namespace openaffect
