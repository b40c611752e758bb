#include "openaffect/raters/network_head.h"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace openaffect {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using Values = std::vector<double>;

NetworkHead head_of(HeadKind kind, const char* scheme, std::size_t outputs) {
  NetworkHead head{.column = scheme, .kind = kind, .scheme = built_in_scheme(scheme), .choice_of_output = {}};
  for (std::size_t i = 0; i < outputs; ++i) head.choice_of_output.push_back(static_cast<LabelId>(i));
  head.thresholds.assign(outputs, .5);
  return head;
}

std::vector<std::string> names(const NetworkHead& head) {
  std::vector<std::string> all;
  for (const RaterField& field : head_fields(head)) all.push_back(field.name);
  return all;
}

// One item's columns, filled.
std::vector<RatingColumn> filled(const NetworkHead& head, const Values& values) {
  std::vector<RatingColumn> columns;
  for (const RaterField& field : head_fields(head)) {
    if (field.kind == RaterField::Kind::label) columns.emplace_back(LabelColumn(1, kNoLabel));
    if (field.kind == RaterField::Kind::labels) columns.emplace_back(LabelsColumn(1));
    if (field.kind == RaterField::Kind::number) columns.emplace_back(NumberColumn(1, NAN));
  }
  fill_head(head, values, 0, columns);
  return columns;
}

Values numbers(const std::vector<RatingColumn>& columns) {
  Values all;
  for (const RatingColumn& column : columns)
    if (const auto* number = std::get_if<NumberColumn>(&column)) all.push_back((*number)[0]);
  return all;
}

LabelId decision(const std::vector<RatingColumn>& columns) {
  return std::get<LabelColumn>(columns[0])[0];
}

TEST(NetworkHead, shares_of_raters_decide_as_probabilities_do) {
  const NetworkHead head = head_of(HeadKind::distribution, "sentiment3", 3);
  EXPECT_THAT(names(head), ElementsAre("sentiment3", "sentiment3.negative", "sentiment3.neutral", "sentiment3.positive",
                                       "sentiment3.confidence"));
  const auto columns = filled(head, {.2, .2, .6});
  EXPECT_EQ(decision(columns), 2);
  EXPECT_THAT(numbers(columns), ElementsAre(.2, .2, .6, .6));
  EXPECT_EQ(decision(filled(head, {.4, .4, .2})), 0);  // of equals the first
}

TEST(NetworkHead, several_labels_hold_from_their_thresholds_on) {
  NetworkHead head = head_of(HeadKind::multi_label, "semeval11", 11);
  head.thresholds[1] = .25;
  head.thresholds[2] = .75;
  Values values(11, .1);
  values[1] = .25;
  values[2] = .7;
  values[3] = .5;
  EXPECT_THAT(std::get<LabelsColumn>(filled(head, values)[0])[0], ElementsAre(1, 3));
  EXPECT_EQ(names(head).size(), 12U);
}

// p - threshold: .05, .1, -.1
TEST(NetworkHead, of_one_label_a_text_the_furthest_above_its_threshold_is_chosen) {
  NetworkHead head = head_of(HeadKind::multi_label, "sentiment3", 3);
  head.thresholds = {.5, .2, .7};
  head.one_label = true;
  const auto columns = filled(head, {.55, .3, .6});
  EXPECT_EQ(decision(columns), 1);
  EXPECT_THAT(numbers(columns), ElementsAre(.55, .3, .6, .3));
  EXPECT_EQ(decision(filled(head, {.1, .1, .1})), 1);  // none over its threshold: the nearest
}

// P(> 0..3) = .9 .8 .3 .1: grades .1 .1 .5 .2 .1; two of them above .5.
TEST(NetworkHead, a_grade_is_how_many_steps_are_likely) {
  const NetworkHead head = head_of(HeadKind::ordinal, "sst5", 4);
  EXPECT_THAT(names(head), ElementsAre("sst5", "sst5.very_negative", "sst5.negative", "sst5.neutral", "sst5.positive",
                                       "sst5.very_positive", "sst5.confidence"));
  const auto columns = filled(head, {.9, .8, .3, .1});
  EXPECT_EQ(decision(columns), 2);
  EXPECT_THAT(numbers(columns), ElementsAre(DoubleNear(.1, 1e-12), DoubleNear(.1, 1e-12), DoubleNear(.5, 1e-12),
                                            DoubleNear(.2, 1e-12), DoubleNear(.1, 1e-12), DoubleNear(.5, 1e-12)));
  EXPECT_EQ(decision(filled(head, {.4, .3, .2, .1})), 0);
  EXPECT_EQ(decision(filled(head, {.9, .9, .8, .51})), 4);
}

