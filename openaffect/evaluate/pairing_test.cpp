#include "openaffect/evaluate/pairing.h"

#include <cmath>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace openaffect {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class PairingTest : public ::testing::Test {
 protected:
  std::string put(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ + name, std::ios::binary) << text;
    return folder_ + name;
  }
  static PairedTasks paired(const std::string& predicted, const std::string& gold, const PairingOptions& options = {}) {
    auto result = pair_tables(predicted, gold, options);
    if (!result) throw std::runtime_error(describe_error(result.error()));
    return *std::move(result);
  }
  static std::string failure(const std::string& predicted, const std::string& gold,
                             const PairingOptions& options = {}) {
    const auto result = pair_tables(predicted, gold, options);
    return result ? "" : describe_error(result.error());
  }
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string folder_ =
      ::testing::TempDir() + "pairing_" + ::testing::UnitTest::GetInstance()->current_test_info()->name() + "/";
};

TEST_F(PairingTest, rows_meet_by_id_whatever_their_order) {
  const auto predicted = put("a.jsonl", "{\"id\":\"x\",\"label\":\"joy\"}\n{\"id\":\"y\",\"label\":\"fear\"}\n");
  const auto gold =
      put("gold.jsonl",
          "{\"id\":\"y\",\"label\":\"anger\",\"speaker\":\"s\"}\n{\"id\":\"x\",\"label\":\"joy\",\"speaker\":\"t\"}\n");
  const PairedTasks tasks = paired(predicted, gold);
  ASSERT_EQ(tasks.tasks.size(), 1U);
  const ScoringTask& task = tasks.tasks[0];
  EXPECT_EQ(task.system, "a");
  EXPECT_EQ(task.kind, TaskKind::classes);
  EXPECT_THAT(task.ids, ElementsAre("y", "x"));
  EXPECT_THAT(task.labels, ElementsAre("anger", "fear", "joy"));
  EXPECT_THAT(task.gold_labels, ElementsAre(0, 2));
  EXPECT_THAT(task.predicted_labels, ElementsAre(1, 2));
  EXPECT_EQ(tasks.cluster_column, "speaker");
  EXPECT_THAT(task.clusters, ElementsAre("s", "t"));
}

TEST_F(PairingTest, ids_that_repeat_or_lack_a_partner_are_named) {
  const auto twice = put("twice.csv", "id,label\nx,joy\nx,joy\n");
  const auto gold = put("gold.csv", "id,label\nx,joy\ny,joy\n");
  EXPECT_THAT(failure(twice, gold), HasSubstr("twice.csv: column id: 1 rows have the id of another row: 'x'"));
  const auto other = put("other.csv", "id,label\nx,joy\nz,fear\n");
  EXPECT_THAT(failure(other, gold), HasSubstr("1 of its ids are not in"));
  PairingOptions options;
  options.allow_missing = true;
  const PairedTasks tasks = paired(other, gold, options);
  EXPECT_EQ(tasks.dropped, 2U);
  EXPECT_THAT(tasks.tasks[0].ids, ElementsAre("x"));
  EXPECT_THAT(tasks.warnings, ElementsAre(HasSubstr("have no partner")));
}

TEST_F(PairingTest, without_ids_rows_are_paired_in_order_when_equally_many) {
  const auto gold = put("gold.csv", "label\njoy\nfear\n");
  EXPECT_THAT(paired(put("a.csv", "prediction\nfear\nfear\n"), gold).tasks[0].predicted_labels, ElementsAre(0, 0));
  EXPECT_THAT(failure(put("b.csv", "prediction\nfear\n"), gold), HasSubstr("has 1 rows"));
}

TEST_F(PairingTest, a_scheme_of_numbers_gives_a_task_a_field) {
  const auto gold = put("gold.csv", "valence,arousal,dominance\n0.5,-0.25,0\n-1,1,0.125\n");
  const auto predicted = put("p.csv", "vad.valence,vad.dominance,vad.arousal\n.4,0,\n-.9,1e-1,x\n");
  PairingOptions options;
  options.scheme = *open_scheme("vad");
  const PairedTasks tasks = paired(predicted, gold, options);
  ASSERT_EQ(tasks.tasks.size(), 3U);
  EXPECT_EQ(tasks.tasks[0].field, "valence");
  EXPECT_THAT(tasks.tasks[0].predicted_numbers, ElementsAre(0.4, -0.9));
  EXPECT_THAT(tasks.tasks[2].predicted_numbers, ElementsAre(0, 0.1));
  EXPECT_THAT(tasks.tasks[1].status, ElementsAre(AnswerStatus::no_answer, AnswerStatus::no_number));
}

