#include "openaffect/overview/label_numbers.h"

#include <gtest/gtest.h>

namespace openaffect {
namespace {

RatedField number(std::size_t source, std::size_t rater, std::string name) {
  return {.source = source, .rater = rater, .name = std::move(name)};
}

// Rater 0 has mood with two probabilities and a confidence, a number of its own, and a class without any; rater 1 has
// a mood without numbers. Two sources.
RatedTable moods() {
  RatedTable table;
  table.sources = {"title", "body"};
  table.raters.resize(2);
  const std::vector<RatedLabel> labels = {{"bad", "Bad"}, {"good", "Good"}};
  for (std::size_t source = 0; source < 2; ++source) {
    table.fields.push_back({.source = source, .name = "mood", .kind = RaterField::Kind::label, .labels = labels});
    for (const char* name : {"mood.bad", "mood.good", "mood.confidence", "score"})
      table.fields.push_back(number(source, 0, name));
    table.fields.push_back({.source = source, .name = "class", .kind = RaterField::Kind::labels, .labels = labels});
    table.fields.push_back(
        {.source = source, .rater = 1, .name = "mood", .kind = RaterField::Kind::label, .labels = labels});
  }
  return table;
}

TEST(LabelNumbers, by_name_in_the_same_reading) {
  const RatedTable table = moods();
  const std::vector<LabelNumbers> numbers = label_numbers(table);
  const LabelNumbers& body = numbers[7];  // body, rater 0, mood
  EXPECT_EQ(body.probabilities, (std::vector<std::optional<std::size_t>>{8, 9}));
  EXPECT_EQ(body.confidence, 10U);
  for (const std::size_t without : {5U, 6U}) {  // class of rater 0, mood of rater 1
    EXPECT_TRUE(numbers[without].probabilities.empty());
    EXPECT_EQ(numbers[without].confidence, std::nullopt);
  }
}

TEST(LabelNumbers, a_label_without_a_number) {
  RatedTable table = moods();
  table.fields[0].labels.push_back({"other", "Other"});
  EXPECT_EQ(label_numbers(table)[0].probabilities, (std::vector<std::optional<std::size_t>>{1, 2, std::nullopt}));
}

TEST(LabelNumbers, numbers_of_their_own_stand_behind_nothing) {
  const RatedTable table = moods();
  const std::vector<bool> is_behind = are_behind_labels(label_numbers(table)),
                          is_probability = are_probabilities(label_numbers(table));
  for (std::size_t i = 0; i < table.fields.size(); ++i) {
    EXPECT_EQ(is_probability[i], i % 7 == 1 || i % 7 == 2) << i;
    EXPECT_EQ(is_behind[i], i % 7 >= 1 && i % 7 <= 3) << i;
  }
}

}  // namespace
}  // namespace openaffect
