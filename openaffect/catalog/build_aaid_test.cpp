// The whole of AAID from a made-up folder: two training and one development tweet of each task and emotion, and the ten
// test tweets that ten prompts need.
#include "openaffect/catalog/build_aaid.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/catalog/loader_testing.h"

namespace openaffect {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class BuildAaid : public LoaderTest {
 protected:
  void SetUp() override {
    LoaderTest::SetUp();
    for (const AaidTaskInfo& task : kAaidTaskInfos) {
      if (task.per_emotion)
        for (std::size_t emotion = 0; emotion < kAaidEmotions.size(); ++emotion) put_tweets(task, emotion);
      else
        put_tweets(task, std::nullopt);
      put_questions(task);
    }
  }

  static std::string field(const AaidTaskInfo& task, std::optional<std::size_t> emotion) {
    switch (task.task) {
      case AaidTask::e_c:
        return "1\t0\t0\t0\t0\t1\t0\t0\t0\t0\t0";
      case AaidTask::ei_oc:
        return fmt::format("{}\t1: low amount of {} can be inferred", kAaidEmotions[*emotion], kAaidEmotions[*emotion]);
      case AaidTask::v_oc:
        return "valence\t0: neutral or mixed emotional state can be inferred";
      default:
        return fmt::format("{}\t0.250", emotion ? kAaidEmotions[*emotion] : "valence");
    }
  }

  void put_tweets(const AaidTaskInfo& task, std::optional<std::size_t> emotion) const {
    const std::string header = task.task == AaidTask::e_c ? "ID\tTweet\tanger\tanticipation\tdisgust\tfear\tjoy\tlove\t"
                                                            "optimism\tpessimism\tsadness\tsurprise\ttrust\n"
                                                          : "ID\tTweet\tAffect Dimension\tIntensity\n";
    const std::string answer = field(task, emotion);
    const std::string first = "1\t\"So,\" he said\\n\xC2\x92 " + std::string(task.name) + "\t" + answer + "\n";
    put(aaid_tweet_path(task, AaidSplit::train, emotion), header + first + "2\tYes!\t" + answer + "\n");
    put(aaid_tweet_path(task, AaidSplit::development, emotion), header + first);
    std::string test = header;
    for (std::size_t i = 0; i < rows_of(task); ++i) test += fmt::format("3\ttest {}?\t{}\n", i, answer);
    put(aaid_tweet_path(task, AaidSplit::test, emotion), test);
  }
  static std::size_t rows_of(const AaidTaskInfo& task) { return task.per_emotion ? 5 : 10; }

  // Prompt 9 first: the order of prompts is not that of the file.
  void put_questions(const AaidTaskInfo& task) const {
    std::string lines;
    const auto test = read_aaid_tweets(RawFiles(folder_), task, AaidSplit::test);
    ASSERT_TRUE(test) << describe_error(test.error());
    for (std::size_t i = 0; i < test->size(); ++i)
      lines += line(aaid_question(task, fmt::format("Prompt {}.", 9 - i % 10), (*test)[i]), (*test)[i].answer);
    put(aaid_question_path(task), lines);
  }
  static std::string line(const std::string& question, const std::string& answer) {
    return nlohmann::json{{"input", "Human: \n" + question + "\n\nAssistant:\n"}, {"true_value", answer}}.dump() + "\n";
  }

