#include "openaffect/evaluate/evaluation.h"

#include <nlohmann/json.hpp>

#include "openaffect/core/sha256.h"
#include "openaffect/evaluate/agreement_study.h"
#include "openaffect/evaluate/task_testing.h"

namespace openaffect {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class EvaluationTest : public TableFiles {
 protected:
  static ScoringOptions few(std::vector<std::string> metrics = {}) {
    ScoringOptions options;
    options.intervals.bootstrap.resamples = 100;
    options.metrics = std::move(metrics);
    return options;
  }
  std::string gold() const { return put("gold.csv", "id,label,speaker\na,joy,s\nb,fear,s\nc,joy,t\n"); }
  std::string predictions(const std::string& name, const std::string& b) const {
    return put(name, "id,label\nc,joy\na,joy\nb," + b + "\n");
  }
  template <class T>
  static T value(Result<T> result) {
    if (!result) throw std::runtime_error(describe_error(result.error()));
    return *std::move(result);
  }
};

TEST_F(EvaluationTest, tables_become_rows_facts_and_notes) {
  const std::string predicted = predictions("p.csv", "joy");
  const Evaluation made = value(evaluate_tables(predicted, gold(), {}, few()));
  EXPECT_EQ(find_row(made.rows, "accuracy").value, 2.0 / 3);
  EXPECT_EQ(find_row(made.rows, "accuracy").system, "p");
  EXPECT_EQ(made.facts.items, 3U);
  EXPECT_EQ(made.facts.cluster_column, "speaker");
  EXPECT_EQ(made.facts.cluster_count, 2U);
  ASSERT_EQ(made.facts.inputs.size(), 2U);
  EXPECT_EQ(made.facts.inputs[0].sha256, sha256_hex("id,label\nc,joy\na,joy\nb,joy\n"));
  EXPECT_THAT(made.notes,
              ElementsAre("p.csv: predictions in column label; gold in column label of gold.csv; 3 items by id; kind "
                          "classes",
                          HasSubstr("2 by column speaker (--cluster none draws single rows)")));
  EXPECT_THAT(made.facts.warnings, ElementsAre(HasSubstr("with 2 groups intervals are too narrow")));
}

// With and without intervals: what was stopped before it began says nothing.
TEST_F(EvaluationTest, stopped) {
  const std::atomic<bool> stop = true;
  ScoringOptions scoring = few();
  scoring.intervals.wanted = false;
  const std::string predicted = predictions("p.csv", "joy");
  const auto evaluated = evaluate_tables(predicted, gold(), {.stop = &stop}, scoring);
  EXPECT_EQ(evaluated.error().kind, ErrorKind::interrupted);
  const std::string rated = put("ratings.csv", "item,rater,label\na,x,joy\na,y,joy\nb,x,fear\nb,y,joy\n");
  AgreementOptions options{.ratings = {.unit = "item", .rater = "rater", .value = "label"}};
  options.intervals.wanted = false;
  EXPECT_TRUE(study_agreement(rated, options));
  options.intervals.bootstrap.stop = &stop;
  EXPECT_EQ(study_agreement(rated, options).error().kind, ErrorKind::interrupted);
  options.ratings.stop = &stop;
  EXPECT_EQ(study_agreement(rated, options).error().kind, ErrorKind::interrupted);
}

TEST_F(EvaluationTest, systems_may_have_names_of_their_own) {
  const std::string one = predictions("a.b.csv", "joy"), other = predictions("c.csv", "fear");
  const auto made = value(compare_tables({one, other}, gold(), {.own_names = true}, {.scoring = few({"accuracy"})}));
  EXPECT_EQ(find_row(made.rows, "accuracy").system, one);
}

TEST(TaskKinds, of_names) {
  EXPECT_EQ(*task_kind_of_name("label_sets"), TaskKind::label_sets);
  EXPECT_EQ(*task_kind_of_name("texts"), TaskKind::texts);
  EXPECT_THAT(task_kind_of_name("clases").error().what, HasSubstr("--kind: unknown kind 'clases'; did you mean"));
}

TEST_F(EvaluationTest, one_list_of_metrics_for_all_tasks) {
  const std::string predicted = put("p.csv", "label,probability.fear,probability.joy\njoy,.5,.5\n");
  const std::string shares = put("g.csv", "label,share.fear,share.joy\njoy,1,3\n");
  EXPECT_EQ(value(evaluate_tables(predicted, shares, {}, few({"js"}))).rows.size(), 1U);
  EXPECT_EQ(value(evaluate_tables(predicted, shares, {}, few({"js", "accuracy"}))).rows.size(), 2U);
  const auto wrong = evaluate_tables(predicted, shares, {}, few({"jss"}));
  EXPECT_THAT(describe_error(wrong.error()), HasSubstr("did you mean 'js'"));
}

TEST_F(EvaluationTest, systems_of_one_name_are_told_apart_by_path) {
  std::filesystem::create_directories(folder_ + "x");
  const std::string a = predictions("p.csv", "joy"), b = predictions("x/p.csv", "fear");
  const Evaluation made = value(compare_tables({a, b}, gold(), {}, {.scoring = few({"accuracy"})}));
  EXPECT_EQ(find_row(made.rows, "accuracy", "gold", b).value, 1);
  EXPECT_EQ(find_row(made.rows, "accuracy", b).system, a);
  EXPECT_EQ(made.notes.size(), 3U);  // each system's, and the clusters
}

TEST_F(EvaluationTest, systems_are_compared_on_the_items_that_all_have) {
  const std::string a = put("a.csv", "id,label\na,joy\nb,fear\n"), b = put("b.csv", "id,label\nb,joy\nc,joy\n");
  EXPECT_FALSE(compare_tables({a, b}, gold(), {}, {.scoring = few({"accuracy"})}));
  PairingOptions pairing;
  pairing.allow_missing = true;
  pairing.cluster = "none";
  const Evaluation made = value(compare_tables({a, b}, gold(), pairing, {.scoring = few({"accuracy"})}));
  for (const ResultRow& row : made.rows) EXPECT_EQ(row.n_items, 1U);
}

TEST_F(EvaluationTest, labels_that_only_one_system_says_are_united) {
  const std::string a = predictions("a.csv", "anger"), b = predictions("b.csv", "fear");
  const Evaluation made = value(compare_tables({a, b}, gold(), {}, {.scoring = few({"macro_f1"})}));
  EXPECT_NEAR(find_row(made.rows, "macro_f1", "gold", "a").value, 1.0 / 3, 1e-15);  // joy 1, fear 0, anger 0
  EXPECT_EQ(find_row(made.rows, "macro_f1", "gold", "b").value, 1);
}

TEST_F(EvaluationTest, a_metric_that_only_one_system_has_is_not_compared) {
  const std::string a = predictions("a.csv", "fear");
  const std::string b = put("b.csv",
                            "id,label,probability.fear,probability.joy\n"
                            "a,joy,.1,.9\nb,fear,.8,.2\nc,joy,.3,.7\n");
  const Evaluation made = value(compare_tables({a, b}, gold(), {}, {.scoring = few({"roc_auc"})}));
  for (const ResultRow& row : made.rows) {
    EXPECT_EQ(row.system, "b");
    EXPECT_FALSE(row.test);
  }
}

TEST_F(EvaluationTest, the_page_has_the_blocks_that_the_tasks_have) {
  const Evaluation made = value(evaluate_tables(predictions("p.csv", "joy"), gold(), {}, few()));
  IntervalOptions intervals;
  intervals.bootstrap.seed = 5;
  const PageJson page = evaluation_page(made, intervals);
  EXPECT_EQ(page["command"], "evaluate");
  EXPECT_EQ(page["seed"], 5);
  EXPECT_EQ(page["matrices"].size(), 1U);
  EXPECT_EQ(page["scatter"].size(), 0U);
  EXPECT_EQ(page["disagreements"]["of"], 1);
}

TEST_F(EvaluationTest, one_system_is_not_compared) {
  EXPECT_FALSE(compare_tables({predictions("p.csv", "joy")}, gold(), {}, {.scoring = few()}));
}

}  // namespace
}  // namespace openaffect
