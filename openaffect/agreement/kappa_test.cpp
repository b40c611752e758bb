#include "openaffect/agreement/kappa.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/agreement/krippendorff.h"
#include "openaffect/agreement/ratings_testing.h"
#include "openaffect/core/error.h"

namespace openaffect {
namespace {

using Coefficient = AgreementValue (*)(const Ratings&, const KappaOptions&);

constexpr Coefficient kManyRaters[] = {percent_agreement, fleiss_kappa, conger_kappa, gwet_ac2};
constexpr KappaWeights kWeights[] = {KappaWeights::identity, KappaWeights::linear, KappaWeights::quadratic,
                                     KappaWeights::ordinal};

Ratings golden_pair() {
  const double first[] = {0, 1, 2, 1, 0, 2, 1, 1, 0, 2}, second[] = {0, 1, 1, 1, 0, 2, 2, 1, 1, 2};
  std::vector<std::vector<double>> table;
  for (std::size_t i = 0; i < 10; ++i) table.push_back({first[i], second[i]});
  return from_table(table);
}

// A published value each.
TEST(CohenKappa, golden_values) {
  const Ratings ratings = golden_pair();
  EXPECT_NEAR(cohen_kappa(ratings).value, 0.538462, 5e-7);
  EXPECT_NEAR(cohen_kappa(ratings, {.weights = KappaWeights::linear}).value, 0.625, 5e-7);
  EXPECT_NEAR(cohen_kappa(ratings, {.weights = KappaWeights::quadratic}).value, 0.727273, 5e-7);
  EXPECT_EQ(cohen_kappa(ratings).n_units, 10U);
}

// Ordinal distances of three categories are 1, 1, 3 over 3. Three pairs lie 1 apart: D_o = 3/10 * 1/3. Margins 3 4 3
// and 2 5 3: D_e = ((3*5 + 4*2 + 4*3 + 3*5) * 1 + (3*3 + 3*2) * 3) / 100 / 3 = 95 / 300.
TEST(CohenKappa, ordinal_by_hand) {
  EXPECT_NEAR(cohen_kappa(golden_pair(), {.weights = KappaWeights::ordinal}).value, 1 - 30.0 / 95, 1e-15);
}

// Margins 3 4 3 and 2 5 3, pooled 5 9 6 of 20: D_e = 1 - (25 + 81 + 36) / 400 = 258/400; D_o = 3/10.
TEST(ScottPi, by_hand) {
  EXPECT_NEAR(scott_pi(golden_pair()).value, 1 - 0.3 * 400 / 258, 1e-15);
}

TEST(CohenKappa, complete_pairs_only) {
  constexpr double x = kMissing;
  const AgreementValue some = cohen_kappa(from_table({{0, 0}, {1, x}, {x, 2}, {1, 0}, {1, 1}, {x, x}}));
  EXPECT_EQ(some.n_units, 3U);
  EXPECT_EQ(some.n_ratings, 6U);
  EXPECT_NEAR(some.value, cohen_kappa(from_table({{0, 0}, {1, 0}, {1, 1}})).value, 1e-15);
}

// With the unused middle of a scale of three, 0 and 2 lie as far apart as they can: linear weights are identity ones.
// With categories 0, 1, 3 of four, observed positions 0, 1, 2: distances halve.
TEST(CohenKappa, whole_scale) {
  const Ratings ratings = from_table({{0, 1}, {3, 3}, {1, 1}, {0, 0}}, 4);
  // margins 2 1 0 1 and 1 2 0 1; D_o = 1; D_e by |k - l|: 0-1: 2*2 + 1*1; 0-3: (2*1 + 1*1) * 3; 1-3: (1 + 2) * 2: 20 /
  // 4
  EXPECT_NEAR(cohen_kappa(ratings, {.weights = KappaWeights::linear, .categories = CategoryUse::all}).value,
              1 - 1 / 5.0, 1e-15);
  // positions 0 1 2: 5 + 3 * 2 + 3 = 14 / 4
  EXPECT_NEAR(cohen_kappa(ratings, {.weights = KappaWeights::linear}).value, 1 - 4 / 14.0, 1e-15);
  EXPECT_THROW((void)cohen_kappa(golden_pair(), {.categories = CategoryUse::all}), ContractError);
  EXPECT_THROW((void)gwet_ac1(golden_pair(), CategoryUse::all), ContractError);
}

TEST(CohenKappa, undefined_has_a_reason) {
  for (const auto coefficient : {cohen_kappa, scott_pi}) {
    const auto reason = [&](const Ratings& ratings) { return coefficient(ratings, {}).reason; };
    EXPECT_EQ(reason(Ratings{}), "no_ratings");
    EXPECT_EQ(reason(from_table({{kMissing, kMissing}})), "no_ratings");
    EXPECT_EQ(reason(from_lists({{1, 2}, {1, 1}})), "no_raters");
    EXPECT_EQ(reason(from_table({{1, kMissing}, {2, kMissing}})), "one_rater");
    EXPECT_EQ(reason(from_table({{1, 2, 1}, {1, 1, 1}})), "not_two_raters");
    EXPECT_EQ(reason(from_table({{1, 2}})), "too_few");
    EXPECT_EQ(reason(from_table({{1, kMissing}, {kMissing, 1}})), "too_few");
    EXPECT_EQ(reason(from_table({{1, 1}, {1, 1}})), "constant");
    EXPECT_TRUE(std::isnan(coefficient(Ratings{}, {}).value));
  }
  EXPECT_EQ(cohen_kappa(from_table({{1, 1}, {1, 1}}, 3), {.categories = CategoryUse::all}).reason, "constant");
}

// Ten units, fourteen raters: published mean agreement and kappa.
TEST(FleissKappa, golden_value) {
  const Ratings ratings = from_counts({{0, 0, 0, 0, 14},
                                       {0, 2, 6, 4, 2},
                                       {0, 0, 3, 5, 6},
                                       {0, 3, 9, 2, 0},
                                       {2, 2, 8, 1, 1},
                                       {7, 7, 0, 0, 0},
                                       {3, 2, 6, 3, 0},
                                       {2, 5, 3, 2, 2},
                                       {6, 5, 2, 1, 0},
                                       {0, 2, 2, 3, 7}});
  EXPECT_NEAR(fleiss_kappa(ratings).value, 0.209931, 5e-7);
  EXPECT_NEAR(percent_agreement(ratings).value, 0.378022, 5e-7);
  EXPECT_EQ(fleiss_kappa(ratings).n_units, 10U);
  EXPECT_EQ(fleiss_kappa(ratings).n_ratings, 140U);
}

// Two raters, complete: pa = 7/10; Fleiss is Scott, Conger is Cohen; pi = .25 .45 .3: AC1 p_e = (1 - .355) / 2.
TEST(GwetAc, two_complete_raters) {
  const Ratings ratings = golden_pair();
  for (const KappaWeights weights : kWeights) {
    EXPECT_NEAR(conger_kappa(ratings, {.weights = weights}).value, cohen_kappa(ratings, {.weights = weights}).value,
                1e-14);
    EXPECT_NEAR(fleiss_kappa(ratings, {.weights = weights}).value, scott_pi(ratings, {.weights = weights}).value,
                1e-14);
  }
  EXPECT_NEAR(percent_agreement(ratings).value, 0.7, 1e-15);
  const Ratings with_single = from_lists({{0, 0}, {0, 1, 1}, {1}});
  EXPECT_EQ(percent_agreement(with_single).n_units, 2U);
  EXPECT_EQ(percent_agreement(with_single).n_ratings, 5U);
  EXPECT_EQ(fleiss_kappa(with_single).n_units, 3U);  // the single one counts for chance
  EXPECT_NEAR(gwet_ac1(ratings).value, (0.7 - 0.3225) / (1 - 0.3225), 1e-15);
  // linear weights 1, 1/2, 0: p_a = .7 + .3 / 2, T_w = 3 + 4 / 2 = 5, p_e = 5 * .645 / 6
  EXPECT_NEAR(gwet_ac2(ratings).value, (0.85 - 0.5375) / (1 - 0.5375), 1e-15);
}

// A scale of four of which three are used: p_e = .645 / 3.
TEST(GwetAc, whole_scale) {
  Ratings ratings = golden_pair();
  ratings.categories = numbered("label", 4);
  EXPECT_NEAR(gwet_ac1(ratings, CategoryUse::all).value, (0.7 - 0.215) / (1 - 0.215), 1e-15);
  EXPECT_NEAR(gwet_ac1(ratings).value, (0.7 - 0.3225) / (1 - 0.3225), 1e-15);
}

TEST(ManyRaters, undefined_has_a_reason) {
  for (const Coefficient coefficient : kManyRaters) {
    const auto reason = [&](const Ratings& ratings) {
      const AgreementValue value = coefficient(ratings, {});
      EXPECT_EQ(std::isnan(value.value), !value.reason.empty());
      return value.reason;
    };
    EXPECT_EQ(reason(Ratings{}), "no_ratings");
    EXPECT_EQ(reason(from_table({{kMissing, kMissing}})), "no_ratings");
    const bool of_raters = coefficient == conger_kappa;
    EXPECT_EQ(reason(from_table({{1}, {2}})), of_raters ? "one_rater" : "too_few");
    EXPECT_EQ(reason(from_table({{1, kMissing}, {kMissing, 2}})), "too_few");
    const bool by_chance = coefficient != percent_agreement;
    EXPECT_EQ(reason(from_table({{1, 2}})), by_chance ? "too_few" : "");
    EXPECT_EQ(reason(from_table({{1, 1}, {1, 1}})), by_chance ? "constant" : "");
    EXPECT_EQ(reason(from_lists({{1, 2}, {1, 1}})), of_raters ? "no_raters" : "");
  }
}

TEST(ManyRaters, bootstrap_values_are_these) {
  const Ratings ratings = from_table(textbook());
  const std::unique_ptr<CountedScores> scores = agreement_scores(ratings, {.kappas = true});
  const std::vector<Score> values = scores_of_all(*scores);
  ASSERT_EQ(values.size(), 4U);
  EXPECT_NEAR(values[0].value, krippendorff_alpha(ratings).value, 1e-14);
  EXPECT_EQ(values[1].name.metric, "percent_agreement");
  EXPECT_NEAR(values[1].value, percent_agreement(ratings).value, 1e-14);
  EXPECT_EQ(values[2].name.metric, "fleiss_kappa");
  EXPECT_NEAR(values[2].value, fleiss_kappa(ratings).value, 1e-14);
  EXPECT_EQ(values[3].name.metric, "gwet_ac1");
  EXPECT_NEAR(values[3].value, gwet_ac1(ratings).value, 1e-14);
}

}  // namespace
}  // namespace openaffect
