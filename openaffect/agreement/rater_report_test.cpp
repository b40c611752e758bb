#include "openaffect/agreement/rater_report.h"

#include <cmath>
#include <functional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/core/random.h"

namespace openaffect {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

RaterReport report(const Ratings& ratings, MeasurementLevel level, std::span<const std::uint32_t> order = {}) {
  auto made = rater_report(ratings, level, order);
  EXPECT_TRUE(made);
  return *std::move(made);
}

// Ratings of raters by columns: rows[unit][rater], negative is missing.
Ratings wide(const std::vector<std::vector<int>>& rows, std::size_t categories) {
  Ratings ratings = {.units = {}, .raters = {}, .entries = {}};
  for (std::size_t i = 0; i < categories; ++i) ratings.categories.push_back(std::string(1, static_cast<char>('a' + i)));
  for (std::size_t i = 0; i < rows.front().size(); ++i) ratings.raters.push_back("r" + std::to_string(i));
  for (std::uint32_t unit = 0; unit < rows.size(); ++unit) {
    ratings.units.push_back("u" + std::to_string(unit));
    for (std::uint32_t rater = 0; rater < rows[unit].size(); ++rater)
      if (rows[unit][rater] >= 0) ratings.entries.push_back({unit, rater, static_cast<double>(rows[unit][rater])});
  }
  return ratings;
}

// r0 with r1: units 0, 2 equal of 0, 1, 2: 2/3; with r2: unit 0 equal of 0, 1: 1/2; mean 7/12.
// Scores of r0: 1, 0 (b c against a), 1 (a alone against a), none. Majority of the others: unit 0 a, 1 tied, 2 a.
TEST(RaterReport, labels_by_hand) {
  const auto made = report(wide({{0, 0, 0}, {0, 1, 2}, {0, 0, -1}, {1, -1, -1}}, 3), MeasurementLevel::nominal);
  ASSERT_EQ(made.raters.size(), 3U);
  const RaterSummary& first = made.raters[0];
  EXPECT_EQ(first.n, 4U);
  EXPECT_EQ(first.shared, 3U);
  EXPECT_EQ(first.partners, 2U);
  EXPECT_NEAR(first.pairwise, 7. / 12, 1e-15);
  EXPECT_NEAR(first.score, 2. / 3, 1e-15);
  EXPECT_EQ(first.majority_units, 2U);
  EXPECT_EQ(first.majority_agreement, 1);
  EXPECT_THAT(first.counts, ElementsAre(3, 1, 0));
  EXPECT_TRUE(std::isnan(first.pearson));
  EXPECT_TRUE(std::isnan(first.mean));
  EXPECT_THAT(first.patterns, IsEmpty());
  EXPECT_THAT(first.drift.stretches, IsEmpty());
}

// r0 = 1 2 3, the others' means 2 3 4: r 1; ccc 2 * 2/3 / (2/3 + 2/3 + 1) = 4/7. r1 = 2 4 3, r2 = 2 2 5.
// With r1: covariance of (-1 0 1) and (-1 1 0) 1, norms sqrt(2), sqrt(2): 1/2. With r2: (-1 -1 2): 3 / sqrt(2 * 6).
TEST(RaterReport, numbers_by_hand) {
  const auto made = report(wide({{1, 2, 2}, {2, 4, 2}, {3, 3, 5}}, 0), MeasurementLevel::interval);
  const RaterSummary& first = made.raters[0];
  EXPECT_NEAR(first.pearson, 1, 1e-14);
  EXPECT_NEAR(first.ccc, 4. / 7, 1e-14);
  EXPECT_NEAR(first.pairwise, (.5 + 3 / std::sqrt(12.)) / 2, 1e-14);
  EXPECT_EQ(first.score, -1);
  EXPECT_EQ(first.mean, 2);
  EXPECT_EQ(first.deviation, 1);
  EXPECT_EQ(first.lowest, 1);
  EXPECT_EQ(first.highest, 3);
  EXPECT_TRUE(std::isnan(first.majority_agreement));
  EXPECT_THAT(first.counts, IsEmpty());
}

// {a b} against {a}: 1/2; {} against {}: 1.
TEST(RaterReport, sets_by_hand) {
  Ratings ratings = {.units = {"u", "v"},
                     .raters = {"x", "y"},
                     .categories = {"a", "b"},
                     .sets = {{0, 1}, {0}, {}},
                     .entries = {{0, 0, 0}, {0, 1, 1}, {1, 0, 2}, {1, 1, 2}}};
  const auto made = report(ratings, MeasurementLevel::set);
  EXPECT_EQ(made.raters[0].pairwise, .75);
  EXPECT_EQ(made.raters[0].score, .75);
  EXPECT_EQ(made.raters[0].majority_agreement, .5);
  EXPECT_THAT(made.raters[0].counts, ElementsAre(1, 1));
}

TEST(RaterReport, a_rater_alone_and_one_without_ratings) {
  const auto made = report(wide({{0, -1}, {1, -1}}, 2), MeasurementLevel::nominal);
  EXPECT_EQ(made.raters[0].shared, 0U);
  EXPECT_TRUE(std::isnan(made.raters[0].score));
  EXPECT_TRUE(std::isnan(made.raters[0].pairwise));
  EXPECT_TRUE(std::isnan(made.raters[0].drift.slope));
  EXPECT_EQ(made.raters[1].n, 0U);
  EXPECT_THAT(made.raters[1].patterns, IsEmpty());
}

TEST(RaterReport, what_is_refused) {
  const auto made = rater_report({.units = {"u"}, .raters = {}, .entries = {{0, 0, 1}}}, MeasurementLevel::interval);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().kind, ErrorKind::refused);
  const std::vector<std::uint32_t> order = {0, 1};
  EXPECT_THROW((void)rater_report(wide({{0}}, 1), MeasurementLevel::nominal, order), ContractError);
}

