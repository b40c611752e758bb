#include "openaffect/evaluate/comparison.h"

#include <cmath>

#include "openaffect/evaluate/task_testing.h"

namespace openaffect {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Systems = std::vector<std::vector<ScoringTask>>;

ComparisonOptions options(std::vector<std::string> metrics, PairedTest test = PairedTest::permutation) {
  ComparisonOptions made{.test = test};
  made.scoring.metrics = std::move(metrics);
  made.scoring.intervals.bootstrap.resamples = 2000;
  return made;
}

std::vector<ResultRow> compared(const Systems& systems, const ComparisonOptions& how) {
  auto rows = compare_systems(systems, how);
  if (!rows) throw std::runtime_error(describe_error(rows.error()));
  return *std::move(rows);
}

// Of ten items a has 9 right and b 5, of which 4 are a's alone: p = 2 / 2^4 of the sixteen swaps, each of which is seen
// (only all and none reach the difference of .4), and McNemar's exact p is 2 (1/2)^4 as well.
Systems nine_and_five() {
  const LabelColumn gold(10, 0);
  return {{class_task("a", gold, {0, 0, 0, 0, 0, 0, 0, 0, 0, 1})},
          {class_task("b", gold, {0, 0, 0, 0, 0, 1, 1, 1, 1, 1})}};
}

TEST(Comparison, by_hand) {
  const auto rows = compared(nine_and_five(), options({"accuracy"}));
  ASSERT_EQ(rows.size(), 3U);  // a, b, a against b
  EXPECT_EQ(find_row(rows, "accuracy", "gold", "b").value, 0.5);
  const ResultRow pair = find_row(rows, "accuracy", "b");
  EXPECT_EQ(pair.system, "a");
  EXPECT_NEAR(pair.test->difference, 0.4, 1e-15);
  EXPECT_EQ(pair.test->p, 2.0 / 16);
  EXPECT_EQ(pair.test->name, "paired_permutation");
  EXPECT_EQ(pair.n_items, 10U);
  ASSERT_TRUE(pair.interval);
  EXPECT_GE(pair.interval->low, 0.0);
  EXPECT_THAT(pair.note, HasSubstr("could show 0."));
}

TEST(Comparison, mcnemar) {
  const auto rows = compared(nine_and_five(), options({"accuracy"}, PairedTest::mcnemar));
  EXPECT_EQ(find_row(rows, "accuracy", "b").test->p, 2.0 / 16);
  EXPECT_EQ(find_row(rows, "accuracy", "b").test->name, "mcnemar_exact");
  const auto refused = compare_systems(nine_and_five(), options({"macro_f1"}, PairedTest::mcnemar));
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().what, HasSubstr("--metric accuracy"));
}

TEST(Comparison, the_same_answers_are_a_tie) {
  Systems systems = nine_and_five();
  systems[1] = systems[0];
  systems[1][0].system = "copy";
  for (const PairedTest test : {PairedTest::permutation, PairedTest::bootstrap, PairedTest::mcnemar}) {
    const ResultRow pair = find_row(compared(systems, options({"accuracy"}, test)), "accuracy", "copy");
    EXPECT_EQ(pair.test->p, 1);
    EXPECT_EQ(pair.test->p_adjusted, 1);
    EXPECT_EQ(pair.test->difference, 0);
    EXPECT_EQ(pair.note, "a tie");
  }
}

// Three pairs of one metric: Holm's is the smallest p times three.
TEST(Comparison, one_family_over_all_pairs_and_metrics) {
  Systems systems = nine_and_five();
  systems.push_back({class_task("c", LabelColumn(10, 0), {0, 1, 1, 1, 1, 1, 1, 1, 1, 1})});
  const auto rows = compared(systems, options({"accuracy"}, PairedTest::mcnemar));
  const ResultRow best = find_row(rows, "accuracy", "c", "a");  // 8 of a's alone: p = 2 / 2^8
  EXPECT_NEAR(best.test->p, 2 / 256.0, 1e-15);
  EXPECT_NEAR(best.test->p_adjusted, 6 / 256.0, 1e-15);
  for (const ResultRow& row : rows) EXPECT_EQ(row.test ? row.test->family : 3U, 3U);
  const auto two = compared(systems, options({"accuracy", "macro_f1"}));
  EXPECT_EQ(find_row(two, "macro_f1", "c", "b").test->family, 6U);
}

TEST(Comparison, an_undefined_difference_is_no_test) {
  const Systems systems = {{number_task("a", {1, 2, 3}, {1, 2, 4})}, {number_task("b", {1, 2, 3}, {2, 2, 2})}};
  const ResultRow pair = find_row(compared(systems, options({"pearson"})), "pearson", "b");
  EXPECT_EQ(pair.reason, "undefined_difference");
  EXPECT_TRUE(std::isnan(pair.test->p));
  EXPECT_EQ(pair.test->family, 0U);
  EXPECT_FALSE(pair.interval);
}

TEST(Comparison, variety_has_a_permutation_test_and_no_interval) {
  const Systems systems = {{text_task("a", {"x", "y"}, {"so it is", "it is so"})},
                           {text_task("b", {"x", "y"}, {"we will see", "oh dear me"})}};
  const ResultRow pair = find_row(compared(systems, options({"distinct_1"})), "distinct_1", "b");
  EXPECT_FALSE(pair.interval);
  EXPECT_FALSE(std::isnan(pair.test->p));
  const auto boot = compared(systems, options({"distinct_1"}, PairedTest::bootstrap));
  EXPECT_TRUE(std::isnan(find_row(boot, "distinct_1", "b").test->p));
}

TEST(Comparison, systems_that_do_not_meet_are_refused) {
  Systems systems = nine_and_five();
  systems[1][0].gold_labels[0] = 1;
  EXPECT_FALSE(compare_systems(systems, options({"accuracy"})));
  systems = nine_and_five();
  systems[1].push_back(systems[1][0]);
  EXPECT_THAT(describe_error(compare_systems(systems, options({"accuracy"})).error()), HasSubstr("different tasks"));
  EXPECT_THAT(describe_error(compare_systems(nine_and_five(), options({"acuracy"})).error()),
              HasSubstr("did you mean 'accuracy'"));
  EXPECT_THAT(describe_error(paired_test_of_name("mcnemer").error()), HasSubstr("did you mean 'mcnemar'"));
}

}  // namespace
}  // namespace openaffect
