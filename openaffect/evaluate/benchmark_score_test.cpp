// Figures by hand, and which rows there are.
#include "openaffect/evaluate/benchmark_score.h"

#include <algorithm>

#include "openaffect/evaluate/benchmark_testing.h"

namespace openaffect {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Status = AnswerStatus;

Benchmark small() {
  const auto benchmark =
      parse_benchmark(R"({"schema": "openaffect/benchmark/1", "name": "t", "title": "T", "reader": "table", "tasks": [
    {"id": "mood", "kind": "classes", "scheme": "sentiment3", "metrics": ["accuracy", {"metric": "f1", "label": "positive"}],
     "more_metrics": [{"metric": "macro_f1", "per_label": true}]},
    {"id": "grade", "kind": "grades", "labels": ["low", "middle", "high"], "split_by": "of", "fields": ["fear", "joy"], "average": "fields",
     "metrics": ["pearson", "accuracy"], "more_metrics": ["mae", "brier"], "note": "asked otherwise"},
    {"id": "point", "kind": "numbers", "scheme": "vad", "fields": ["valence"], "metrics": ["pearson"], "more_metrics": ["mae"]}],
    "published": [{"source": "table 1", "columns": [{"task": "mood", "metric": "accuracy", "title": "acc"}, {"task": "grade", "metric": "pearson"},
                                                    {"task": "point", "metric": "pearson"}],
                   "rows": [{"system": "A-B", "values": [0.5, 0.25, 0.75], "rater": "r", "note": "twice"}]}]})");
  EXPECT_TRUE(benchmark) << describe_error(benchmark.error());
  return *benchmark;
}

ScoringTask mood() {
  return {.system = "r",
          .task = "mood",
          .labels = {"negative", "neutral", "positive"},
          .ids = {"1", "2", "3", "4"},
          .gold_labels = {0, 1, 2, 2},
          .predicted_labels = {0, 0, 2, kNoLabel},
          .status = {Status::ok, Status::ok, Status::ok, Status::out_of_range}};
}

ScoringTask grade(const std::string& field, LabelColumn predicted) {
  ScoringTask task{.system = "r",
                   .task = "grade",
                   .field = field,
                   .kind = TaskKind::grades,
                   .labels = {"low", "middle", "high"},
                   .ids = {"1", "2", "3", "4"},
                   .gold_labels = {0, 1, 2, 2},
                   .predicted_labels = std::move(predicted)};
  for (const LabelId label : task.predicted_labels)
    task.status.push_back(label == kNoLabel ? Status::no_number : Status::ok);
  return task;
}

std::vector<ResultRow> scored(const BenchmarkSystem& system, const ScoringOptions& options = {},
                              BenchmarkMetrics which = BenchmarkMetrics::reported) {
  ScoringOptions quick = options;
  quick.intervals.bootstrap.resamples = 20;
  const auto rows = score_benchmark(small(), {system}, quick, which);
  EXPECT_TRUE(rows) << describe_error(rows.error());
  return rows ? *rows : std::vector<ResultRow>();
}

std::vector<std::string> names(const std::vector<ResultRow>& rows) {
  std::vector<std::string> all;
  for (const ResultRow& row : rows) all.push_back(row.task + "/" + row.label + "/" + row.metric);
  return all;
}

// mood: 2 of 4 right. positive: precision 1/1, recall 1/2, F1 2/3.
TEST(BenchmarkScore, rows_are_what_the_paper_reports_in_its_order) {
  const auto rows =
      scored({.name = "r",
              .tasks = {mood()},
              .absent = {{"grade", "fear", "absent"}, {"grade", "joy", "absent"}, {"point", "valence", "not_rated"}}});
  ASSERT_THAT(names(rows),
              ElementsAre("mood//accuracy", "mood/positive/f1", "grade//pearson", "grade//accuracy", "point//pearson"));
  EXPECT_EQ(rows[0].value, .5);
  EXPECT_EQ(rows[0].published, .5);
  EXPECT_EQ(rows[0].note, "twice");
  EXPECT_EQ(rows[0].n_items, 4U);
  ASSERT_TRUE(rows[0].answers);
  EXPECT_EQ(rows[0].answers->ok, 3U);
  EXPECT_EQ(rows[0].answers->out_of_range, 1U);
  EXPECT_NEAR(rows[1].value, 2.0 / 3, 1e-12);
  EXPECT_FALSE(rows[1].published);
  EXPECT_EQ(rows[2].reason, "absent");
  EXPECT_EQ(rows[2].published, .25);
  EXPECT_EQ(rows[4].reason, "not_rated");
}