// The scores are 1 in the first half and 0 in the second: of t = 0, 1/19, … the slope is
// sum (t - 1/2)(s - 1/2) / sum (t - 1/2)^2 = -(100/19/2) / (20 * 399/12/361) = -1.4285714 (100 = 1 + 3 + … + 19).
TEST(RaterReport, drift) {
  std::vector<std::vector<int>> rows;
  for (int unit = 0; unit < 20; ++unit) rows.push_back({unit % 3, unit < 10 ? unit % 3 : (unit + 1) % 3});
  const Ratings ratings = wide(rows, 3);
  const auto made = report(ratings, MeasurementLevel::nominal);
  const RaterDrift& drift = made.raters[0].drift;
  ASSERT_EQ(drift.stretches.size(), 10U);
  EXPECT_EQ(drift.stretches[4].score, 1);
  EXPECT_EQ(drift.stretches[5].score, 0);
  EXPECT_EQ(drift.stretches[5].ratings, 2U);
  EXPECT_NEAR(drift.slope, -(100. / 19 / 2) / (20 * 399. / 12 / 361), 1e-12);
  EXPECT_EQ(drift.direction, DriftDirection::falling);
  // Residual sum of squares: 5 - slope * both; of 18 degrees.
  const double places = 20 * 399. / 12 / 361, both = -100. / 19 / 2;
  EXPECT_NEAR(drift.standard_error, std::sqrt((5 - both * both / places) / 18 / places), 1e-12);

  std::vector<std::uint32_t> backwards;
  for (std::uint32_t i = 0; i < ratings.entries.size(); ++i)
    backwards.push_back(static_cast<std::uint32_t>(ratings.entries.size()) - i);
  EXPECT_EQ(report(ratings, MeasurementLevel::nominal, backwards).raters[0].drift.direction, DriftDirection::rising);
}

// 100 raters who answer by chance: none drifts but about five, and none looks suspicious but about three.
TEST(RaterReport, chance_is_not_suspicious) {
  Random random(7);
  std::vector<std::vector<int>> rows(300, std::vector<int>(100));
  for (auto& row : rows)
    for (int& value : row) value = static_cast<int>(random.below(4));
  int patterns = 0, drifts = 0;
  for (const RaterSummary& rater : report(wide(rows, 4), MeasurementLevel::nominal).raters) {
    patterns += static_cast<int>(rater.patterns.size());
    drifts += rater.drift.direction != DriftDirection::none;
  }
  EXPECT_LE(patterns, 3);
  EXPECT_LE(drifts, 12);
}

struct Suspect {
  Ratings ratings;
  std::vector<RaterPattern> patterns;
};

// Rater 0 says `answers`, raters 1 and 2 the truth, which is drawn from three categories, with some errors.
Suspect suspect(const std::function<int(int unit, int truth)>& answer, int units = 200) {
  Random random(3);
  std::vector<std::vector<int>> rows;
  for (int unit = 0; unit < units; ++unit) {
    const int truth = static_cast<int>(random.below(3));
    const auto other = [&] { return random.uniform() < .8 ? truth : static_cast<int>(random.below(3)); };
    rows.push_back({answer(unit, truth), other(), other()});
  }
  Suspect made{wide(rows, 3), {}};
  made.patterns = report(made.ratings, MeasurementLevel::nominal).raters[0].patterns;
  return made;
}

TEST(RaterPatterns, constant) {
  const auto patterns = suspect([](int, int) { return 1; }).patterns;
  ASSERT_EQ(patterns.size(), 1U);
  EXPECT_EQ(patterns[0].kind, RaterPatternKind::constant);
  EXPECT_THAT(patterns[0].text, testing::MatchesRegex("says b in all of 200 ratings, the others in 3[0-9] % of .*"));
  EXPECT_THAT(suspect([](int, int) { return 1; }, 9).patterns, IsEmpty());
  EXPECT_EQ(suspect([](int, int) { return 1; }, 10).patterns.size(), 1U);
}

