#include "openaffect/evaluate/answers.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace openaffect {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::int64_t kGrades[] = {-3, -2, -1, 0, 1, 2, 3};

// The value that an answer was read as, or the name of its status.
std::string class_of(std::string_view answer) {
  const ClassAnswer read = read_class_answer(answer, kGrades);
  EXPECT_EQ(read.label == kNoLabel, read.status != AnswerStatus::ok);
  constexpr const char* kNames[] = {"", "out_of_range", "no_number", "no_answer"};
  if (read.status != AnswerStatus::ok) return kNames[static_cast<std::size_t>(read.status)];
  return std::to_string(kGrades[static_cast<std::size_t>(read.label)]);
}

struct Case {
  std::string_view answer;
  std::string_view read;
};

TEST(Answers, a_class_is_the_leading_whole_number) {
  const Case cases[] = {{"3: high amount of anger can be inferred", "3"},
                        {"-1: slightly negative", "-1"},
                        {"-3: \"very negative emotional state", "-3"},
                        {"0:1:4", "0"},
                        {"0: not sad", "0"},
                        {"  2", "2"},
                        {"\t\n1.", "1"},
                        {"+2", "2"},
                        {"\xE2\x88\x92"
                         "2",
                         "-2"},  // U+2212
                        {"-0.483", "0"},
                        {"0.35", "0"},
                        {"1,2", "1"},
                        {"003", "3"},
                        {"2 or 3", "2"},
                        {"4", "out_of_range"},
                        {"-4: awful", "out_of_range"},
                        {"10", "out_of_range"},
                        {"99999999999999999999999999", "out_of_range"},
                        {"-9223372036854775808", "out_of_range"},
                        {"high", "no_number"},
                        {"class 3", "no_number"},
                        {"\"3\"", "no_number"},
                        {"- 3", "no_number"},
                        {"--3", "no_number"},
                        {"+-3", "no_number"},
                        {"-", "no_number"},
                        {".5", "no_number"},
                        {"\xEF\xBC\x93", "no_number"},  // a full-width 3
                        {std::string_view("\0"
                                          "3",
                                          2),
                         "no_number"},
                        {"\xFF\xFE", "no_number"},
                        {"", "no_answer"},
                        {" \n\t ", "no_answer"}};
  for (const Case& each : cases) EXPECT_EQ(class_of(each.answer), each.read) << each.answer;
}

TEST(Answers, a_class_needs_a_value) {
  EXPECT_EQ(read_class_answer("0", {}).status, AnswerStatus::out_of_range);
  constexpr std::int64_t kOrder[] = {1, 0, -1};  // a scheme may run down
  EXPECT_EQ(read_class_answer("-1", kOrder).label, 2);
}

std::string number_of(std::string_view answer, double minimum = 0, double maximum = 5) {
  const NumberAnswer read = read_number_answer(answer, minimum, maximum);
  EXPECT_EQ(std::isnan(read.value), read.status != AnswerStatus::ok);
  constexpr const char* kNames[] = {"", "out_of_range", "no_number", "no_answer"};
  if (read.status != AnswerStatus::ok) return kNames[static_cast<std::size_t>(read.status)];
  std::string text = std::to_string(read.value);
  while (text.ends_with('0')) text.pop_back();
  return text;
}

TEST(Answers, a_number_is_the_leading_decimal) {
  const Case cases[] = {{"0.625", "0.625"},
                        {"0.897)", "0.897"},
                        {"1: Wow!", "1."},
                        {"1:58", "1."},
                        {"1:.583", "1."},
                        {"1,37", "1."},
                        {"2\xE2\x80\x93"
                         "3",
                         "2."},  // an en dash
                        {"3/5 (calm)", "3."},
                        {"3(calmness)", "3."},
                        {"2-Excited", "2."},
                        {"2.", "2."},
                        {"2..5", "2."},
                        {"2.5.5", "2.5"},
                        {".5", "0.5"},
                        {"+.5", "0.5"},
                        {"1e3", "1."},
                        {"0x10", "0."},
                        {"-0", "-0."},
                        {" 4.25 ", "4.25"},
                        {"5", "5."},
                        {"48.0", "out_of_range"},
                        {"5.0001", "out_of_range"},
                        {"-0.1", "out_of_range"},
                        {"\xE2\x88\x92"
                         "1",
                         "out_of_range"},
                        {"about .5", "no_number"},
                        {"nan", "no_number"},
                        {"inf", "no_number"},
                        {"-inf", "no_number"},
                        {".", "no_number"},
                        {"-.", "no_number"},
                        {"- 1", "no_number"},
                        {":1", "no_number"},
                        {"", "no_answer"},
                        {"\r\n", "no_answer"}};
  for (const Case& each : cases) EXPECT_EQ(number_of(each.answer), each.read) << each.answer;
  EXPECT_EQ(number_of("-2.5", -4, 4), "-2.5");
}

