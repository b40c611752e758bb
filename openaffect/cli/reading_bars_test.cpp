#include "openaffect/cli/reading_bars.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/cli/reading_testing.h"

namespace openaffect {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string bars_of(const Reading& reading) {
  return rating_as_bars(reading.raters[0]->info(), reading.ratings[0], {});
}

// Of 20 cells: .834 is 16.68, .91 is 18.2, .5 is 10, .2 is 4.
TEST(ReadingBars, shows_what_was_decided_and_what_is_likely) {
  EXPECT_EQ(bars_of(reading_of(Status::ok, {})),
            "    ekman7        ✓ joy             ████████████████▋     83 %\n"
            "    goemotions28  ✓ gratitude       ██████████████████▎   91 %\n"
            "                  ✓ love            ██████████            50 %\n"
            "                    joy             ████                  20 %\n"
            "    vad             valence +0.62\n"
            "    embedding       384 numbers, first 0.012 …\n");
}

TEST(ReadingBars, shows_five_labels_and_all_that_were_decided) {
  Reading reading = reading_of(Status::ok, {});
  for (std::size_t i = 3; i < 31; ++i) reading.ratings[0].values[i] = .06;
  reading.ratings[0].values[2] = std::vector<LabelId>{0, 1, 2, 3, 4, 5};
  const std::string text = bars_of(reading);
  EXPECT_THAT(text, HasSubstr("✓ caring"));
  EXPECT_EQ(std::ranges::count(text, '%'), 1 + 6);
  reading.ratings[0].values[2] = std::vector<LabelId>{};
  EXPECT_EQ(std::ranges::count(bars_of(reading), '%'), 1 + 5);
  for (std::size_t i = 3; i < 31; ++i) reading.ratings[0].values[i] = .01;
  EXPECT_THAT(bars_of(reading), HasSubstr("    goemotions28    none of its labels\n"));
}

TEST(ReadingBars, of_a_text_that_was_not_read_only_the_status) {
  EXPECT_EQ(bars_of(reading_of(Status::error, {})), "    error\n");
  EXPECT_THAT(bars_of(reading_of(Status::truncated, {})), HasSubstr("    truncated\n    ekman7"));
}

TEST(ReadingBars, are_for_several_schemes_with_probabilities) {
  RaterInfo lexicon;
  lexicon.fields = {{"compound", RaterField::Kind::number, built_in_scheme("vader"), "compound"},
                    {"class", RaterField::Kind::label, built_in_scheme("sentiment3")}};
  EXPECT_FALSE(wants_bars(lexicon));
  EXPECT_TRUE(wants_bars(reading_of(Status::ok, {}).raters[0]->info()));
}

}  // namespace
}  // namespace openaffect
