// AEB's reader on made-up files.
#include "openaffect/evaluate/benchmark_aeb.h"

#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/evaluate/benchmark_testing.h"

namespace openaffect {
namespace {

using nlohmann::json;
using ::testing::DoubleNear;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string line(const std::string& type, const std::string& question, const json& gold, const json& answer,
                 const json& probs = nullptr) {
  return json{{"ds_type", type},
              {"input", "Human: \nTask: Judge. " + question + " \n\nAssistant:\n"},
              {"true_value", gold},
              {"prediction", answer},
              {"probs", probs}}
             .dump() +
         "\n";
}

class AebAnswers : public BenchmarkFiles {
 protected:
  Result<std::vector<BenchmarkSystem>> read() const { return read_aeb(benchmark_, std::vector<std::string>{folder_}); }
  BenchmarkSystem only() const {
    const auto systems = read();
    EXPECT_TRUE(systems) << describe_error(systems.error());
    return systems && systems->size() == 1 ? systems->front() : BenchmarkSystem();
  }
  std::string failure() const {
    const auto systems = read();
    return systems ? "" : describe_error(systems.error());
  }
  Benchmark benchmark_ = *find_benchmark("aeb");
};

TEST_F(AebAnswers, are_split_by_the_emotion_that_is_asked_for) {
  put("EI-reg/M.jsonl",
      line("EI-reg", "Tweet: Emotion E: anger. Really Emotion E: joy. Intensity Score:", "0.5", "0.4)") +
          line("EI-reg", "Tweet: b Emotion E: anger. Intensity Score:", "0.25", "48.0") +
          line("EI-reg", "Tweet: c Emotion E: joy. Intensity Score:", "1", "none") +
          line("EI-reg", "Tweet: d Emotion E: joy. Intensity Score:", "0", nullptr));
  const BenchmarkSystem system = only();
  EXPECT_EQ(system.name, "M");
  ASSERT_EQ(system.tasks.size(), 2U);
  EXPECT_EQ(system.tasks[0].field, "anger");
  const ScoringTask& joy = *find_scoring_task(system, "EI-reg", "joy");
  EXPECT_EQ(joy.system, "M");
  EXPECT_EQ(joy.kind, TaskKind::numbers);
  EXPECT_THAT(joy.ids, ElementsAre("1", "3", "4"));
  EXPECT_THAT(joy.texts, ElementsAre("Emotion E: anger. Really", "c", "d"));
  EXPECT_THAT(joy.gold_numbers, ElementsAre(.5, 1, 0));
  EXPECT_EQ(joy.predicted_numbers[0], .4);
  EXPECT_TRUE(std::isnan(joy.predicted_numbers[1]));
  EXPECT_THAT(joy.status, ElementsAre(AnswerStatus::ok, AnswerStatus::no_number, AnswerStatus::no_answer));
  EXPECT_THAT(system.tasks[0].status, ElementsAre(AnswerStatus::out_of_range));
  EXPECT_EQ(system.absent.size(), 2U + 4 + 12 + 2);  // fear, sadness; EI-oc; 12 other tasks, EmoBank with three fields
  EXPECT_EQ(system.absent[0].field, "fear");
  EXPECT_EQ(system.absent[0].reason, "absent");
}

TEST_F(AebAnswers, have_probabilities_in_the_order_of_the_scheme) {
  put("V-oc/M.jsonl", line("V-oc", "Tweet: a Intensity Class:", "3: very positive emotional state can be inferred",
                           "-3: x", {.1, 0, 0, 0, 0, 0, .3}));
  put("EI-oc/M.jsonl", line("EI-oc", "Tweet: b Emotion E: fear. Intensity Class:", "1: low amount of fear", "3: high",
                            {.1, .2, .3, .4}));
  put("TDT/M.jsonl", line("TDT", "Text: t Intensity Class:", -1, "1: positive", {.9, .1, .9}));
  put("SST5/M.jsonl", line("SST5", "Text: s Sentiment Class:", "4: very positive", "4", {.2, .2, .2, .2, .2}) +
                          line("SST5", "Text: s Sentiment Class:", "4: very positive", "4", nullptr));
  const BenchmarkSystem system = only();
  const ScoringTask& valence = *find_scoring_task(system, "V-oc");
  EXPECT_EQ(valence.kind, TaskKind::grades);
  EXPECT_THAT(valence.gold_labels, ElementsAre(6));
  EXPECT_THAT(valence.predicted_labels, ElementsAre(0));
  EXPECT_THAT(valence.probabilities, ElementsAre(DoubleNear(.75, 1e-15), 0, 0, 0, 0, 0, DoubleNear(.25, 1e-15)));
  EXPECT_EQ(find_scoring_task(system, "EI-oc", "fear")->probabilities.size(), 4U);
  EXPECT_NEAR(find_scoring_task(system, "EI-oc", "fear")->probabilities[3], .4, 1e-15);
  EXPECT_THAT(find_scoring_task(system, "TDT")->probabilities, IsEmpty());
  EXPECT_THAT(find_scoring_task(system, "TDT")->gold_labels, ElementsAre(0));
  EXPECT_THAT(find_scoring_task(system, "TDT")->predicted_labels, ElementsAre(2));
  EXPECT_THAT(find_scoring_task(system, "SST5")->probabilities, IsEmpty());  // one row has none
}

TEST_F(AebAnswers, hold_labels_as_lists) {
  put("E-c/M.jsonl", line("E-c", "Tweet: a This tweet contains emotions:", "joy, optimism.", {"optimism", "love"}) +
                         line("E-c", "Tweet: b This tweet contains emotions:", "neutral or no emotion.",
                              json::array({"neutralornoemotion"})) +
                         line("E-c", "Tweet: c This tweet contains emotions:", "fear.", json::array()) +
                         line("E-c", "Tweet: d This tweet contains emotions:", "fear.", "fear, hope"));
  put("GoEmotions/M.jsonl", line("GoEmotions", "Text: e This tweet contains emotions:", "anger, neutral", {"neutral"}));
  const BenchmarkSystem system = only();
  const ScoringTask& emotions = *find_scoring_task(system, "E-c");
  EXPECT_THAT(emotions.gold_sets, ElementsAre(ElementsAre(4, 6), IsEmpty(), ElementsAre(3), ElementsAre(3)));
  EXPECT_THAT(emotions.predicted_sets, ElementsAre(ElementsAre(5, 6), IsEmpty(), IsEmpty(), IsEmpty()));
  EXPECT_THAT(emotions.status,
              ElementsAre(AnswerStatus::ok, AnswerStatus::ok, AnswerStatus::no_number, AnswerStatus::out_of_range));
  EXPECT_THAT(find_scoring_task(system, "GoEmotions")->gold_sets, ElementsAre(ElementsAre(0, 6)));
}

TEST_F(AebAnswers, change_the_task_every_thousand_rows) {
  std::string bank, vader;
  for (int row = 0; row < 2001; ++row)
    bank += line("Emobank", "Text: t Intensity Score:", "3", row < 1000 ? "1" : row < 2000 ? "2" : "3");
  for (int row = 0; row < 1500; ++row) vader += line("V-A,V-M,V-NYT,V-T", "Text: t Intensity Score:", -2.5, 1.5);
  put("x/one.jsonl", bank);
  put("two/one.jsonl", vader);
  const BenchmarkSystem system = only();
  EXPECT_EQ(find_scoring_task(system, "EmoBank", "valence")->ids.size(), 1000U);
  EXPECT_THAT(find_scoring_task(system, "EmoBank", "arousal")->predicted_numbers, ::testing::Each(2));
  EXPECT_THAT(find_scoring_task(system, "EmoBank", "dominance")->ids, ElementsAre("2001"));
  EXPECT_EQ(find_scoring_task(system, "V-M", "valence")->ids.size(), 500U);
  EXPECT_EQ(find_scoring_task(system, "V-M", "valence")->gold_numbers[0], -2.5);
  EXPECT_EQ(find_scoring_task(system, "V-T", "valence"), nullptr);
  put("x/one.jsonl", bank + bank);
  EXPECT_THAT(failure(), HasSubstr("one.jsonl: row 3001: more than 3000 rows"));
}

TEST_F(AebAnswers, come_by_system_and_from_files_too) {
  const std::string answers = line("V-reg", "Tweet: a Intensity Score:", "0.5", "0.5");
  const std::string b = put("V-reg/b.jsonl", answers), a = put("V-reg/a.jsonl", answers);
  const auto all = *read();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].name, "a");
  EXPECT_EQ(read_aeb(benchmark_, std::vector<std::string>{b})->at(0).name, "b");
  EXPECT_EQ(read_aeb(benchmark_, std::vector<std::string>{b, b})->size(), 1U);  // the same file twice is one
  put("copy/a.jsonl", answers);
  EXPECT_EQ(read().error().kind, ErrorKind::refused);
  EXPECT_THAT(failure(), HasSubstr("V-reg valence of a stands in another file too"));
}

