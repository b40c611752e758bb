#include "openaffect/evaluate/page_data.h"

#include <cmath>

#include <nlohmann/json.hpp>

#include "openaffect/evaluate/task_testing.h"

namespace openaffect {
namespace {

TEST(PageData, numbers_that_are_none_are_null) {
  EXPECT_EQ(page_number(0.5), PageJson(0.5));
  EXPECT_TRUE(page_number(std::nan("")).is_null());
  EXPECT_TRUE(page_number(HUGE_VAL).is_null());
}

TEST(PageData, the_head_says_what_was_read_and_the_rows) {
  const ResultFacts facts{.command = "evaluate",
                          .title = "p.csv",
                          .inputs = {{"p.csv", "00ff", "predictions"}},
                          .items = 3,
                          .seed = 7,
                          .resamples = 100,
                          .cluster_column = "speaker",
                          .cluster_count = 2,
                          .warnings = {"careful"}};
  ResultRow row;
  row.system = "a";
  row.against = "b";
  row.metric = "accuracy";
  row.value = 0.5;
  row.interval = ResultInterval{0.25, 0.75, "percentile", 100, 7};
  row.test = ResultTest{0.1, 0.5, 1, 2, "mcnemar_exact"};
  row.per_label = {{"joy", std::nan(""), "no_support"}};
  const PageJson page = page_head(facts, std::vector<ResultRow>{row});
  EXPECT_EQ(page["version"], 1);
  EXPECT_EQ(page["inputs"][0]["role"], "predictions");
  EXPECT_EQ(page["clusters"], "speaker");
  EXPECT_EQ(page["cluster_count"], 2);
  EXPECT_EQ(page["warnings"][0], "careful");
  const PageJson& first = page["rows"][0];
  EXPECT_EQ(first["ci"], PageJson({0.25, 0.75}));
  EXPECT_EQ(first["p_adjusted"], 1);
  EXPECT_EQ(first["family"], 2);
  EXPECT_EQ(first["per_label"][0]["name"], "joy");
  EXPECT_TRUE(first["per_label"][0]["value"].is_null());
  EXPECT_EQ(first["per_label"][0]["reason"], "no_support");
}

TEST(PageData, the_matrix_counts_items_by_gold_and_prediction) {
  const PageJson page = page_matrix(class_task("a", {0, 0, 1, 2}, {0, 1, 1, 1}));
  EXPECT_EQ(page["system"], "a");
  EXPECT_EQ(page["counts"], PageJson({{1, 1, 0}, {0, 1, 0}, {0, 1, 0}}));
  EXPECT_EQ(page["n"], 4);
  EXPECT_FALSE(page.contains("columns"));
}

// Only the kinds of failure that occur have a column.
TEST(PageData, answers_that_are_no_label_have_columns_of_their_own) {
  ScoringTask task = class_task("a", {0, 1, 1}, {0, kNoLabel, kNoLabel});
  task.status = {AnswerStatus::ok, AnswerStatus::no_answer, AnswerStatus::out_of_range};
  const PageJson page = page_matrix(task);
  EXPECT_EQ(page["columns"], PageJson({"anger", "fear", "joy", "out_of_range", "no_answer"}));
  EXPECT_EQ(page["counts"][1], PageJson({0, 0, 0, 1, 1}));
  EXPECT_EQ(page["counts"][0], PageJson({1, 0, 0, 0, 0}));
}

TEST(PageData, other_kinds_have_no_matrix) {
  EXPECT_TRUE(page_matrix(number_task("a", {1}, {1})).is_null());
  EXPECT_TRUE(page_matrix(set_task("a", {{}}, {{}})).is_null());
  ScoringTask shares{.system = "a", .task = "", .field = "", .labels = {"x"}, .ids = {"1"}};
  shares.gold_shares = shares.probabilities = {1};
  EXPECT_TRUE(page_matrix(shares).is_null());
}

// Differences 1, 3, and one item without a number: bias 2, standard deviation √2.
TEST(PageData, the_scatter_has_points_and_the_limits_of_bland_and_altman) {
  const ScoringTask task = number_task("a", {0, 1, 2}, {1, std::nan(""), 5});
  ResultRow ccc;
  ccc.system = "a";
  ccc.label = "valence";
  ccc.metric = "ccc";
  ccc.value = 0.5;
  const PageJson page = page_scatter(task, std::vector<ResultRow>{ccc}, 1);
  EXPECT_EQ(page["points"], PageJson({{0.0, 1.0}, {2.0, 5.0}}));
  EXPECT_EQ(page["ids"], PageJson({"1", "3"}));
  EXPECT_EQ(page["n"], 2);
  EXPECT_EQ(page["ccc"], 0.5);
  EXPECT_TRUE(page["pearson"].is_null());
  EXPECT_EQ(page["bland_altman"]["bias"], 2);
  EXPECT_NEAR(page["bland_altman"]["upper"].get<double>(), 2 + 1.96 * std::sqrt(2), 1e-12);
}

TEST(PageData, a_large_scatter_is_a_sample_and_says_of_how_many) {
  NumberColumn numbers(5000);
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<double>(i);
  const ScoringTask task = number_task("a", numbers, numbers);
  const PageJson page = page_scatter(task, {}, 1);
  EXPECT_EQ(page["points"].size(), 2000U);
  EXPECT_EQ(page["n"], 5000);
  EXPECT_EQ(page["points"], page_scatter(task, {}, 1)["points"]);
  EXPECT_NE(page["points"], page_scatter(task, {}, 2)["points"]);
  EXPECT_TRUE(page_scatter(number_task("a", {1}, {std::nan("")}), {}, 1).is_null());
}

}  // namespace
}  // namespace openaffect