// .6 .8 .3 .1: differences .4 -.2 .5 .2 .1, without the one below 0 a sum of 1.2.
TEST(NetworkHead, steps_that_contradict_each_other_still_make_shares) {
  const auto columns = filled(head_of(HeadKind::ordinal, "sst5", 4), {.6, .8, .3, .1});
  Values shares = numbers(columns);
  EXPECT_EQ(shares[1], 0);
  EXPECT_NEAR(shares[0], .4 / 1.2, 1e-12);
  shares.pop_back();  // the confidence
  EXPECT_NEAR(shares[0] + shares[1] + shares[2] + shares[3] + shares[4], 1, 1e-12);
  EXPECT_EQ(decision(columns), 2);
}

TEST(NetworkHead, numbers_are_cut_to_their_range_where_it_is_known) {
  NetworkHead head = head_of(HeadKind::regression, "vad", 3);
  EXPECT_THAT(names(head), ElementsAre("vad.valence", "vad.arousal", "vad.dominance"));
  EXPECT_THAT(numbers(filled(head, {1.5, -.5, -3})), ElementsAre(1.5, -.5, -3));
  head.cut = true;
  EXPECT_THAT(numbers(filled(head, {1.5, -.5, -3})), ElementsAre(1, -.5, -1));
  head.choice_of_output = {2, 0};  // dominance, then valence
  EXPECT_THAT(names(head), ElementsAre("vad.valence", "vad.dominance"));
  EXPECT_THAT(numbers(filled(head, {.25, .5})), ElementsAre(.5, .25));
  EXPECT_THAT(names(head_of(HeadKind::regression, "polarity", 1)), ElementsAre("polarity"));
}

TEST(NetworkHead, says_for_what_words_are_weighed) {
  const auto targets = [](const NetworkHead& head, const Values& values) {
    std::vector<std::pair<std::string, std::size_t>> all;
    for (const HeadTarget& target : head_targets(head, values))
      all.emplace_back(head_fields(head)[target.field].name, target.output);
    return all;
  };
  using Target = std::pair<std::string, std::size_t>;
  EXPECT_THAT(targets(head_of(HeadKind::single_label, "sentiment3", 3), {.2, .2, .6}),
              ElementsAre(Target{"sentiment3.positive", 2}));
  EXPECT_THAT(targets(head_of(HeadKind::multi_label, "semeval11", 11), Values(11, .1)),
              ElementsAre(Target{"semeval11.anger", 0}));  // none holds: the most probable
  EXPECT_THAT(targets(head_of(HeadKind::ordinal, "sst5", 4), {.9, .8, .3, .1}), ElementsAre(Target{"sst5", 0}));
  EXPECT_THAT(targets(head_of(HeadKind::regression, "polarity", 1), {.4}), ElementsAre(Target{"polarity", 0}));
}

TEST(NetworkHead, the_expected_grade_is_the_sum_of_the_steps) {
  const TextScore score{.values = {7, .9, .8, .3, .1}, .remains = {0, .1, .2, .7, .9}, .embedding = {}};
  EXPECT_NEAR(target_value(head_of(HeadKind::ordinal, "sst5", 4), {0, 0}, score, 1), 2.1, 1e-12);
  EXPECT_NEAR(target_value(head_of(HeadKind::multi_label, "semeval11", 4), {2, 1}, score, 1), std::log(.8 / .2), 1e-12);
  EXPECT_EQ(target_value(head_of(HeadKind::regression, "polarity", 1), {0, 0}, score, 0), 7);
}

}  // namespace
}  // namespace openaffect
