#include "openaffect/evaluate/benchmark_esc.h"

#include "openaffect/evaluate/benchmark_testing.h"

namespace openaffect {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Esc : public BenchmarkFiles {
 protected:
  Result<BenchmarkSystem> read(const std::string& json) const { return read_esc(benchmark_, put("mine.json", json)); }
  std::string failure(const std::string& json) const {
    const auto system = read(json);
    return system ? "" : describe_error(system.error());
  }
  Benchmark benchmark_ = *find_benchmark("esc-preference");
};

TEST_F(Esc, strategies_are_labels_and_unknown_ones_are_others) {
  const auto system = read(R"([
    {"sample_id": "7", "context": "c", "strg_gold": "Question", "strg_pred": "Others", "res_gold": "a", "res_pred": "b"},
    {"sample_id": 8, "strg_gold": "Self-disclosure", "strg_pred": "self_disclosure", "res_gold": "a", "res_pred": "b"},
    {"strg_gold": "Information", "strg_pred": "Strategy: Information", "res_gold": "a", "res_pred": "b", "more": []},
    {"strg_gold": "Information", "strg_pred": null, "res_gold": "a", "res_pred": "b"}])");
  ASSERT_TRUE(system) << describe_error(system.error());
  EXPECT_EQ(system->name, "mine");
  const ScoringTask& task = *find_scoring_task(*system, "strategy");
  EXPECT_EQ(task.system, "mine");
  EXPECT_EQ(task.kind, TaskKind::classes);
  EXPECT_THAT(task.ids, ElementsAre("7", "8", "3", "4"));
  EXPECT_THAT(task.gold_labels, ElementsAre(0, 3, 6, 6));
  EXPECT_THAT(task.predicted_labels, ElementsAre(7, 3, 7, 7));
  EXPECT_THAT(system->notes, ElementsAre(HasSubstr("2 predicted strategies")));
  EXPECT_THAT(find_scoring_task(*system, "response")->predicted_texts, ElementsAre("b", "b", "b", "b"));
}

TEST_F(Esc, without_responses_that_task_is_absent) {
  const auto system = *read(R"([{"strg_gold": "Question", "strg_pred": "Question", "res_gold": "a"}])");
  EXPECT_EQ(system.tasks.size(), 1U);
  ASSERT_EQ(system.absent.size(), 1U);
  EXPECT_EQ(system.absent[0].task, "response");
  EXPECT_THAT(system.notes, IsEmpty());
}

TEST_F(Esc, is_refused_with_the_row) {
  EXPECT_THAT(failure("{}"), HasSubstr("is no JSON list"));
  EXPECT_THAT(failure("["), HasSubstr("is no JSON list"));
  EXPECT_THAT(failure("[]"), HasSubstr("has no item"));
  EXPECT_THAT(failure(R"([1])"), HasSubstr("mine.json: row 1: is no object"));
  EXPECT_THAT(failure(R"([{"strg_gold": "Question"}, {"strg_gold": "Query"}])"), HasSubstr("row 2: strg_gold is none"));
  EXPECT_THAT(failure(R"([{"strg_gold": "Question", "sample_id": "a"}, {"strg_gold": "Question", "sample_id": "a"}])"),
              HasSubstr("row 2: sample_id a stands twice"));
  EXPECT_EQ(read_esc(benchmark_, folder_ + "/none.json").error().kind, ErrorKind::not_found);
  EXPECT_EQ(read_esc(*find_benchmark("sst"), folder_ + "/none.json").error().kind, ErrorKind::format);
}

// spec/02: gold and predicted counts over 1,611 items, accuracy, macro-F1 and F1 by strategy, computed independently.
TEST(EscRecorded, has_the_published_counts) {
  const std::string path = data_file("dialogue/esc_predictions/results.json");
  if (path.empty()) GTEST_SKIP() << "needs OPENAFFECT_DATA";
  const auto system = read_esc(*find_benchmark("esc-preference"), path);
  ASSERT_TRUE(system) << describe_error(system.error());
  const ScoringTask& task = *find_scoring_task(*system, "strategy");
  std::vector<double> gold(8), predicted(8), right(8);
  for (std::size_t i = 0; i < task.ids.size(); ++i) {
    const auto g = static_cast<std::size_t>(task.gold_labels[i]),
               p = static_cast<std::size_t>(task.predicted_labels[i]);
    ++gold[g], ++predicted[p];
    if (g == p) ++right[g];
  }
  EXPECT_THAT(gold, ElementsAre(276, 111, 184, 203, 295, 258, 184, 100));
  EXPECT_THAT(predicted, ElementsAre(158, 35, 170, 106, 601, 415, 43, 83));
  double correct = 0, macro = 0;
  for (std::size_t i = 0; i < 8; ++i) correct += right[i], macro += 2 * right[i] / (gold[i] + predicted[i]) / 8;
  EXPECT_NEAR(correct / 1611, .2445685909, 5e-11);
  EXPECT_NEAR(macro, .2189048537, 5e-11);
  EXPECT_EQ(find_scoring_task(*system, "response")->predicted_texts.size(), 1611U);
  EXPECT_THAT(system->notes, IsEmpty());
}

}  // namespace
}  // namespace openaffect
