#include "openaffect/evaluate/benchmark_grids.h"

#include "openaffect/evaluate/benchmark_testing.h"

namespace openaffect {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Benchmark small() {
  const auto benchmark = parse_benchmark(
      R"({"schema": "openaffect/benchmark/1", "name": "t", "title": "T", "paper": "P", "reader": "table", "notes": ["n"], "tasks": [
    {"id": "a", "kind": "classes", "scheme": "sentiment3", "metrics": ["accuracy"]},
    {"id": "b", "kind": "numbers", "scheme": "vad", "metrics": ["pearson"], "note": "asked otherwise"}],
    "published": [
      {"source": "table 1", "columns": [{"task": "b", "metric": "pearson", "field": "valence", "title": "V"},
                                        {"task": "a", "metric": "accuracy", "note": "by a rule"}, {"task": "a", "metric": "cider", "title": "CIDEr"}],
       "rows": [{"system": "X", "values": [null, 0.5, 2]}, {"system": "A-1", "values": [0.125, 0.5, null], "note": "one run"}]},
      {"source": "table 2", "columns": [{"task": "a", "metric": "macro_f1"}], "rows": [{"system": "X", "values": [0.5]}]}]})");
  EXPECT_TRUE(benchmark) << describe_error(benchmark.error());
  return *benchmark;
}

ResultRow row(const std::string& system, const std::string& task, const std::string& field, const std::string& metric,
              double value) {
  ResultRow row;
  row.system = system, row.task = task, row.label = field, row.metric = metric, row.value = value;
  return row;
}

// Columns as printed, although the first row leaves the first of them out; digits as printed.
TEST(BenchmarkGrids, ours_stand_among_the_published_rows) {
  std::vector<ResultRow> rows = {row("a_1", "b", "valence", "pearson", .25), row("a_1", "a", "", "accuracy", 1.0 / 3),
                                 row("other", "a", "", "accuracy", .75)};
  rows.push_back(row("other", "b", "", "pearson", std::nan("")));
  rows.back().reason = "absent";
  rows.push_back(row("a_1", "a", "", "accuracy", .9));
  rows.back().part = "unseen";
  rows.insert(rows.begin(), row("a_1", "b", "", "pearson", std::nan("")));  // of all fields together, not of valence
  const auto grids = published_grids(small(), rows);
  ASSERT_EQ(grids.size(), 1U);  // table 2 is about nothing of ours
  EXPECT_EQ(grids[0].title, "Published: table 1");
  std::vector<std::string> titles;
  for (const auto& column : grids[0].columns) titles.push_back(column.title);
  EXPECT_THAT(titles, ElementsAre("system", "V [1]", "a accuracy [2]", "CIDEr"));
  EXPECT_THAT(
      grids[0].rows,
      ElementsAre(ElementsAre("X", "-", "0.50", "2.00"), ElementsAre("A-1 [3]", "0.125", "0.50", "-"),
                  ElementsAre("a_1 (here)", "0.250", "0.33", "-"), ElementsAre("other (here)", "absent", "0.75", "-")));
  EXPECT_THAT(grids[0].notes, ElementsAre("[1] asked otherwise", "[2] by a rule", "[3] one run"));
  EXPECT_EQ(published_grids(small(), rows, 2).size(), 2U);
  EXPECT_THAT(published_grids(small(), {}), IsEmpty());
}

TEST(BenchmarkGrids, failed_answers_are_counted_where_there_are_some) {
  using enum AnswerStatus;
  const ScoringTask fine{.task = "a", .ids = {"1"}, .status = {ok}};
  const ScoringTask bad{
      .task = "b", .field = "valence", .ids = {"1", "2", "3"}, .status = {out_of_range, no_answer, out_of_range}};
  EXPECT_FALSE(failed_answers_grid({{.name = "s", .tasks = {fine}}}));
  const auto grid = failed_answers_grid({{.name = "s", .tasks = {fine, bad}}});
  ASSERT_TRUE(grid);
  EXPECT_THAT(grid->rows, ElementsAre(ElementsAre("s", "b valence", "3", "2", "0", "1")));
}

TEST(BenchmarkGrids, notes_are_the_papers_and_the_systems) {
  const auto notes = notes_grid(small(), {{.name = "s", .tasks = {}, .notes = {"x stands for y"}}});
  ASSERT_TRUE(notes);
  EXPECT_THAT(notes->notes, ElementsAre("Paper: P", "s: x stands for y", "n"));
  EXPECT_THAT(notes->columns, IsEmpty());
}

}  // namespace
}  // namespace openaffect