TEST_F(PairingTest, a_field_that_the_system_lacks_is_there_without_predictions) {
  const auto gold = put("gold.csv", "valence,arousal\n0.5,-0.25\n");
  PairingOptions options;
  options.scheme = *open_scheme("vad");
  const PairedTasks tasks = paired(put("p.csv", "valence\n.4\n"), gold, options);
  ASSERT_EQ(tasks.tasks.size(), 2U);
  EXPECT_TRUE(std::isnan(tasks.tasks[1].predicted_numbers[0]));
  EXPECT_THAT(tasks.tasks[1].status, ElementsAre(AnswerStatus::no_answer));
}

TEST_F(PairingTest, labels_match_a_scheme_by_name_and_alias) {
  const auto gold = put("gold.csv", "ekman7\nHappiness\nANGER\n");
  PairingOptions options;
  options.scheme = *open_scheme("ekman7");
  const PairedTasks tasks = paired(put("p.csv", "label\njoy\nbored\n"), gold, options);
  const ScoringTask& task = tasks.tasks[0];
  EXPECT_EQ(task.gold_labels[0], task.predicted_labels[0]);
  EXPECT_EQ(task.predicted_labels[1], kNoLabel);
  EXPECT_THAT(task.status, ElementsAre(AnswerStatus::ok, AnswerStatus::out_of_range));
  EXPECT_THAT(tasks.warnings, ElementsAre(HasSubstr("1 predictions are no label of the scheme (bored)")));
  EXPECT_THAT(failure(put("q.csv", "label\njoy\njoy\n"), put("bad.csv", "label\njoy\njoyy\n"), options),
              HasSubstr("bad.csv: row 2, column label: unknown label 'joyy'; did you mean 'joy'?"));
}

TEST_F(PairingTest, lists_are_sets_and_an_empty_one_is_a_set) {
  const auto gold = put("gold.jsonl", "{\"label\":[\"joy\",\"love\"]}\n{\"label\":[]}\n");
  const PairedTasks tasks = paired(put("p.csv", "label,n\nlove|joy,1\n,2\n"), gold);
  EXPECT_EQ(tasks.tasks[0].kind, TaskKind::label_sets);
  EXPECT_THAT(tasks.tasks[0].gold_sets, ElementsAre(ElementsAre(0, 1), IsEmpty()));
  EXPECT_EQ(tasks.tasks[0].gold_sets, tasks.tasks[0].predicted_sets);
}

TEST_F(PairingTest, rows_without_gold_are_left_out_and_counted) {
  const auto gold = put("gold.csv", "id,label\na,joy\nb,\n");
  const PairedTasks tasks = paired(put("p.csv", "id,label\na,joy\nb,joy\n"), gold);
  EXPECT_THAT(tasks.tasks[0].ids, ElementsAre("a"));
  EXPECT_THAT(tasks.warnings, ElementsAre(HasSubstr("1 rows have no gold")));
}

TEST_F(PairingTest, gold_must_be_finite) {
  const auto gold = put("gold.csv", "gold\n0.5\ninf\n");
  PairingOptions options;
  options.kind = TaskKind::numbers;
  EXPECT_THAT(failure(put("p.csv", "prediction\n1\n2\n"), gold, options),
              HasSubstr("gold.csv: row 2, column gold: 'inf' is no finite number"));
}

TEST_F(PairingTest, columns_that_cannot_be_told_are_listed) {
  const auto gold = put("gold.csv", "mood\njoy\n");
  EXPECT_THAT(failure(put("p.csv", "label\njoy\n"), gold),
              HasSubstr("no column of gold; say which with --gold-column: mood"));
  PairingOptions options;
  options.gold_column = "mood";
  EXPECT_EQ(paired(put("p.csv", "label\njoy\n"), gold, options).tasks[0].gold_labels.size(), 1U);
  options.gold_column = "moood";
  EXPECT_THAT(failure(put("p.csv", "label\njoy\n"), gold, options), HasSubstr("did you mean 'mood'?"));
}

TEST_F(PairingTest, gold_may_stand_in_the_same_table) {
  const auto table = put("t.csv", "text,label,prediction\na,joy,fear\n");
  const PairedTasks tasks = paired(table, "");
  EXPECT_THAT(tasks.tasks[0].labels, ElementsAre("fear", "joy"));
  EXPECT_THAT(tasks.tasks[0].texts, ElementsAre("a"));
}

TEST_F(PairingTest, probabilities_are_found_by_their_names) {
  const auto table = put("t.csv",
                         "label,prediction,probability.negative,probability.neutral,probability.positive\n"
                         "positive,positive,.1,.2,.7\n");
  PairingOptions options;
  options.scheme = *open_scheme("sentiment3");
  const auto& labels = options.scheme->labels();
  const PairedTasks tasks = paired(table, "", options);
  ASSERT_EQ(tasks.tasks[0].probabilities.size(), 3U);
  EXPECT_EQ(tasks.tasks[0].probabilities[static_cast<std::size_t>(*options.scheme->find_label("positive"))], 0.7);
  EXPECT_EQ(labels.size(), 3U);
}

}  // namespace
}  // namespace openaffect