  BuildAaidOptions options() const {
    BuildAaidOptions options;
    options.from = folder_;
    options.output = folder_ + "/aaid";
    return options;
  }
  std::vector<std::string> lines(const std::string& name) const {
    const std::string bytes = *read_file(folder_ + "/aaid/" + name, 1 << 24);
    std::vector<std::string> lines;
    for (const RawLine& line : lines_of(bytes, name)) lines.emplace_back(line.text);
    return lines;
  }
  std::string failed() const {
    const auto built = build_aaid(options());
    if (built) return "";
    EXPECT_FALSE(file_exists(folder_ + "/aaid") || is_folder(folder_ + "/aaid"));
    EXPECT_FALSE(is_folder(folder_ + "/aaid.partial"));
    return describe_error(built.error());
  }
};

// 11 blocks (4 + 4 + 1 + 1 + 1), 10 prompts: 2 * 10 * 11 training rows, half as many for development; 10 or 4 * 5 tests
TEST_F(BuildAaid, writes_every_tweet_with_every_prompt) {
  const auto built = build_aaid(options());
  ASSERT_TRUE(built) << describe_error(built.error());
  ASSERT_THAT(built->counts, SizeIs(11));
  EXPECT_EQ(built->counts[2].task, "EI-reg");
  EXPECT_EQ(built->counts[2].emotion, "joy");
  EXPECT_THAT(built->counts[2].rows, ElementsAre(20, 10, 5));
  EXPECT_EQ(built->counts[10].task, "E-c");
  EXPECT_THAT(built->counts[10].rows, ElementsAre(20, 10, 10));
  EXPECT_THAT(built->files, SizeIs(6));
  EXPECT_THAT(built->unknown_inputs, SizeIs(38));  // 11 * 3 + 5, none as published
  EXPECT_THAT(lines("train.jsonl"), SizeIs(220));
  EXPECT_THAT(lines("dev.jsonl"), SizeIs(110));
  EXPECT_THAT(lines("test.jsonl"), SizeIs(2 * 20 + 3 * 10));
  EXPECT_THAT(lines("train.csv"), SizeIs(221));
}

TEST_F(BuildAaid, lines_are_as_published) {
  ASSERT_TRUE(build_aaid(options()));
  EXPECT_EQ(
      lines("train.jsonl")[0],
      "{\"id\": \"multiemotion-1\", \"conversations\": [{\"from\": \"human\", \"value\": \"Task: Prompt 0. Tweet: "
      "\\\"So,\\\" he said\\\\n\xC2\x92 EI-reg. Emotion E: anger. Intensity Score: \"}, {\"from\": \"assistant\", "
      "\"value\": \"0.25\"}]}");
  EXPECT_EQ(lines("dev.csv")[0], "Instruction,Answer");
  EXPECT_EQ(
      lines("dev.csv")[1],
      "\"Task: Prompt 0. Tweet: \"\"So,\"\" he said\\n\xC2\x92 EI-reg. Emotion E: anger. Intensity Score: \",0.25");
  EXPECT_EQ(lines("test.jsonl").back(),
            R"({"instruction": "Task: Prompt 0. Tweet: test 9? This tweet contains emotions: ", "input": "", )"
            R"("output": "anger, love."})");
  // prompt before emotion before row: the third training row is the next emotion of the same prompt
  EXPECT_THAT(lines("train.jsonl")[2], HasSubstr("Prompt 0. Tweet: \\\"So,\\\""));
  EXPECT_THAT(lines("train.jsonl")[2], HasSubstr("Emotion E: fear."));
  EXPECT_THAT(lines("train.jsonl")[8], HasSubstr("multiemotion-9\""));
  EXPECT_THAT(lines("train.jsonl")[8], HasSubstr("Prompt 1."));
  const auto all = lines("train.csv");
  EXPECT_THAT(std::set<std::string>(all.begin(), all.end()), SizeIs(all.size()));
}

TEST_F(BuildAaid, a_tweet_without_emotion_is_neutral) {
  put("text/semeval2018/E-c/E-c-En-dev.txt",
      "ID\tTweet\ta\tb\tc\td\te\tf\tg\th\ti\tj\tk\n1\tx\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0\n");
  ASSERT_TRUE(build_aaid(options()));
  EXPECT_THAT(lines("dev.csv").back(), HasSubstr(",neutral or no emotion."));
}

TEST_F(BuildAaid, format_says_which_files) {
  EXPECT_EQ(*aaid_format_of_name("csv"), AaidFormat::csv);
  EXPECT_EQ(*aaid_format_of_name("both"), AaidFormat::both);
  EXPECT_EQ(aaid_format_of_name("json").error().kind, ErrorKind::unknown);
  BuildAaidOptions csv = options();
  csv.format = AaidFormat::csv;
  ASSERT_TRUE(build_aaid(csv));
  EXPECT_TRUE(file_exists(folder_ + "/aaid/dev.csv"));
  EXPECT_FALSE(file_exists(folder_ + "/aaid/dev.jsonl"));
}

TEST_F(BuildAaid, an_output_that_is_there_stays_unless_forced) {
  ASSERT_TRUE(build_aaid(options()));
  put("aaid/train.csv", "mine");
  EXPECT_EQ(build_aaid(options()).error().kind, ErrorKind::refused);
  EXPECT_THAT(lines("train.csv"), ElementsAre("mine"));
  BuildAaidOptions forced = options();
  forced.force = true;
  ASSERT_TRUE(build_aaid(forced));
  EXPECT_THAT(lines("train.csv"), SizeIs(221));
  put("aaid/thesis.tex", "mine");
  EXPECT_THAT(build_aaid(forced).error().what, HasSubstr("thesis.tex, which is no file of ours"));
  EXPECT_TRUE(file_exists(folder_ + "/aaid/thesis.tex"));
}

TEST_F(BuildAaid, what_lies_in_the_folder_beside_is_left_alone) {
  put("aaid.partial/thesis.tex", "mine");
  ASSERT_TRUE(build_aaid(options()));
  EXPECT_TRUE(file_exists(folder_ + "/aaid.partial/thesis.tex"));
  EXPECT_FALSE(is_folder(folder_ + "/aaid.partial/made"));
}

TEST_F(BuildAaid, the_rules_are_held_against_the_published_questions) {
  const AaidTaskInfo& task = kAaidTaskInfos[3];  // V-reg
  const std::string path = aaid_question_path(task);
  const std::string whole = *read_file(folder_ + "/" + path, 1 << 20);
  put(path, line("Task: Prompt 1. Tweet: test 0?. Intensity Score: ", "0.25") + whole);
  EXPECT_THAT(failed(), HasSubstr("V-reg/Emollama-chat-13b.jsonl: row 1: neither the question nor the answer"));
  put(path, line("Task: Prompt 1. Tweet: test 0? Intensity Score: ", "0.250") + whole);
  EXPECT_THAT(failed(), HasSubstr("row 1: neither the question nor the answer"));
  put(path, whole + line("Task: Prompt 1. Tweet: test 0? Intensity Score: ", "0.25"));
  EXPECT_THAT(failed(), HasSubstr("row 11: neither"));
  put(path, whole.substr(0, whole.rfind('\n', whole.size() - 2) + 1));
  EXPECT_THAT(failed(), HasSubstr("row 9: ends here; SemEval has 10 test rows"));
  std::string nine = whole;
  nine.replace(nine.find("Prompt 9"), 8, "Prompt 8");
  put(path, nine);
  EXPECT_THAT(failed(), HasSubstr("9 different prompts instead of 10"));
  put(path, "{\"input\": \"Task: x\", \"true_value\": \"\"}\n");
  EXPECT_THAT(failed(), HasSubstr("row 1: an input of another form"));
}

TEST_F(BuildAaid, bad_tweets_are_named) {
  const std::string path = "text/semeval2018/V-reg/Valence-reg-En-train.txt";
  const auto with = [&](const std::string& row) {
    put(path, "ID\tTweet\tAffect Dimension\tIntensity Score\n" + row);
    return failed();
  };
  EXPECT_THAT(with("1\tx\tvalence\t1.5\n"), HasSubstr("Valence-reg-En-train.txt: row 2: '1.5' is no score between 0"));
  EXPECT_THAT(with("1\tx\tvalence\n"), HasSubstr("row 2: 3 fields between tabs instead of 4"));
  EXPECT_THAT(with("1\t\xFF\tvalence\t0.1\n"), HasSubstr("row 2: not UTF-8"));
  put(path, "");
  EXPECT_THAT(failed(), HasSubstr("no header"));
  std::filesystem::remove(folder_ + "/" + path);
  EXPECT_THAT(failed(), HasSubstr("this file of semeval2018 is needed and not there"));
}

}  // namespace
}  // namespace openaffect
