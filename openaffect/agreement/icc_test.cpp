#include "openaffect/agreement/icc.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/agreement/ratings_testing.h"
#include "openaffect/core/error.h"

namespace openaffect {
namespace {

std::vector<std::vector<double>> shrout_and_fleiss() {
  return {{9, 2, 5, 8}, {6, 1, 3, 2}, {8, 4, 6, 8}, {7, 1, 2, 6}, {10, 5, 6, 9}, {6, 2, 4, 7}};
}

std::vector<std::string> reasons_of(const Ratings& ratings) {
  std::vector<std::string> reasons;
  for (const IccValue& value : icc(ratings).values) {
    EXPECT_EQ(std::isnan(value.value), !value.reason.empty());
    EXPECT_EQ(std::isnan(value.low), !value.reason.empty());
    reasons.push_back(value.reason);
  }
  return reasons;
}

// The example of Shrout & Fleiss (1979), tables 2 to 4.
TEST(Icc, golden_values) {
  const IccTable table = icc(from_table(shrout_and_fleiss()));
  EXPECT_NEAR(table.anova.units, 11.241667, 5e-7);
  EXPECT_NEAR(table.anova.raters, 32.486111, 5e-7);
  EXPECT_NEAR(table.anova.residual, 1.019444, 5e-7);
  EXPECT_NEAR(table.anova.within, 6.263889, 5e-7);
  const double wanted[] = {.165742, .289764, .714841, .442797, .620051, .909316};
  for (std::size_t i = 0; i < 6; ++i) EXPECT_NEAR(table.values[i].value, wanted[i], 5e-7);
  EXPECT_EQ(table.n_units, 6U);
  EXPECT_EQ(table.n_raters, 4U);
}

TEST(Icc, names) {
  const IccTable table = icc(from_table(shrout_and_fleiss()));
  std::vector<std::string_view> names;
  for (const IccValue& value : table.values) names.push_back(icc_name(value.form));
  EXPECT_THAT(names, testing::ElementsAre("icc_1_1", "icc_2_1", "icc_3_1", "icc_1_k", "icc_2_k", "icc_3_k"));
}

// Against an F quantile of a printed table, F(.975; 5, 15) = 3.576 and F(.975; 15, 5) = 6.428: icc_3_1 with
// F = 11.241667 / 1.019444 = 11.02725 has low (F / 3.576 - 1) / (F / 3.576 + 3), high (F * 6.428 - 1) / (F * 6.428 +
// 3).
TEST(Icc, interval_by_hand) {
  const IccValue value = icc(from_table(shrout_and_fleiss())).values[2];
  EXPECT_NEAR(value.f, 11.02725, 1e-5);
  EXPECT_NEAR(value.low, (11.02725 / 3.576 - 1) / (11.02725 / 3.576 + 3), 2e-4);
  EXPECT_NEAR(value.high, (11.02725 * 6.428 - 1) / (11.02725 * 6.428 + 3), 2e-4);
}

TEST(Icc, more_confidence_is_wider) {
  const IccTable narrow = icc(from_table(shrout_and_fleiss()), 0.5), wide = icc(from_table(shrout_and_fleiss()), 0.99);
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_LT(wide.values[i].low, narrow.values[i].low);
    EXPECT_LT(narrow.values[i].low, narrow.values[i].value);
    EXPECT_LT(narrow.values[i].value, narrow.values[i].high);
    EXPECT_LT(narrow.values[i].high, wide.values[i].high);
  }
  EXPECT_THROW((void)icc(Ratings{}, 1), ContractError);
}

TEST(Icc, incomplete_units_are_left_out) {
  std::vector<std::vector<double>> table = shrout_and_fleiss();
  table.insert(table.begin() + 2, {1, kMissing, 9, 9});
  for (std::vector<double>& unit : table) unit.push_back(kMissing);  // a rater who never rated
  const IccTable some = icc(from_table(table));
  EXPECT_EQ(some.n_units, 6U);
  EXPECT_EQ(some.n_raters, 4U);
  EXPECT_NEAR(some.values[1].value, .289764, 5e-7);
}

TEST(Icc, without_names_only_one_way) {
  EXPECT_THAT(reasons_of(from_lists(shrout_and_fleiss())),
              testing::ElementsAre("", "no_raters", "no_raters", "", "no_raters", "no_raters"));
  EXPECT_NEAR(icc(from_lists(shrout_and_fleiss())).values[0].value, .165742, 5e-7);
}

TEST(Icc, undefined_has_a_reason) {
  using testing::Each;
  EXPECT_THAT(reasons_of(Ratings{}), Each("no_ratings"));
  EXPECT_THAT(reasons_of(from_table({{kMissing, kMissing}})), Each("no_ratings"));
  EXPECT_THAT(reasons_of(from_table({{1}, {2}, {3}})), Each("one_rater"));
  EXPECT_THAT(reasons_of(from_table({{1, 2, 3}})), Each("too_few"));
  EXPECT_THAT(reasons_of(from_table({{1, kMissing}, {kMissing, 2}})), Each("too_few"));
  EXPECT_THAT(reasons_of(from_table({{.1, .1, .1}, {.1, .1, .1}})), Each("constant"));
  // Neither units nor raters differ, MSE = MSW * 2 = 1: form 2 divides by 0 + 1 - 2 / 2, the means of k by 0 or less.
  EXPECT_THAT(reasons_of(from_table({{1, 2}, {2, 1}})),
              testing::ElementsAre("", "constant", "", "constant", "constant", "constant"));
  // Raters differ and nothing else: MSR = MSE = 0.
  EXPECT_THAT(reasons_of(from_table({{1, 2}, {1, 2}})),
              testing::ElementsAre("", "", "constant", "constant", "", "constant"));
}

// Raters agree but for a constant: consistency is perfect, agreement is not.
TEST(Icc, perfect_consistency) {
  const IccTable table = icc(from_table({{1, 2}, {3, 4}, {5, 6}}));
  for (const IccForm form : {IccForm::icc_3_1, IccForm::icc_3_k}) {
    const IccValue& value = table.values[static_cast<std::size_t>(form)];
    EXPECT_NEAR(value.value, 1, 1e-15);
    EXPECT_NEAR(value.low, 1, 1e-15);
    EXPECT_NEAR(value.high, 1, 1e-15);
  }
  // MSR = 8, MSC = 3/2, MSE = 0: 8 / (8 + 2 * 1.5 / 3)
  EXPECT_NEAR(table.values[1].value, 8 / 9.0, 1e-15);
  EXPECT_LT(table.values[1].low, 8 / 9.0);
  EXPECT_GT(table.values[1].high, 8 / 9.0);
}

TEST(Icc, perfect_agreement) {
  for (const IccValue& value : icc(from_table({{.1, .1}, {.3, .3}, {.7, .7}})).values) {
    EXPECT_NEAR(value.value, 1, 1e-15);
    EXPECT_NEAR(value.low, 1, 1e-15);
    EXPECT_NEAR(value.high, 1, 1e-15);
  }
}

}  // namespace
}  // namespace openaffect
