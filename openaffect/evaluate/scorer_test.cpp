#include "openaffect/evaluate/scorer.h"

#include <cmath>

#include "openaffect/evaluate/task_testing.h"

namespace openaffect {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

ScoringOptions values_only(std::vector<std::string> metrics = {}) {
  ScoringOptions options;
  options.intervals.wanted = false;
  options.metrics = std::move(metrics);
  return options;
}

std::vector<ResultRow> scored(const ScoringTask& task, const ScoringOptions& options = values_only()) {
  auto rows = score_task(task, options);
  if (!rows) throw std::runtime_error(describe_error(rows.error()));
  return *std::move(rows);
}

double value(const ScoringTask& task, const std::string& metric, bool all_labels = false) {
  ScoringOptions options = values_only({metric});
  options.all_labels = all_labels;
  return find_row(scored(task, options), metric).value;
}

std::string failure(const ScoringTask& task, const ScoringOptions& options) {
  const auto rows = score_task(task, options);
  return rows ? "" : describe_error(rows.error());
}

// fear is right once and missed once, joy right once, anger said once for fear: F1 of fear 2/3, joy 1, anger 0.
TEST(Scorer, classes) {
  const ScoringTask task = class_task("a", {1, 1, 2}, {1, 0, 2});
  EXPECT_EQ(value(task, "accuracy"), 2.0 / 3);
  EXPECT_NEAR(value(task, "macro_f1"), (2.0 / 3 + 1 + 0) / 3, 1e-15);
  const auto rows = scored(task);
  const ResultRow f1 = find_row(rows, "macro_f1");
  EXPECT_EQ(f1.system, "a");
  EXPECT_EQ(f1.n_items, 3U);
  ASSERT_EQ(f1.per_label.size(), 3U);
  EXPECT_EQ(f1.per_label[2].name, "joy");
  EXPECT_EQ(f1.per_label[2].value, 1);
}

// No label, and a label that occurs nowhere.
TEST(Scorer, answers_that_are_no_label_are_wrong_and_all_labels_count_when_asked_for) {
  const ScoringTask task = class_task("a", {1, 2}, {1, kNoLabel});
  EXPECT_EQ(value(task, "accuracy"), 0.5);
  EXPECT_EQ(value(task, "macro_f1"), 0.5);
  EXPECT_NEAR(value(task, "macro_f1", true), 1.0 / 3, 1e-15);
}

TEST(Scorer, grades_have_their_order) {
  ScoringTask task = class_task("a", {0, 1, 2}, {1, 1, 2}, {"low", "middle", "high"});
  task.kind = TaskKind::grades;
  EXPECT_EQ(value(task, "mae"), 1.0 / 3);
  task.label_values = {0, 10, 100};
  EXPECT_EQ(value(task, "mae"), 10.0 / 3);
  EXPECT_THAT(metrics_of_kind(TaskKind::grades, false), Contains("cohen_kappa_linear"));
  EXPECT_GT(value(task, "cohen_kappa_linear"), 0);
}

// Gold is empty twice: one answer is empty, too, the other was none of the labels, or is missing.
TEST(Scorer, of_label_sets_only_an_answer_can_be_the_empty_set) {
  ScoringTask task = set_task("a", {{}, {}, {0}}, {{}, {}, {0}});
  EXPECT_EQ(value(task, "subset_accuracy"), 1);
  for (const AnswerStatus status : {AnswerStatus::out_of_range, AnswerStatus::no_answer, AnswerStatus::no_number}) {
    task.status = {AnswerStatus::ok, status, AnswerStatus::ok};
    EXPECT_EQ(value(task, "subset_accuracy"), 2.0 / 3);
    EXPECT_EQ(value(task, "jaccard"), 2.0 / 3);
  }
  task.predicted_sets[1] = {kNoLabel};
  task.status.clear();
  EXPECT_EQ(value(task, "jaccard"), 2.0 / 3);
}

TEST(Scorer, numbers_that_are_missing_are_left_out) {
  const ScoringTask task = number_task("a", {0, 1, 2}, {1, std::nan(""), 4});
  const auto row = find_row(scored(task, values_only({"mae"})), "mae");
  EXPECT_EQ(row.value, 1.5);
  EXPECT_EQ(row.n_items, 2U);
  EXPECT_EQ(row.label, "valence");
}

TEST(Scorer, constant_predictions_are_undefined_with_a_reason) {
  const auto rows = scored(number_task("a", {0, 1, 2}, {1, 1, 1}));
  EXPECT_EQ(find_row(rows, "pearson").reason, "constant");
  EXPECT_TRUE(std::isnan(find_row(rows, "pearson").value));
  EXPECT_EQ(find_row(rows, "ccc").value, 0);
  EXPECT_EQ(find_row(rows, "rmse").reason, "");
}

TEST(Scorer, nothing_predicted_is_one_row) {
  ScoringTask task = number_task("a", {0, 1}, {std::nan(""), std::nan("")});
  task.status = {AnswerStatus::no_answer, AnswerStatus::no_answer};
  const auto rows = scored(task);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].metric, "ccc");
  EXPECT_EQ(rows[0].reason, "not_rated");
  EXPECT_TRUE(std::isnan(rows[0].value));
}

TEST(Scorer, texts_and_their_choice) {
  const ScoringTask task = text_task("a", {"that is good", "oh no"}, {"that is good", "oh no"});
  EXPECT_EQ(scored(task).size(), 6U);
  const auto rows = scored(task, values_only({"rouge_l", "distinct_1"}));
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(find_row(rows, "rouge_l").value, 1);
  EXPECT_THAT(failure(task, values_only({"perplexity"})), HasSubstr("unknown metric 'perplexity'"));
}

