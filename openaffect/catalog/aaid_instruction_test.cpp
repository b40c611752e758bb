#include "openaffect/catalog/aaid_instruction.h"

#include <gtest/gtest.h>

namespace openaffect {
namespace {

TEST(AaidInstruction, a_tweet_is_closed_by_three_characters_only) {
  EXPECT_EQ(closed_tweet("so?"), "so?");
  EXPECT_EQ(closed_tweet("so!"), "so!");
  EXPECT_EQ(closed_tweet("so..."), "so...");
  EXPECT_EQ(closed_tweet("so! "), "so! .");
  EXPECT_EQ(closed_tweet("'so.'"), "'so.'.");
  EXPECT_EQ(closed_tweet("so\u2026"), "so\u2026.");
  EXPECT_EQ(closed_tweet("so \U0001F621"), "so \U0001F621.");
  EXPECT_EQ(closed_tweet(""), ".");
}

// The form is spec/01 section 1.3.
TEST(AaidInstruction, questions_end_as_their_task_does) {
  EXPECT_EQ(aaid_question(kAaidTaskInfos[0], "Rate E.", {"Well", 2, ""}),
            "Task: Rate E. Tweet: Well. Emotion E: joy. Intensity Score: ");
  EXPECT_EQ(aaid_question(kAaidTaskInfos[4], "Name them.", {"Well?", {}, ""}),
            "Task: Name them. Tweet: Well? This tweet contains emotions: ");
}

TEST(AaidInstruction, scores_lose_their_last_zeros) {
  EXPECT_EQ(aaid_score("0.517"), "0.517");
  EXPECT_EQ(aaid_score("0.250"), "0.25");
  EXPECT_EQ(aaid_score("0.500"), "0.5");
  EXPECT_EQ(aaid_score("1.000"), "1.0");
  EXPECT_EQ(aaid_score("0.000"), "0.0");
  for (const char* bad : {"", "x", "1.001", "-0.1", "nan", "0.5 "}) EXPECT_EQ(aaid_score(bad), std::nullopt) << bad;
}

TEST(AaidInstruction, prompt_stands_before_the_first_tweet) {
  EXPECT_EQ(aaid_prompt("Task: Rate. Tweet: a Tweet: b"), "Rate.");
  EXPECT_EQ(aaid_prompt("Task: Rate. Text: a"), std::nullopt);
  EXPECT_EQ(aaid_prompt("Rate. Tweet: a"), std::nullopt);
  EXPECT_EQ(aaid_prompt("Task:  Tweet: a"), std::nullopt);
}

}  // namespace
}  // namespace openaffect
