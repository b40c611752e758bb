#include <cmath>

#include <nlohmann/json.hpp>

#include "openaffect/evaluate/page_data.h"
#include "openaffect/evaluate/task_testing.h"

namespace openaffect {
namespace {

PageJson shown(const ScoringTask& task, std::size_t most = 500) {
  return page_disagreements(std::vector<ScoringTask>{task}, most);
}

TEST(PageDisagreements, the_farthest_apart_first) {
  const PageJson page = shown(number_task("a", {0, 0, 0}, {1, 0, -3}));
  EXPECT_EQ(page["of"], 2);
  EXPECT_EQ(page["measure"], "distance on the scale");
  ASSERT_EQ(page["rows"].size(), 2U);
  EXPECT_EQ(page["rows"][0]["id"], "3");
  EXPECT_EQ(page["rows"][0]["distance"], 3.0);
  EXPECT_EQ(page["rows"][1]["id"], "1");
  EXPECT_EQ(shown(number_task("a", {0, 0, 0}, {1, 0, -3}), 1)["rows"].size(), 1U);
}

TEST(PageDisagreements, grades_apart_and_no_answers_last) {
  ScoringTask task = class_task("a", {0, 0, 2, 1}, {2, 1, kNoLabel, 1}, {"low", "middle", "high"});
  task.kind = TaskKind::grades;
  task.status = {AnswerStatus::ok, AnswerStatus::ok, AnswerStatus::no_answer, AnswerStatus::ok};
  const PageJson rows = shown(task)["rows"];
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0]["distance"], 2.0);
  EXPECT_EQ(rows[0]["gold"], "low");
  EXPECT_EQ(rows[0]["predicted"], "high");
  EXPECT_TRUE(rows[2]["distance"].is_null());
  EXPECT_TRUE(rows[2]["predicted"].is_null());
  EXPECT_EQ(rows[2]["status"], "no_answer");
}

TEST(PageDisagreements, of_classes_the_surest_mistakes_come_first) {
  ScoringTask task = class_task("a", {0, 0}, {1, 1}, {"no", "yes"});
  task.probabilities = {.4, .6, .1, .9};
  EXPECT_EQ(shown(task)["rows"][0]["id"], "2");
}

// {anger} and {anger, joy} share one of two; an answer that was no label shares nothing, and is not named.
TEST(PageDisagreements, label_sets_by_jaccard_distance) {
  ScoringTask task = set_task("a", {{0}, {}, {1}}, {{0, 2}, {kNoLabel}, {1}});
  const PageJson rows = shown(task)["rows"];
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0]["distance"], 1.0);
  EXPECT_EQ(rows[0]["predicted"], PageJson::array());
  EXPECT_EQ(rows[1]["distance"], 0.5);
  EXPECT_EQ(rows[1]["predicted"], PageJson({"anger", "joy"}));
}

TEST(PageDisagreements, long_texts_are_cut_between_characters) {
  std::string text(1999, 'x');
  text += "äöü";
  ScoringTask task = text_task("a", {text}, {"y"});
  task.texts = {text};
  const std::string cut = shown(task)["rows"][0]["text"];
  EXPECT_EQ(cut, std::string(1999, 'x') + "…");
  EXPECT_EQ(shown(task)["rows"][0]["gold"], cut);
}

TEST(PageDisagreements, distributions_are_not_listed) {
  ScoringTask shares{.system = "a", .task = "", .field = "", .labels = {"x"}, .ids = {"1"}};
  shares.gold_shares = shares.probabilities = {1};
  EXPECT_EQ(shown(shares)["of"], 0);
  EXPECT_EQ(page_disagreements({})["of"], 0);
}

}  // namespace
}  // namespace openaffect