TEST_F(AebAnswers, without_a_type_are_known_by_their_folder) {
  put("V-reg/a.jsonl", R"({"input": "whatever", "true_value": 0.5, "prediction": 0.25, "row": {"x": [1]}})");
  const BenchmarkSystem system = only();
  EXPECT_THAT(find_scoring_task(system, "V-reg", "valence")->texts, ElementsAre("whatever"));
  EXPECT_THAT(find_scoring_task(system, "V-reg", "valence")->predicted_numbers, ElementsAre(.25));
  put("V-rag/a.jsonl", R"({"input": "whatever", "true_value": 0.5, "prediction": 0.25})");
  EXPECT_THAT(failure(), HasSubstr("unknown task (ds_type)"));
}

TEST_F(AebAnswers, are_refused_with_file_and_row) {
  EXPECT_THAT(failure(), HasSubstr("holds no *.jsonl"));
  const std::string good = line("V-reg", "Tweet: a Intensity Score:", "0.5", "0.5");
  const auto bad = [&](const std::string& second) {
    put("V-reg/a.jsonl", good + second);
    return failure();
  };
  EXPECT_THAT(bad("{"), HasSubstr("V-reg/a.jsonl: row 2"));
  EXPECT_THAT(bad("[]"), HasSubstr("row 2"));
  EXPECT_THAT(bad("{}"), HasSubstr("row 2: has no text \"input\""));
  EXPECT_THAT(bad(R"({"input": "x", "prediction": "1"})"), HasSubstr("row 2: has no \"true_value\""));
  EXPECT_THAT(bad(R"({"input": "x", "true_value": "1"})"), HasSubstr("row 2: has no \"prediction\""));
  EXPECT_THAT(bad(R"({"input": "x", "true_value": "1", "prediction": {"a": 1}})"),
              HasSubstr("row 2: prediction is neither"));
  EXPECT_THAT(bad(R"({"input": "x", "true_value": "1", "prediction": [1]})"),
              HasSubstr("row 2: prediction is a list of"));
  EXPECT_THAT(bad(R"({"input": "x", "true_value": "2", "prediction": "1"})"),
              HasSubstr("row 2: true_value is none of task V-reg"));
  EXPECT_THAT(bad(R"({"input": "x", "true_value": [1], "prediction": "1"})"),
              HasSubstr("row 2: true_value is neither"));
  put("V-reg/a.jsonl", "");
  EXPECT_THAT(failure(), HasSubstr("has no answer"));
  put("V-reg/a.jsonl", line("EI-reg", "Tweet: a Emotion E: envy. Intensity Score:", "0.5", "0.5"));
  EXPECT_THAT(failure(), HasSubstr("row 1: unknown emotion 'envy'"));
  put("V-reg/a.jsonl", line("EI-reg", "Tweet: a", "0.5", "0.5"));
  EXPECT_THAT(failure(), HasSubstr("row 1: the input asks for no emotion"));
}

TEST_F(AebAnswers, that_are_hostile_are_answers) {
  put("V-reg/a.jsonl", "{\"input\": \"\xFF\", \"true_value\": \"1\", \"prediction\": \"\\ud800 \xC3\"}\n");
  EXPECT_THAT(only().tasks.at(0).status, ElementsAre(AnswerStatus::no_number));
  EXPECT_THAT(only().tasks.at(0).texts, ElementsAre("\xEF\xBF\xBD"));
  put("V-reg/a.jsonl", line("V-reg", "x", "1", std::string(1 << 20, '9'), json::array({json::array({1})})));
  EXPECT_THAT(only().tasks.at(0).status, ElementsAre(AnswerStatus::out_of_range));
}

}  // namespace
}  // namespace openaffect
