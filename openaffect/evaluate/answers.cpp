#include "openaffect/evaluate/answers.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include <nlohmann/json.hpp>

namespace openaffect {
namespace {

constexpr double kNoValue = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kMostNameBytes = 256;  // a longer name is none of a scheme
constexpr std::size_t kMostListBytes = std::size_t{64} << 10;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

struct Signed {
  bool negative = false;
  std::string_view rest;
};

Signed take_sign(std::string_view text) {
  if (text.starts_with("\xE2\x88\x92")) return {true, text.substr(3)};
  if (text.starts_with('-')) return {true, text.substr(1)};
  if (text.starts_with('+')) return {false, text.substr(1)};
  return {false, text};
}

std::size_t count_digits(std::string_view text) {
  std::size_t digits = 0;
  while (digits < text.size() && is_digit(text[digits])) ++digits;
  return digits;
}

// Digits with an optional point in or before them; nothing when there is no digit.
std::string_view leading_decimal(std::string_view text) {
  const std::size_t whole = count_digits(text);
  if (whole == text.size() || text[whole] != '.') return text.substr(0, whole);
  const std::size_t fraction = count_digits(text.substr(whole + 1));
  return text.substr(0, fraction == 0 ? whole : whole + 1 + fraction);
}

bool is_name(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lower(x) == lower(y); });
}

// Takes up names one by one.
class LabelNames {
 public:
  LabelNames(const Scheme& scheme, std::span<const std::string> none)
      : scheme_(scheme), none_(none), chosen_(scheme.labels().size()) {}

  void add(std::string_view name) {
    name = without_blanks(name);
    if (name.empty()) return;
    found_ = true;
    if (unknown_ || name.size() > kMostNameBytes) {
      unknown_ = true;
      return;
    }
    if (const auto label = scheme_.find_label(name)) {
      chosen_[static_cast<std::size_t>(*label)] = true;
    } else if (std::none_of(none_.begin(), none_.end(), [&](const auto& each) { return is_name(each, name); })) {
      unknown_ = true;
    }
  }

  LabelsAnswer answer() const {
    if (!found_) return {{}, AnswerStatus::no_number};
    if (unknown_) return {{}, AnswerStatus::out_of_range};
    LabelsAnswer answer{{}, AnswerStatus::ok};
    for (std::size_t i = 0; i < chosen_.size(); ++i)
      if (chosen_[i]) answer.labels.push_back(static_cast<LabelId>(i));
    return answer;
  }

 private:
  const Scheme& scheme_;
  std::span<const std::string> none_;
  std::vector<bool> chosen_;
  bool found_ = false, unknown_ = false;
};

// The texts of a JSON list; false when it is none.
bool add_json_list(std::string_view text, LabelNames& names) {
  if (!text.starts_with('[') || text.size() > kMostListBytes) return false;
  const auto list = nlohmann::json::parse(text.begin(), text.end(), nullptr, false);
  if (!list.is_array()) return false;
  for (const auto& item : list)
    if (!item.is_string()) return false;
  for (const auto& item : list) names.add(item.get_ref<const std::string&>());
  return true;
}

}  // namespace

ClassAnswer read_class_answer(std::string_view answer, std::span<const std::int64_t> values) {
  answer = without_blanks(answer);
  if (answer.empty()) return {};
  const auto [negative, rest] = take_sign(answer);
  const std::string_view digits = rest.substr(0, count_digits(rest));
  if (digits.empty()) return {kNoLabel, AnswerStatus::no_number};
  std::int64_t number = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const auto found = std::find(values.begin(), values.end(), negative ? -number : number);
  if (read.ec != std::errc() || found == values.end()) return {kNoLabel, AnswerStatus::out_of_range};
  return {static_cast<LabelId>(found - values.begin()), AnswerStatus::ok};
}

NumberAnswer read_number_answer(std::string_view answer, double minimum, double maximum) {
  answer = without_blanks(answer);
  if (answer.empty()) return {kNoValue, AnswerStatus::no_answer};
  const auto [negative, rest] = take_sign(answer);
  const std::string_view decimal = leading_decimal(rest);
  if (decimal.empty()) return {kNoValue, AnswerStatus::no_number};
  double number = 0;
  const auto read = std::from_chars(decimal.data(), decimal.data() + decimal.size(), number, std::chars_format::fixed);
  if (negative) number = -number;
  if (read.ec != std::errc() || !(number >= minimum && number <= maximum))
    return {kNoValue, AnswerStatus::out_of_range};
  return {number, AnswerStatus::ok};
}

LabelsAnswer read_labels_answer(std::string_view answer, const Scheme& scheme, std::span<const std::string> none) {
  answer = without_blanks(answer);
  if (answer.empty()) return {};
  LabelNames names(scheme, none);
  if (add_json_list(answer, names)) return names.answer();
  if (answer.ends_with('.')) answer.remove_suffix(1);
  for (std::size_t at = 0; at <= answer.size();) {
    const std::size_t end = std::min(answer.find_first_of(",;|\n", at), answer.size());
    names.add(answer.substr(at, end - at));
    at = end + 1;
  }
  return names.answer();
}

LabelsAnswer read_labels_list(std::span<const std::string> names, const Scheme& scheme,
                              std::span<const std::string> none) {
  LabelNames read(scheme, none);
  for (const std::string& name : names) read.add(name);
  return read.answer();
}

}  // namespace openaffect
