#include "openaffect/evaluate/scored_rows.h"

#include "openaffect/evaluate/task_testing.h"
#include "openaffect/metrics/class_scores.h"
#include "openaffect/metrics/number_scores.h"

namespace openaffect {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::vector<std::string> kLabels = {"fear", "joy"};

std::unique_ptr<CountedScores> classes(std::vector<std::string> metrics) {
  const LabelColumn gold = {0, 0, 1, 1, 1, 0}, predicted = {0, 1, 1, 1, 0, 0};
  return *class_scores(gold, predicted, kLabels, {.choice = {.metrics = std::move(metrics)}});
}

IntervalOptions few() {
  IntervalOptions options;
  options.bootstrap.resamples = 200;
  return options;
}

TEST(Clusters, numbers_in_the_order_of_the_names) {
  const std::vector<std::string> names = {"b", "a", "b", "c"};
  const Clusters clusters(names);
  EXPECT_THAT(clusters.of_item, ElementsAre(0, 1, 0, 2));
  EXPECT_EQ(clusters.count, 3U);
  EXPECT_THAT(Clusters({}).of_item, IsEmpty());
}

TEST(ScoredRows, values_of_labels_are_parts_of_their_average) {
  const auto family = classes({"macro_f1", "f1", "recall"});
  ResultRow place;
  place.system = "s";
  place.task = "t";
  const auto rows = scored_rows(*family, Clusters({}), place, few());
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].metric, "recall");
  EXPECT_EQ(rows[1].metric, "macro_f1");
  EXPECT_EQ(rows[1].system, "s");
  EXPECT_EQ(rows[1].task, "t");
  EXPECT_EQ(rows[1].n_items, 6U);
  ASSERT_EQ(rows[1].per_label.size(), 2U);
  EXPECT_EQ(rows[1].per_label[1].name, "joy");
  EXPECT_TRUE(rows[1].per_label[1].interval);
}

TEST(ScoredRows, without_an_average_they_are_rows) {
  const auto rows = scored_rows(*classes({"f1"}), Clusters({}), {}, few());
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].label, "fear");
  EXPECT_EQ(rows[0].metric, "f1");
}

TEST(ScoredRows, intervals_say_how_they_were_made) {
  IntervalOptions options = few();
  options.bootstrap.seed = 7;
  options.bootstrap.method = IntervalMethod::bca;
  const auto row = scored_rows(*classes({"accuracy"}), Clusters({}), {}, options)[0];
  ASSERT_TRUE(row.interval);
  EXPECT_EQ(row.interval->method, "bca");
  EXPECT_EQ(row.interval->resamples, 200U);
  EXPECT_EQ(row.interval->seed, 7U);
  EXPECT_LT(row.interval->low, row.value);
  EXPECT_GT(row.interval->high, row.value);
  options.wanted = false;
  EXPECT_FALSE(scored_rows(*classes({"accuracy"}), Clusters({}), {}, options)[0].interval);
}

// One cluster has no spread to speak of.
TEST(ScoredRows, one_cluster_has_no_interval) {
  const std::vector<std::string> names(6, "anna");
  EXPECT_FALSE(scored_rows(*classes({"accuracy"}), Clusters(names), {}, few())[0].interval);
}

// Two clusters, one all right, one all wrong: of their four draws the accuracies are 0, 1/2, 1/2, 1.
TEST(ScoredRows, clusters_are_drawn_whole) {
  const LabelColumn gold = {0, 0, 0, 1, 1, 1}, predicted = {0, 0, 0, 0, 0, 0};
  const auto family = *class_scores(gold, predicted, kLabels, {.choice = MetricChoice::only("accuracy")});
  const std::vector<std::string> names = {"a", "a", "a", "b", "b", "b"};
  const auto row = scored_rows(*family, Clusters(names), {}, few())[0];
  EXPECT_EQ(row.interval->low, 0);
  EXPECT_EQ(row.interval->high, 1);
}

TEST(ScoredRows, no_items_is_a_reason_and_no_interval) {
  const auto family = *number_scores(NumberColumn{}, NumberColumn{}, {.choice = MetricChoice::only("mae")});
  const auto row = scored_rows(*family, Clusters({}), {}, few())[0];
  EXPECT_EQ(row.reason, "too_few");
  EXPECT_FALSE(row.interval);
}

}  // namespace
}  // namespace openaffect
