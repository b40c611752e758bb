// One row of AAID, the instruction data of EmoLLMs (Liu et al., KDD 2024, arXiv 2401.08508): a SemEval-2018 tweet put
// as a question in one of a task's ten prompts, and its answer. The rules below are read off the published sample and
// the prompts of AEB; every row of both comes out of them (tests/end_to_end/test_aaid.py).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "openaffect/core/error.h"

namespace openaffect {

enum class AaidTask { ei_reg, ei_oc, v_oc, v_reg, e_c };
inline constexpr std::size_t kAaidTasks = 5;
inline constexpr std::size_t kAaidPrompts = 10;  // different ones of each task
inline constexpr std::array<std::string_view, 4> kAaidEmotions = {"anger", "fear", "joy", "sadness"};

struct AaidTaskInfo {
  AaidTask task;
  std::string_view name;    // and folder: "EI-reg"
  std::string_view stem;    // of SemEval's files behind the folder: "EI-reg-En", "Valence-reg-En"
  bool per_emotion;         // asked once for each of kAaidEmotions
  std::string_view ending;  // of the question: "Intensity Score: "
};
// In the order of the published development rows.
inline constexpr std::array<AaidTaskInfo, kAaidTasks> kAaidTaskInfos = {{
    {AaidTask::ei_reg, "EI-reg", "EI-reg-En", true, "Intensity Score: "},
    {AaidTask::ei_oc, "EI-oc", "EI-oc-En", true, "Intensity Class: "},
    {AaidTask::v_oc, "V-oc", "Valence-oc-En", false, "Intensity Class: "},
    {AaidTask::v_reg, "V-reg", "Valence-reg-En", false, "Intensity Score: "},
    {AaidTask::e_c, "E-c", "E-c-En", false, "This tweet contains emotions: "},
}};

struct AaidTweet {
  std::string text;                               // as SemEval has it
  std::optional<std::size_t> emotion_index = {};  // into kAaidEmotions, of tasks that are asked per emotion
  std::string answer;                             // as AAID has it
};

// The tweet with a full stop behind it, unless its last character is '.', '!' or '?'. Nothing else closes a tweet: not
// a space, a quote, an ellipsis character nor an emoji.
std::string closed_tweet(std::string_view text);

// "Task: PROMPT Tweet: TWEET Emotion E: joy. Intensity Score: ", the emotion only where there is one.
std::string aaid_question(const AaidTaskInfo& task, std::string_view prompt, const AaidTweet& tweet);

// A score as AAID prints it: the shortest decimal that is the same number, with a digit behind the point ("0.250" is
// 0.25, "1.000" is 1.0). nullopt when `field` is no number in 0..1.
std::optional<std::string> aaid_score(std::string_view field);

// The prompt of a published question: between "Task: " and the first " Tweet: "; nullopt when there is none.
std::optional<std::string_view> aaid_prompt(std::string_view question);

}  // namespace openaffect
