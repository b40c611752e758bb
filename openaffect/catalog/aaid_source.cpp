#include "openaffect/catalog/aaid_source.h"

#include <set>

#include <fmt/format.h>

#include "openaffect/catalog/raw_json.h"

namespace openaffect {
namespace {

constexpr std::size_t kLabels = 11;  // of E-c, a column each behind ID and tweet

std::string_view file_word(AaidSplit split) {
  return split == AaidSplit::train ? "train" : split == AaidSplit::development ? "dev" : "test-gold";
}

Result<std::string> labels_answer(const std::vector<std::string_view>& names,
                                  const std::vector<std::string_view>& fields, const RawLine& line) {
  std::string answer;
  for (std::size_t i = 2; i < fields.size(); ++i) {
    if (fields[i] != "0" && fields[i] != "1") return line.error("a label that is neither 0 nor 1");
    if (fields[i] == "1") answer += fmt::format("{}{}", answer.empty() ? "" : ", ", names[i]);
  }
  return (answer.empty() ? "neutral or no emotion" : answer) + ".";
}

Result<std::string> answer_of(AaidTask task, const std::vector<std::string_view>& names,
                              const std::vector<std::string_view>& fields, const RawLine& line) {
  if (task == AaidTask::e_c) return labels_answer(names, fields, line);
  if (task == AaidTask::ei_oc || task == AaidTask::v_oc) {
    OA_CHECK(label_of(*built_in_scheme(task == AaidTask::ei_oc ? "ei_oc4" : "v_oc7"), fields[3], line));
    return std::string(fields[3]);
  }
  const auto score = aaid_score(fields[3]);
  if (!score) return line.error(fmt::format("'{}' is no score between 0 and 1", fields[3]));
  return *score;
}

Result<Done> append_tweets(const RawFiles& files, const AaidTaskInfo& task, AaidSplit split,
                           std::optional<std::size_t> emotion, std::vector<AaidTweet>& tweets) {
  const std::string file = aaid_tweet_path(task, split, emotion);
  OA_TRY(text, files.text(file));
  const std::vector<RawLine> lines = lines_of(text, file);
  const std::size_t width = task.task == AaidTask::e_c ? kLabels + 2 : 4;
  if (lines.empty()) return RawLine{file, 1, ""}.error("no header");
  OA_TRY(names, lines[0].fields(width));
  for (std::size_t i = 1; i < lines.size(); ++i) {
    OA_TRY(fields, lines[i].fields(width));
    if (emotion && fields[2] != kAaidEmotions[*emotion])
      return lines[i].error(fmt::format("asks for another emotion than {}", kAaidEmotions[*emotion]));
    OA_TRY(answer, answer_of(task.task, names, fields, lines[i]));
    tweets.push_back({std::string(fields[1]), emotion, answer});
  }
  return Done{};
}

// AEB wraps its questions for the models it asked.
Result<std::string> question_of(const std::string& input, const RawLine& line) {
  constexpr std::string_view kBefore = "Human: \n", kBehind = "\n\nAssistant:\n";
  if (!input.starts_with(kBefore) || !input.ends_with(kBehind) || input.size() < kBefore.size() + kBehind.size())
    return line.error("an input of another form");
  return input.substr(kBefore.size(), input.size() - kBefore.size() - kBehind.size());
}

}  // namespace

std::string aaid_tweet_path(const AaidTaskInfo& task, AaidSplit split, std::optional<std::size_t> emotion) {
  return fmt::format("text/semeval2018/{}/{}{}{}-{}.txt", task.name, task.stem, emotion ? "-" : "",
                     emotion ? kAaidEmotions[*emotion] : "", file_word(split));
}

std::string aaid_question_path(const AaidTaskInfo& task) {
  return fmt::format("text/aeb/{}/Emollama-chat-13b.jsonl", task.name);
}

Result<std::vector<AaidTweet>> read_aaid_tweets(const RawFiles& files, const AaidTaskInfo& task, AaidSplit split) {
  std::vector<AaidTweet> tweets;
  if (!task.per_emotion) OA_CHECK(append_tweets(files, task, split, {}, tweets));
  for (std::size_t emotion = 0; task.per_emotion && emotion < kAaidEmotions.size(); ++emotion)
    OA_CHECK(append_tweets(files, task, split, emotion, tweets));
  return tweets;
}

Result<AaidQuestions> read_aaid_questions(const RawFiles& files, const AaidTaskInfo& task,
                                          const std::vector<AaidTweet>& test) {
  const std::string file = aaid_question_path(task);
  OA_TRY(text, files.text(file));
  AaidQuestions read;
  std::set<std::string, std::less<>> prompts;
  for (const RawLine& line : lines_of(text, file)) {
    OA_TRY(json, parse_raw_json(line.text, line));
    OA_TRY(input, json_text(json, "input", line));
    OA_TRY(answer, json_text(json, "true_value", line));
    OA_TRY(question, question_of(input, line));
    const auto prompt = aaid_prompt(question);
    if (!prompt) return line.error("an input without prompt and tweet");
    const std::size_t at = read.questions.size();
    if (at >= test.size() || question != aaid_question(task, *prompt, test[at]) || answer != test[at].answer)
      return line.error("neither the question nor the answer that SemEval's test row here makes");
    prompts.emplace(*prompt);
    read.questions.push_back(std::move(question));
  }
  const RawLine whole{file, read.questions.size(), ""};
  if (read.questions.size() != test.size())
    return whole.error(fmt::format("ends here; SemEval has {} test rows", test.size()));
  if (prompts.size() != kAaidPrompts)
    return whole.error(fmt::format("{} different prompts instead of {}", prompts.size(), kAaidPrompts));
  read.prompts.assign(prompts.begin(), prompts.end());
  return read;
}

}  // namespace openaffect