// fear: gold 0 1 2 (2 without a number), predicted 0 1 2: r = 1 over 3. joy: predicted 0 0 1 2: gold mean 5/4,
// predicted mean 3/4; r = 2.25 / sqrt(2.75 * 2.75) = 9/11. Their mean is 10/11, over 7 items. Accuracy 3/4 and 2/4: 5/8
// over 8.
TEST(BenchmarkScore, a_mean_over_fields_counts_what_each_figure_is_over) {
  const BenchmarkSystem system{.name = "r", .tasks = {grade("fear", {0, 1, 2, kNoLabel}), grade("joy", {0, 0, 1, 2})}};
  auto rows = scored(system, {.metrics = {"pearson", "accuracy"}});
  std::erase_if(rows, [](const ResultRow& row) { return row.task != "grade"; });
  ASSERT_THAT(names(rows), ElementsAre("grade//pearson", "grade//accuracy", "grade/fear/pearson", "grade/fear/accuracy",
                                       "grade/joy/pearson", "grade/joy/accuracy"));
  EXPECT_NEAR(rows[0].value, 10.0 / 11, 1e-12);
  EXPECT_EQ(rows[0].n_items, 7U);
  EXPECT_NEAR(rows[1].value, 5.0 / 8, 1e-12);
  EXPECT_EQ(rows[1].n_items, 8U);
  EXPECT_NEAR(rows[2].value, 1, 1e-12);
  EXPECT_EQ(rows[2].n_items, 3U);
  EXPECT_EQ(rows[0].published, .25);
  EXPECT_EQ(rows[0].note, "asked otherwise; twice");
}

TEST(BenchmarkScore, all_metrics_or_those_that_are_asked_for) {
  const BenchmarkSystem system{.name = "r",
                               .tasks = {mood(), grade("fear", {0, 1, 2, 2})},
                               .absent = {{"grade", "joy", "absent"}, {"point", "valence", "absent"}}};
  auto rows = scored(system, {}, BenchmarkMetrics::all);
  EXPECT_THAT(names(rows),
              ElementsAre("mood//accuracy", "mood/positive/f1", "mood//macro_f1", "grade//pearson", "grade//accuracy",
                          "grade//mae", "grade//brier", "grade/fear/pearson", "grade/fear/accuracy", "grade/fear/mae",
                          "grade/fear/brier", "grade/joy/pearson", "grade/joy/accuracy", "grade/joy/mae",
                          "grade/joy/brier", "point//pearson", "point//mae"));
  EXPECT_EQ(rows[2].per_label.size(), 3U);
  EXPECT_EQ(rows[10].reason, "no_probabilities");
  EXPECT_EQ(rows[11].reason, "absent");
  rows = scored(system, {.metrics = {"mcc", "f1"}});  // of the benchmark or not
  EXPECT_THAT(names(rows), ElementsAre("mood//mcc", "mood/positive/f1", "grade//mcc", "grade//macro_f1",
                                       "grade/fear/mcc", "grade/fear/macro_f1", "grade/joy/mcc", "grade/joy/macro_f1"));
  EXPECT_EQ(rows[5].per_label.size(), 3U);
  const auto wrong = score_benchmark(small(), {system}, {.metrics = {"perplexity_"}});
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().kind, ErrorKind::unknown);
  EXPECT_THAT(describe_error(wrong.error()), HasSubstr("unknown metric 'perplexity_'"));
}

// Without the first, 1 of 3 is right.
TEST(BenchmarkScore, figures_without_what_was_trained_on_follow) {
  ScoringTask task = mood();
  task.seen = {true, false, false, false};
  auto rows = scored({.name = "r", .tasks = {task}}, {.metrics = {"accuracy"}});
  std::erase_if(rows, [](const ResultRow& row) { return row.task != "mood"; });
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].value, .5);
  EXPECT_EQ(rows[0].part, "");
  EXPECT_EQ(rows[1].part, "unseen");
  EXPECT_NEAR(rows[1].value, 1.0 / 3, 1e-12);
  EXPECT_EQ(rows[1].n_items, 3U);
  EXPECT_FALSE(rows[1].published);
}

}  // namespace
}  // namespace openaffect