// 80 % of the others say it: .8^10 is .107, .8^30 is .0012.
TEST(RaterPatterns, what_nearly_everybody_says_is_no_constant) {
  for (const auto& [units, expected] : {std::pair{10, 0U}, {30, 1U}}) {
    std::vector<std::vector<int>> rows;
    for (int unit = 0; unit < units; ++unit) rows.push_back({0, unit % 5 == 0 ? 1 : 0, unit % 5 == 0 ? 1 : 0});
    EXPECT_EQ(report(wide(rows, 2), MeasurementLevel::nominal).raters[0].patterns.size(), expected) << units;
  }
}

TEST(RaterPatterns, alternating) {
  const auto patterns =
      suspect([](int unit, int truth) { return unit < 60 || unit >= 90 ? truth : unit % 2; }).patterns;
  ASSERT_EQ(patterns.size(), 1U);
  EXPECT_EQ(patterns[0].kind, RaterPatternKind::alternating);
  EXPECT_LE(patterns[0].first, 60U);
  EXPECT_GE(patterns[0].first + patterns[0].length, 90U);
  EXPECT_LT(patterns[0].expected, 1e-6);
  EXPECT_THAT(patterns[0].text, HasSubstr("alternates between"));
}

TEST(RaterPatterns, alternating_from_the_first_to_the_last) {
  const auto patterns = suspect([](int unit, int) { return unit % 2; }, 12).patterns;
  ASSERT_EQ(patterns.size(), 1U);
  EXPECT_EQ(patterns[0].first, 0U);
  EXPECT_EQ(patterns[0].length, 12U);
  // One window; two ordered pairs, each with .5^6 * .5^6.
  EXPECT_NEAR(patterns[0].expected, 2 * std::pow(.5, 12), 1e-15);
}

TEST(RaterPatterns, long_run) {
  const auto patterns = suspect([](int unit, int truth) { return unit < 100 || unit >= 140 ? truth : 2; }).patterns;
  ASSERT_EQ(patterns.size(), 1U);
  EXPECT_EQ(patterns[0].kind, RaterPatternKind::long_run);
  EXPECT_GE(patterns[0].length, 40U);
  EXPECT_THAT(patterns[0].text, HasSubstr("says c 4"));
  EXPECT_THAT(patterns[0].text, HasSubstr("his score is 0."));
}

TEST(RaterPatterns, a_run_with_which_the_others_agree_is_the_files_order) {
  std::vector<std::vector<int>> rows;
  for (int unit = 0; unit < 90; ++unit) rows.push_back({unit / 30, unit / 30, unit % 7 == 0 ? 2 : unit / 30});
  for (const RaterSummary& rater : report(wide(rows, 3), MeasurementLevel::nominal).raters)
    EXPECT_THAT(rater.patterns, IsEmpty()) << rater.patterns.front().text;
}

// A dialogue whose two sides have labels of their own, each part rated by one.
TEST(RaterPatterns, an_alternation_of_all_is_the_files_order) {
  std::vector<std::vector<int>> rows;
  for (int unit = 0; unit < 90; ++unit) {
    rows.emplace_back(3, -1);
    rows.back()[static_cast<std::size_t>(unit / 30)] = unit % 2;
  }
  for (const RaterSummary& rater : report(wide(rows, 2), MeasurementLevel::nominal).raters)
    EXPECT_THAT(rater.patterns, IsEmpty());
  for (auto& row : rows) row.pop_back();  // of two it cannot be told
  EXPECT_EQ(report(wide(rows, 2), MeasurementLevel::nominal).raters[0].patterns.size(), 1U);
}

TEST(RaterPatterns, few_categories) {
  const auto patterns =
      suspect([](int unit, int truth) { return truth == 0 && unit % 5 != 0 ? 0 : 0 * unit; }).patterns;
  EXPECT_EQ(patterns.front().kind, RaterPatternKind::constant);
  std::vector<std::vector<int>> rows;
  Random random(5);
  for (int unit = 0; unit < 200; ++unit) {
    const int truth = static_cast<int>(random.below(6));
    rows.push_back({static_cast<int>(random.below(2)), truth, truth});
  }
  const auto found = report(wide(rows, 6), MeasurementLevel::nominal).raters[0].patterns;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, RaterPatternKind::few_categories);
  EXPECT_THAT(found[0].text, HasSubstr("uses 2 values in 200 ratings and never c, d, e, f, which are 6"));
  EXPECT_EQ(rater_pattern_name(found[0].kind), "few_categories");
}

}  // namespace
}  // namespace openaffect