TEST(Scorer, distinct_n_has_a_note_instead_of_an_interval) {
  ScoringOptions options;
  options.intervals.bootstrap.resamples = 100;
  const auto rows = scored(text_task("a", {"a b c d e f", "b"}, {"a b c d e g", "c"}), options);
  EXPECT_FALSE(find_row(rows, "distinct_1").interval);
  EXPECT_THAT(find_row(rows, "distinct_1").note, HasSubstr("resamples repeat texts"));
  EXPECT_TRUE(find_row(rows, "chrf").interval);
}

TEST(Scorer, perplexity_where_there_are_log_probabilities) {
  ScoringTask task = text_task("a", {"x", "y"}, {"x", "z"});
  task.log_probabilities = {{std::log(0.5)}, {std::log(0.125)}};
  EXPECT_NEAR(value(task, "perplexity"), 4, 1e-12);
  EXPECT_EQ(scored(task).size(), 7U);
}

// Two items, gold probabilities .8 and .4; the second's top label is wrong.
TEST(Scorer, probabilities_have_a_family_of_their_own) {
  ScoringTask task = class_task("a", {0, 1}, {0, 0}, {"no", "yes"});
  task.probabilities = {.8, .2, .6, .4};
  EXPECT_NEAR(value(task, "log_loss"), -(std::log(.8) + std::log(.4)) / 2, 1e-12);
  EXPECT_NEAR(value(task, "brier"), (.04 + .36) / 2, 1e-12);  // of two labels half of Brier's sum
  for (const char* metric : {"ece", "ece_equal_mass", "ece_classwise", "roc_auc", "pr_auc_trapezoid", "aurc"})
    EXPECT_FALSE(std::isnan(value(task, metric))) << metric;
  const auto bah = scored(task, values_only({"bah_average_precision", "bah_average_precision_corrected"}));
  EXPECT_EQ(bah.size(), 4U);  // both labels
  EXPECT_EQ(bah[0].label, "no");
  for (const ResultRow& row : scored(task)) EXPECT_THAT(row.metric, Not(HasSubstr("bah"))) << "only when asked for";
  task.probabilities = {.8, .2, .6, .6};
  EXPECT_THAT(failure(task, values_only()), HasSubstr("sum to 1.2"));
}

TEST(Scorer, label_sets_have_losses_of_probabilities_too) {
  ScoringTask task = set_task("a", {{0}, {1, 2}}, {{0}, {1}});
  task.probabilities = {.9, .2, .1, .3, .8, .4};
  EXPECT_NEAR(value(task, "brier"), (.01 + .04 + .01 + .09 + .04 + .36) / 6, 1e-12);
  EXPECT_FALSE(std::isnan(value(task, "log_loss")));
  EXPECT_FALSE(std::isnan(value(task, "mean_average_precision")));
}

// average_precision of a label that gold has not: left out, or 0 when all labels count.
TEST(Scorer, all_labels_is_passed_on_to_probabilities) {
  ScoringTask task = class_task("a", {0, 1}, {0, 1});
  task.probabilities = {.8, .1, .1, .1, .8, .1};
  EXPECT_EQ(value(task, "average_precision"), 1);
  EXPECT_NEAR(value(task, "average_precision", true), 2.0 / 3, 1e-15);
}

// Half said joy and half fear, where the system is sure of joy: total variation 1/2, cross entropy -½ ln 1e-12 (the
// floor), Jensen–Shannon against the middle (3/4, 1/4) of one bit less: hand computed below.
TEST(Scorer, distributions_are_scored_by_soft_labels_alone) {
  ScoringTask task{.system = "a", .task = "", .field = "", .labels = {"fear", "joy"}, .ids = {"1"}};
  task.gold_shares = {2, 2};
  task.probabilities = {0, 1};
  EXPECT_THAT(metrics_of_task(task), ElementsAre("kl", "js", "cross_entropy", "total_variation"));
  EXPECT_EQ(scored(task).size(), 4U);
  EXPECT_EQ(value(task, "total_variation"), 0.5);
  EXPECT_NEAR(value(task, "cross_entropy"), -0.5 * std::log(1e-12), 1e-9);
  const double js = (0.5 * std::log(0.5 / 0.25) + 0.5 * std::log(0.5 / 0.75) + std::log(1 / 0.75)) / 2;
  EXPECT_NEAR(value(task, "js"), js, 1e-12);
  EXPECT_THAT(failure(task, values_only({"accuracy"})), HasSubstr("accuracy is no metric of what is scored here"));
}

TEST(Scorer, preference_bias_is_computed_when_asked_for) {
  const ScoringTask task = class_task("a", {0, 0, 0, 1}, {1, 1, 1, 0});
  for (const ResultRow& row : scored(task)) EXPECT_NE(row.metric, "preference_bias");
  EXPECT_GT(value(task, "preference_bias"), 0);
}

TEST(Scorer, several_tasks_share_one_list_of_metrics) {
  const ScoringTask classes = class_task("a", {0}, {0});
  ScoringTask shares{.system = "a", .task = "", .field = "", .labels = {"fear"}, .ids = {"1"}};
  shares.gold_shares = shares.probabilities = {1};
  const std::vector<ScoringTask> tasks = {classes, shares};
  const std::vector<std::string> both = {"accuracy", "js"}, wrong = {"acuracy"};
  EXPECT_TRUE(check_metrics(tasks, both));
  EXPECT_THAT(describe_error(check_metrics(tasks, wrong).error()), HasSubstr("did you mean 'accuracy'"));
  EXPECT_THAT(options_of_task(shares, values_only(both)).metrics, ElementsAre("js"));
  EXPECT_FALSE(has_a_metric(shares, values_only({"accuracy"})));
  EXPECT_TRUE(has_a_metric(shares, values_only()));
}

}  // namespace
}  // namespace openaffect
