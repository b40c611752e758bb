#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/data/json_line.h"
#include "openaffect/data/json_text.h"
#include "openaffect/evaluate/benchmark_aeb_file.h"

namespace openaffect {
namespace {

constexpr std::string_view kTweet = " Tweet: ", kText = " Text: ", kEmotion = " Emotion E: ";
constexpr std::size_t kMostProbabilities = 64;

std::string text_of(const JsonValue& value) {
  return value.escaped ? unescape_json(value.bytes) : std::string(value.bytes);
}

// Texts as they are, numbers and truth values as they are written.
Result<std::string> scalar_of(const JsonValue& value, std::string_view key) {
  if (value.kind == JsonKind::text) return text_of(value);
  if (value.kind == JsonKind::null) return std::string();
  if (value.kind == JsonKind::nested)
    return Error{ErrorKind::format, fmt::format("{} is neither a text nor a number", key)};
  return std::string(value.bytes);
}

Result<Done> read_prediction(const JsonValue& value, AebRow& row) {
  if (value.kind != JsonKind::nested) {
    OA_TRY(answer, scalar_of(value, "prediction"));
    row.answer = std::move(answer);
    return Done{};
  }
  const auto list = nlohmann::json::parse(value.bytes.begin(), value.bytes.end(), nullptr, false);
  if (!list.is_array()) return Error{ErrorKind::format, "prediction is neither a text nor a list of texts"};
  row.has_list = true;
  for (const auto& item : list) {
    if (!item.is_string()) return Error{ErrorKind::format, "prediction is a list of something else than texts"};
    row.answers.push_back(item.get<std::string>());
  }
  return Done{};
}

// "[0.1, 2e-05]"; nothing when it is a list of anything else.
std::vector<double> read_numbers(std::string_view text) {
  std::vector<double> numbers;
  text = text.substr(1, text.size() - 2);
  while (numbers.size() <= kMostProbabilities) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\n\r"), text.size()));
    double number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc()) return {};
    numbers.push_back(number);
    text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
    text.remove_prefix(std::min(text.find_first_not_of(" \t\n\r"), text.size()));
    if (text.empty()) return numbers;
    if (text.front() != ',') return {};
    text.remove_prefix(1);
  }
  return {};
}

}  // namespace

Result<AebRow> read_aeb_row(std::string_view line) {
  JsonLine json;
  if (const auto fault = json.read(line))
    return Error{ErrorKind::format, std::string(fault->what), {"", {}, "", fault->at}};
  AebRow row;
  bool has_input = false, has_gold = false, has_prediction = false;
  for (const JsonMember& member : json.members()) {
    const std::string_view key = member.key.bytes;
    if (key == "input" && member.value.kind == JsonKind::text) {
      row.input = text_of(member.value), has_input = true;
    } else if (key == "ds_type" && member.value.kind == JsonKind::text) {
      row.ds_type = text_of(member.value);
    } else if (key == "true_value") {
      OA_TRY(gold, scalar_of(member.value, key));
      row.gold = std::move(gold), has_gold = true;
    } else if (key == "prediction") {
      OA_CHECK(read_prediction(member.value, row));
      has_prediction = true;
    } else if (key == "probs" && member.value.kind == JsonKind::nested && member.value.bytes.starts_with('[')) {
      row.probabilities = read_numbers(member.value.bytes);
    }
  }
  if (!has_input || !has_gold || !has_prediction)
    return Error{ErrorKind::format, fmt::format("has no {}", !has_input  ? "text \"input\""
                                                             : !has_gold ? "\"true_value\""
                                                                         : "\"prediction\"")};
  return row;
}

std::string_view aeb_text(std::string_view input, std::string_view ending) {
  const std::size_t tweet = input.find(kTweet), text = input.find(kText);
  const std::size_t begin = std::min(tweet, text), end = input.rfind(ending);
  if (begin == std::string_view::npos || end == std::string_view::npos) return input;
  const std::size_t first = begin + (tweet < text ? kTweet : kText).size();
  return first > end ? std::string_view() : input.substr(first, end - first);
}

std::string_view aeb_emotion(std::string_view input) {
  const std::size_t at = input.rfind(kEmotion);
  if (at == std::string_view::npos) return {};
  input.remove_prefix(at + kEmotion.size());
  return input.substr(0, std::min(input.find('.'), input.size()));
}

}  // namespace openaffect
