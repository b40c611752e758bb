#include "openaffect/evaluate/benchmark_seen.h"

#include "openaffect/evaluate/benchmark_testing.h"

namespace openaffect {
namespace {

using ::testing::ElementsAre;

class BenchmarkSeen : public BenchmarkFiles {};

ScoringTask four_texts() {
  return {.system = "s",
          .task = "mood",
          .labels = {"bad", "good"},
          .ids = {"1", "2", "3", "4"},
          .texts = {"Good, day!", "bad", "!!!", ""},
          .gold_labels = {1, 0, 1, 1},
          .predicted_labels = {1, 1, 0, kNoLabel},
          .status = {AnswerStatus::ok, AnswerStatus::ok, AnswerStatus::ok, AnswerStatus::no_answer}};
}

// Case, punctuation and blanks make no other text; a text without a letter is the same as no other.
TEST_F(BenchmarkSeen, texts_are_found_whatever_their_dress) {
  BenchmarkSystem system{.name = "s", .tasks = {four_texts()}};
  mark_seen({*seen_hash("good day"), *seen_hash("something else")}, system);
  EXPECT_THAT(system.tasks[0].seen, ElementsAre(true, false, false, false));
  EXPECT_FALSE(seen_hash("?!"));
  const ScoringTask part = unseen_part(system.tasks[0]);
  EXPECT_THAT(part.ids, ElementsAre("2", "3", "4"));
  EXPECT_THAT(part.predicted_labels, ElementsAre(1, 0, kNoLabel));
  EXPECT_TRUE(part.seen.empty());
}

TEST_F(BenchmarkSeen, lists_are_lines_or_a_column) {
  const std::vector<std::string> files = {put("a.txt", "Good day\r\n\n!!\nand more"),
                                          put("b.csv", "id,text\n1,bad\n2,\n"),
                                          put("c.jsonl", "{\"text\": \"worse\"}\n")};
  const auto texts = read_seen_texts(files, "text");
  ASSERT_TRUE(texts) << describe_error(texts.error());
  EXPECT_EQ(*texts,
            (SeenTexts{*seen_hash("good day"), *seen_hash("and more"), *seen_hash("bad"), *seen_hash("worse")}));
  const auto wrong = read_seen_texts(std::vector<std::string>{files[1]}, "texts");
  ASSERT_FALSE(wrong);
  EXPECT_THAT(describe_error(wrong.error()), ::testing::HasSubstr("did you mean 'text'?"));
  EXPECT_FALSE(read_seen_texts(std::vector<std::string>{folder_ + "/none.txt"}, "text"));
}

}  // namespace
}  // namespace openaffect
