// What AAID is made of: SemEval-2018's tweets with their answers, and the prompts, which stand nowhere but in the
// inputs of AEB (one of the ten, drawn for each test tweet).
#pragma once

#include <string>
#include <vector>

#include "openaffect/catalog/aaid_instruction.h"
#include "openaffect/catalog/raw_files.h"

namespace openaffect {

enum class AaidSplit { train, development, test };

// A SemEval file of a task: "text/semeval2018/EI-reg/EI-reg-En-joy-dev.txt". `emotion` only for tasks asked per
// emotion.
std::string aaid_tweet_path(const AaidTaskInfo& task, AaidSplit split, std::optional<std::size_t> emotion);
std::string aaid_question_path(const AaidTaskInfo& task);  // "text/aeb/EI-reg/Emollama-chat-13b.jsonl"

// The tweets of a task and split in the files' order, for each emotion in turn. Answers: the class as SemEval prints
// it, the score as aaid_score() does, for E-c the labels in the header's (alphabetical) order, "joy, optimism.", or
// "neutral or no emotion.". Fails at the row that has another form.
Result<std::vector<AaidTweet>> read_aaid_tweets(const RawFiles& files, const AaidTaskInfo& task, AaidSplit split);

struct AaidQuestions {
  std::vector<std::string> prompts;    // kAaidPrompts different ones, in byte order
  std::vector<std::string> questions;  // as AEB asks them, one a test tweet, in the order of read_aaid_tweets()
};

// `test` are the task's test tweets. Fails when there are other than ten prompts, and at the first AEB row that is not
// what aaid_question() makes of its tweet and prompt, or has another answer: then the rules do not hold for these
// files.
Result<AaidQuestions> read_aaid_questions(const RawFiles& files, const AaidTaskInfo& task,
                                          const std::vector<AaidTweet>& test);

}  // namespace openaffect
