#include "openaffect/catalog/aaid_instruction.h"

#include <charconv>

#include <fmt/format.h>

namespace openaffect {

std::string closed_tweet(std::string_view text) {
  const bool closed = text.ends_with('.') || text.ends_with('!') || text.ends_with('?');
  return std::string(text) + (closed ? "" : ".");
}

std::string aaid_question(const AaidTaskInfo& task, std::string_view prompt, const AaidTweet& tweet) {
  const std::string emotion =
      tweet.emotion_index ? fmt::format("Emotion E: {}. ", kAaidEmotions[*tweet.emotion_index]) : "";
  return fmt::format("Task: {} Tweet: {} {}{}", prompt, closed_tweet(tweet.text), emotion, task.ending);
}

std::optional<std::string> aaid_score(std::string_view field) {
  double score = 0;
  const auto [end, failed] = std::from_chars(field.data(), field.data() + field.size(), score);
  if (failed != std::errc() || end != field.data() + field.size() || !(score >= 0 && score <= 1)) return std::nullopt;
  std::string text = fmt::format("{}", score);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

std::optional<std::string_view> aaid_prompt(std::string_view question) {
  constexpr std::string_view kBegin = "Task: ", kEnd = " Tweet: ";
  const std::size_t end = question.find(kEnd);
  if (!question.starts_with(kBegin) || end == std::string_view::npos || end <= kBegin.size()) return std::nullopt;
  return question.substr(kBegin.size(), end - kBegin.size());
}

}  // namespace openaffect
