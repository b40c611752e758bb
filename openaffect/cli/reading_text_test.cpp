#include "openaffect/cli/reading_text.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "openaffect/cli/reading_testing.h"

namespace openaffect {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Kind = RaterField::Kind;

// A checkpoint of one scheme: one line.
class OneScheme final : public Rater {
 public:
  OneScheme() {
    info_.name = "mine";
    info_.fields = {{"ekman7", Kind::label, built_in_scheme("ekman7")},
                    {"ekman7.joy", Kind::number, built_in_scheme("ekman7"), "joy"},
                    {"ekman7.fear", Kind::number, built_in_scheme("ekman7"), "fear"},
                    {"ekman7.confidence", Kind::number, built_in_scheme("ekman7"), "confidence"}};
  }
  const RaterInfo& info() const override { return info_; }
  RatingBatch rate(std::span<const Item>, const RateOptions&) const override { return {}; }

 private:
  RaterInfo info_;
};

Reading one_line(Status status, std::vector<Evidence> evidence) {
  return {.text = "so kind of you",
          .raters = {std::make_shared<OneScheme>()},
          .ratings = {{.status = status,
                       .values = {*built_in_scheme("ekman7")->find_label("joy"), .834, .125, .834},
                       .evidence = std::move(evidence)}}};
}

// Each of the words has a weight for each of seven labels, as leaving one word out gives them.
std::vector<Evidence> weights_for_all() {
  std::vector<Evidence> evidence;
  for (const Label& label : built_in_scheme("ekman7")->labels()) {
    const double sign = label.id == "joy" ? 1 : -1;
    evidence.push_back({0, 2, "so", "ekman7." + label.id, sign * .125});
    evidence.push_back({3, 7, "kind", "ekman7." + label.id, sign * .5});
    evidence.push_back({11, 14, "you", "ekman7." + label.id, sign * -.25});
  }
  evidence.push_back({3, 7, "kind", "goemotions28.gratitude", .75});
  return evidence;
}

TEST(ReadingText, decisions_in_front_and_numbers_in_few_words) {
  const std::string text = reading_as_table(one_line(Status::ok, {}), {});
  EXPECT_THAT(text, HasSubstr("mine   joy 0.83  ekman7: joy 0.83, fear 0.12\n"));
  EXPECT_THAT(text, Not(HasSubstr("confidence")));
  EXPECT_THAT(text, Not(HasSubstr("word")));
  EXPECT_THAT(reading_as_table(one_line(Status::truncated, {}), {}), HasSubstr("truncated: joy 0.83"));
}

TEST(ReadingText, words_for_what_was_decided_the_heaviest_first) {
  std::vector<Evidence> evidence = weights_for_all();
  evidence.pop_back();  // of another scheme
  const std::string text = reading_as_table(one_line(Status::ok, evidence), {});
  EXPECT_THAT(text, HasSubstr("  word   weight\n"
                              "  kind   +0.500  mine ekman7.joy\n"
                              "  you    -0.250  mine ekman7.joy\n"
                              "  so     +0.125  mine ekman7.joy\n"
                              "  and 18 weights for labels that mine did not choose: --json shows them\n"));
  Terminal colour;
  colour.colour_out = true;
  EXPECT_THAT(reading_as_table(one_line(Status::ok, evidence), colour),
              HasSubstr(colour.paint("so", Style::green) + " " + colour.paint("kind", Style::green) + " of " +
                        colour.paint("you", Style::red)));
}

// A rater of several schemes has a block of its own, and a line of words for each thing that it chose.
TEST(ReadingText, a_rater_of_several_schemes_has_a_block) {
  const std::string text = reading_as_table(reading_of(Status::ok, weights_for_all()), {});
  EXPECT_THAT(text, HasSubstr("\n  text\n    ekman7        ✓ joy "));
  EXPECT_THAT(text, Not(HasSubstr("reading  numbers")));
  EXPECT_THAT(text, HasSubstr("  text: the words that weigh most\n"
                              "    ekman7.joy              kind +0.500, you -0.250, so +0.125\n"
                              "    goemotions28.gratitude  kind +0.750\n"));
  Reading both = one_line(Status::ok, {});
  Reading second = reading_of(Status::ok, {});
  both.raters.push_back(second.raters[0]);
  both.ratings.push_back(second.ratings[0]);
  EXPECT_THAT(reading_as_table(both, {}), HasSubstr("fear 0.12\n\n  text\n"));
}

TEST(ReadingText, json_has_everything) {
  const auto json = nlohmann::json::parse(reading_as_json(reading_of(Status::ok, weights_for_all())));
  const auto& text = json["readings"]["text"];
  EXPECT_EQ(text["ekman7"], "joy");
  EXPECT_EQ(text["ekman7.confidence"], .834);
  EXPECT_EQ(text["goemotions28"], (nlohmann::json{"gratitude", "love"}));
  EXPECT_EQ(text["goemotions28.joy"], .2);
  ASSERT_EQ(text["embedding"].size(), 384U);
  EXPECT_EQ(text["embedding"][0], .012);
  EXPECT_EQ(text["embedding"][1], nullptr);
  EXPECT_EQ(text["evidence"].size(), 22U);
}

}  // namespace
}  // namespace openaffect