TEST(Answers, long_ones_are_read_and_bounded) {
  const std::string digits(1'000'000, '9');
  EXPECT_EQ(class_of(digits), "out_of_range");
  EXPECT_EQ(number_of(digits), "out_of_range");
  EXPECT_EQ(number_of("0." + digits), "1.");
  EXPECT_EQ(number_of("1" + std::string(1'000'000, '.')), "1.");
  const auto scheme = built_in_scheme("semeval11");
  std::string names;
  for (int i = 0; i < 100'000; ++i) names += "joy,";
  EXPECT_THAT(read_labels_answer(names, *scheme).labels, ElementsAre(4));
  EXPECT_EQ(read_labels_answer(std::string(1'000'000, 'j'), *scheme).status, AnswerStatus::out_of_range);
  EXPECT_EQ(read_labels_answer(std::string(1'000'000, '['), *scheme).status, AnswerStatus::out_of_range);
  EXPECT_EQ(read_labels_answer(std::string(1'000'000, ','), *scheme).status, AnswerStatus::no_number);
}

class LabelAnswers : public ::testing::Test {
 protected:
  // anger 0, anticipation 1, disgust 2, fear 3, joy 4, love 5, optimism 6, …
  LabelsAnswer read(std::string_view answer) const { return read_labels_answer(answer, *scheme_, none_); }

  std::shared_ptr<const Scheme> scheme_ = built_in_scheme("semeval11");
  std::vector<std::string> none_ = {"neutral or no emotion", "neutralornoemotion"};
};

TEST_F(LabelAnswers, are_names_in_any_order_each_once) {
  EXPECT_THAT(read("joy, anger.").labels, ElementsAre(0, 4));
  EXPECT_THAT(read("joy,joy ,  JOY").labels, ElementsAre(4));
  EXPECT_THAT(read("joy; love\nfear|joy").labels, ElementsAre(3, 4, 5));
  EXPECT_THAT(read(R"(["joy", " Love "])").labels, ElementsAre(4, 5));
  EXPECT_THAT(read("joy,").labels, ElementsAre(4));
  const std::vector<std::string> list = {"love", "", "joy"};
  EXPECT_THAT(read_labels_list(list, *scheme_).labels, ElementsAre(4, 5));
}

TEST_F(LabelAnswers, that_say_none_are_empty_and_good) {
  for (const char* answer : {"neutral or no emotion.", "Neutral or no emotion", R"(["neutralornoemotion"])"}) {
    EXPECT_EQ(read(answer).status, AnswerStatus::ok) << answer;
    EXPECT_THAT(read(answer).labels, IsEmpty());
  }
  EXPECT_THAT(read("neutralornoemotion, joy").labels, ElementsAre(4));
}

TEST_F(LabelAnswers, of_other_names_are_out_of_range_as_a_whole) {
  for (const char* answer : {"happiness", "joy, happiness", "joy and love", "3", "joy.love", R"(["joy", "x"])",
                             R"(["joy", 1])", "[joy]", "{}", "\xFF", R"(["joy")"}) {
    EXPECT_EQ(read(answer).status, AnswerStatus::out_of_range) << answer;
    EXPECT_THAT(read(answer).labels, IsEmpty()) << answer;
  }
}

TEST_F(LabelAnswers, without_a_name_have_none) {
  for (const char* answer : {"[]", ", .", ".", ";", R"([""])"})
    EXPECT_EQ(read(answer).status, AnswerStatus::no_number) << answer;
  for (const char* answer : {"", "  "}) EXPECT_EQ(read(answer).status, AnswerStatus::no_answer);
  EXPECT_EQ(read_labels_list({}, *scheme_).status, AnswerStatus::no_number);
}

}  // namespace
}  // namespace openaffect
