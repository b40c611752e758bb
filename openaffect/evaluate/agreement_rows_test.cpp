#include "openaffect/evaluate/agreement_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/agreement/ratings_testing.h"
#include "openaffect/core/error.h"

namespace openaffect {
namespace {

using ::testing::ElementsAre;

constexpr IntervalOptions kNoIntervals = {.bootstrap = {}, .wanted = false};

std::vector<std::string> metrics_of(const std::vector<ResultRow>& rows) {
  std::vector<std::string> names;
  for (const ResultRow& row : rows) names.push_back(row.metric);
  return names;
}

TEST(AgreementRows, each_level_has_its_coefficients) {
  const Ratings two = from_table({{0, 0}, {1, 1}, {0, 1}}, 2);
  EXPECT_THAT(metrics_of(agreement_rows(two, MeasurementLevel::nominal, kNoIntervals)),
              ElementsAre("krippendorff_alpha", "percent_agreement", "fleiss_kappa", "gwet_ac1", "conger_kappa",
                          "cohen_kappa", "scott_pi"));
  EXPECT_THAT(metrics_of(agreement_rows(two, MeasurementLevel::ordinal, kNoIntervals)),
              ElementsAre("krippendorff_alpha", "gwet_ac2", "conger_kappa", "percent_agreement", "cohen_kappa",
                          "cohen_kappa_linear", "cohen_kappa_quadratic", "kendall_w"));
  EXPECT_THAT(
      metrics_of(agreement_rows(from_table({{0, 0}, {1, 1}, {0, 1}}), MeasurementLevel::ratio, kNoIntervals)),
      ElementsAre("krippendorff_alpha", "icc_1_1", "icc_2_1", "icc_3_1", "icc_1_k", "icc_2_k", "icc_3_k", "kendall_w"));
}

// (0, 0), (1, 1), (0, 1): alpha 4/9 at any level; n = 6, D_o = 2/6, D_e = 2*3*3 / (6*5).
TEST(AgreementRows, alpha_with_its_level_and_n) {
  const ResultRow row =
      agreement_rows(from_table({{0, 0}, {1, 1}, {0, 1}}, 2), MeasurementLevel::nominal, kNoIntervals).front();
  EXPECT_NEAR(row.value, 4.0 / 9.0, 1e-12);
  EXPECT_EQ(row.level, "nominal");
  EXPECT_EQ(row.n_items, 3U);
  EXPECT_EQ(row.n_ratings, 6U);
  EXPECT_EQ(row.per_label.size(), 2U);
  EXPECT_TRUE(row.per_rater.empty());  // without one of two there is nothing to compare
}

TEST(AgreementRows, what_takes_complete_units_only_says_so) {
  const std::vector<ResultRow> rows =
      agreement_rows(from_table({{1, 2}, {3, 3}, {4, kMissing}}), MeasurementLevel::interval, kNoIntervals);
  EXPECT_EQ(rows[0].note, "");
  EXPECT_EQ(rows[1].note, "units that every rater rated only: 2 of 3");
  EXPECT_EQ(rows[1].n_items, 2U);
  const std::vector<ResultRow> nameless =
      agreement_rows(from_lists({{1, 2}, {3, 3}, {4}}), MeasurementLevel::interval, kNoIntervals);
  EXPECT_EQ(nameless[1].note, "units with 2 ratings only: 2 of 3");
  EXPECT_EQ(agreement_rows(from_table({{1, 2}, {3, 3}}), MeasurementLevel::interval, kNoIntervals)[1].note, "");
}

TEST(AgreementRows, of_very_many_labels_there_is_no_figure_each) {
  std::vector<std::vector<double>> table;
  for (int unit = 0; unit < 600; ++unit) table.push_back({2.0 * unit, 2.0 * unit + 1});
  const ResultRow row = agreement_rows(from_table(table, 1200), MeasurementLevel::nominal, kNoIntervals).front();
  EXPECT_TRUE(row.per_label.empty());
  EXPECT_EQ(row.note, "1200 categories are too many for a figure each");
}

// Scores of rater0: 1/2, 1, 0 (the share of the two others that say the same): mean 1/2.
TEST(AgreementRows, each_rater_against_the_others) {
  const Ratings ratings = from_table({{0, 0, 1}, {1, 1, 1}, {0, 1, 1}}, 2);
  const auto report = rater_report(ratings, MeasurementLevel::nominal);
  const std::vector<ResultRow> rows = rater_rows(ratings, MeasurementLevel::nominal, report->raters);
  ASSERT_THAT(metrics_of(rows), ElementsAre("percent_agreement"));
  EXPECT_EQ(rows[0].against, "others");
  EXPECT_NEAR(rows[0].per_rater[0].value, 0.5, 1e-12);
  EXPECT_NEAR(rows[0].value, (0.5 + 2.0 / 3 + 0.5) / 3, 1e-12);  // rater1: 1/2, 1, 1/2; rater2: 0, 1, 1/2
  EXPECT_EQ(rows[0].n_items, 3U);
  EXPECT_EQ(rows[0].n_ratings, 9U);
}

TEST(AgreementRows, a_rater_who_cannot_be_held_against_others_has_a_reason) {
  const Ratings ratings = from_table({{1, 2, kMissing}, {2, 2, kMissing}, {3, 2, kMissing}, {kMissing, kMissing, 5}});
  const auto report = rater_report(ratings, MeasurementLevel::interval);
  const std::vector<ResultRow> rows = rater_rows(ratings, MeasurementLevel::interval, report->raters);
  EXPECT_EQ(rows[0].metric, "pearson");
  EXPECT_EQ(rows[0].reason, "constant");
  EXPECT_EQ(rows[0].per_rater[1].reason, "constant");
  EXPECT_EQ(rows[0].per_rater[2].reason, "too_few");
  EXPECT_TRUE(rater_rows(from_table({{1}, {2}}), MeasurementLevel::interval, {}).empty());
}

TEST(AgreementRows, levels_by_name) {
  EXPECT_EQ(*level_of_name("ratio"), MeasurementLevel::ratio);
  EXPECT_EQ(level_name(MeasurementLevel::set), "set");
  EXPECT_THAT(level_of_name("intervall").error().what, ::testing::HasSubstr("did you mean 'interval'?"));
}

}  // namespace
}  // namespace openaffect
