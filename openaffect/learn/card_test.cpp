#include "openaffect/learn/card.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/learn/card_text.h"

namespace openaffect {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

RecipeSource source_of_data() {
  RecipeSource source;
  source.name = "mine";
  source.data = "mine.csv";
  source.targets.push_back({.head = "sentiment3", .column = "mood"});
  return source;
}

Recipe recipe() {
  Recipe made;
  made.name = "mood_model";
  made.sources = {source_of_data(), source_of_data()};
  made.sources[1].name = made.sources[1].set = "goemotions";
  made.sources[1].data.clear();
  made.sources.push_back(made.sources[1]);  // the same set in another way; named once
  made.sources[2].name = "goemotions_again";
  made.heads.push_back({.id = "sentiment3", .kind = HeadKind::multi_label, .scheme = built_in_scheme("sentiment3")});
  made.notes = {"Collected in one week."};
  return made;
}

TrainedModel model() {
  TrainedModel made;
  made.name = "mood_model";
  made.version = "1.0";
  made.licence = LicenceClass::nc;
  made.licence_text = "base: Apache-2.0; mine: CC BY-NC";
  made.languages = {"en"};
  made.heads = {
      {"sentiment3", HeadKind::multi_label, "sentiment3", {"negative", "neutral", "positive"}, 1.25, {.25, .5, .75}}};
  made.schemes = {built_in_scheme("sentiment3")};
  return made;
}

TrainingPlan plan() {
  TrainingPlan made;
  made.sources = {
      {"mine", "CC BY-NC", "mine.csv", "abc123", LicenceClass::nc, "drawn by a hash of person", 1200, 30, 40, 0}};
  made.leaks = {{"mine", "sst", "test", 7}};
  made.classes = {{"mine", "sentiment3", "positive", 500, 10, 12}};
  made.notes = {"the column person kept rows together"};
  made.teachers = {{"large", "2", "CC0", "789abc", LicenceClass::open}};
  return made;
}

HeadScores scores() {
  HeadScores made{
      .source = "mine", .part = "test", .head = "sentiment3", .kind = HeadKind::multi_label, .texts = 40, .rows = {}};
  ResultRow row{.system = "mood_model", .metric = "macro_f1"};
  row.label = "sentiment3";
  row.value = .5234;
  row.interval = ResultInterval{.4, .6, "percentile"};
  row.n_items = 40;
  row.per_label = {{"positive", .8, "", ResultInterval{.7, .9, "percentile"}, 12}};
  made.rows.push_back(row);
  row.part = "ann";
  row.value = .3;
  row.per_label.clear();
  made.rows.push_back(row);
  made.ece_before = .12;
  made.ece_after = .0345;
  return made;
}

std::string card() {
  const Recipe made_recipe = recipe();
  const TrainedModel made_model = model();
  const TrainingPlan made_plan = plan();
  const std::vector<HeadCalibration> calibration = {{"sentiment3", 30, 1.25, {.25, .5, .75}, .11, .02}};
  const std::vector<HeadScores> made_scores = {scores()};
  std::vector<HeadScores> exact = {scores()};
  exact[0].rows[0].value = .5249;
  const std::vector<RunRecord> runs = {
      {"mood_model", "first", "2026-11-20T10:00:00Z", {{"lr", "0.001"}}, 2, .4, 60, {}},
      {"mood_model", "mood_model", "2026-11-21T10:00:00Z", {{"seed", "1"}}, 3, .5, 60, {{"mine sentiment3", .51}}}};
  return model_card({.recipe = made_recipe,
                     .model = made_model,
                     .plan = made_plan,
                     .calibration = calibration,
                     .scores = made_scores,
                     .exact = exact,
                     .runs = runs,
                     .base = {"MiniLM-L6", "", "Apache-2.0", LicenceClass::open, "Pairs."},
                     .base_architecture = "bert, 6 layers of 384",
                     .base_sha256 = "def456",
                     .command = "openaffect train text -o mood_model",
                     .finished = "2026-11-21T10:00:00Z",
                     .precision = "bfloat16",
                     .device = "cpu",
                     .versions = {{"openaffect", "0.1.0"}},
                     .best_epoch = 3,
                     .score = .5,
                     .seconds = 60});
}

TEST(Card, front_matter) {
  EXPECT_THAT(card(), StartsWith("---\nlicense: cc-by-nc-4.0\nlanguage:\n- \"en\"\n"));
  EXPECT_THAT(card(),
              HasSubstr("base_model: sentence-transformers/all-MiniLM-L6-v2\ndatasets:\n- \"goemotions\"\n---\n"));
  EXPECT_EQ(front_licence(LicenceClass::open, "Apache-2.0 (weights), MIT (package)"), "apache-2.0");
  EXPECT_EQ(front_licence(LicenceClass::open, "MIT"), "other");
  EXPECT_EQ(front_licence(LicenceClass::terms, "Apache-2.0"), "other");
}

TEST(Card, says_what_went_in_and_what_was_taken_out) {
  const std::string text = card();
  EXPECT_THAT(text, HasSubstr("| mine | CC BY-NC | nc | 1,200 | 30 | 40 | drawn by a hash of person | `abc123` |"));
  EXPECT_THAT(text, HasSubstr("| mine | 7 | sst | test |"));
  EXPECT_THAT(text, HasSubstr("| mine | sentiment3 | positive | 500 | 10 | 12 |"));
  EXPECT_THAT(text, HasSubstr("Teacher: large 2, class open"));
  EXPECT_THAT(text, HasSubstr("Collected in one week."));
  EXPECT_THAT(text, HasSubstr("the column person kept rows together"));
  EXPECT_THAT(text, HasSubstr("Not for commercial use"));
  EXPECT_THAT(text, HasSubstr("not knowledge of a person"));
}

TEST(Card, says_what_it_is_worth) {
  const std::string text = card();
  EXPECT_THAT(text, HasSubstr("| mine | test | sentiment3 | macro_f1 | 0.523 | 0.400 to 0.600 | 40 |"));
  EXPECT_THAT(text, HasSubstr("| mine | test | sentiment3 | ann | macro_f1 | 0.300 |"));
  EXPECT_THAT(text, HasSubstr("| mine | sentiment3 | positive | 0.800 | 0.700 to 0.900 | 12 |"));
  EXPECT_THAT(text, HasSubstr("| mine | sentiment3 | macro_f1 | 0.5249 | 0.5234 | -0.0015 |"));
  EXPECT_THAT(text, HasSubstr("| sentiment3 | 1.2500 | 30 | 0.1100 | 0.0200 |"));
  EXPECT_THAT(text, HasSubstr("| mine | test | sentiment3 | 0.1200 | 0.0345 |"));
  EXPECT_THAT(text, HasSubstr("| sentiment3 | negative | 0.25000 |"));
}

TEST(Card, says_how_it_was_made_and_what_else_was_tried) {
  const std::string text = card();
  EXPECT_THAT(text, HasSubstr("| first | 2026-11-20T10:00:00Z | lr 0.001 | 0.400 |"));
  EXPECT_THAT(text, HasSubstr("mine sentiment3 0.510"));
  EXPECT_THAT(text, HasSubstr("openaffect train text -o mood_model"));
  EXPECT_THAT(text, HasSubstr("```json\n" + recipe_json(recipe()) + "\n```"));
}

TEST(Card, strangers_words_are_words) {
  EXPECT_EQ(card_text("a|b\n<i>"), "a\\|b \\<i\\>");
  EXPECT_EQ(yaml_text("a\"b\n"), "\"a\\\"b \"");
  EXPECT_EQ(card_number(std::nan("")), "–");
  EXPECT_EQ(card_table({"a"}, {}), "");
  EXPECT_EQ(card_table({"a", "n"}, {{"x", "1"}}), "| a | n |\n|---|---:|\n| x | 1 |\n\n");
}

TEST(RunRecord, line_and_back) {
  const RunRecord run{"m", "f", "2026-11-21T10:00:00Z", {{"lr", "0.1"}}, 2.5, .75, 12, {{"h", .5}}};
  EXPECT_THAT(parse_runs("no json\n" + run_line(run) + "[1]\n"), ::testing::ElementsAre(run));
  EXPECT_TRUE(read_runs("/nowhere/runs.jsonl").empty());
}

}  // namespace
}  // namespace openaffect
