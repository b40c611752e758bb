#include "openaffect/learn/calibration.h"

#include "openaffect/learn/judged_testing.h"

namespace openaffect {
namespace {

// Four texts with .9 of which three are right: |.9 - .75|.
TEST(Calibration, error_by_hand) {
  const float high = logit_of(.9);
  EXPECT_NEAR(calibration_error(judged(HeadKind::multi_label, 1, 1, {high, high, high, high}, {1, 1, 0, .5F}), 1), .15,
              1e-6);
  EXPECT_NEAR(
      calibration_error(judged(HeadKind::single_label, 2, 1, {high, 0, high, 0, 0, high, high, 0}, {0, 1, 1, 0}), 1),
      .15, 1e-6);
  EXPECT_NEAR(calibration_error(judged(HeadKind::ordinal, 1, 1, {high, high, high, high}, {1, 1, 0, 1}), 1), .15, 1e-6);
  EXPECT_NEAR(calibration_error(judged(HeadKind::distribution, 2, 2, {high, 0, high, 0}, {.6F, .4F, .1F, .9F}), 1), .4,
              1e-6);
  EXPECT_TRUE(std::isnan(calibration_error(judged(HeadKind::regression, 1, 1, {1}, {1}), 1)));
}

TrainingData two_sources() {
  TrainingData data;
  data.heads = {{"mood", HeadKind::single_label, 2}, {"tags", HeadKind::multi_label, 2}};
  data.sources.resize(2);
  data.sources[0].name = "a";
  data.sources[0].development = {{}, {0, 0, 0, 0}, {{"mood", 1, {0, kNothing, 1}}}};
  data.sources[1].name = "b";
  data.sources[1].development = {{}, {0, 0, 0}, {{"mood", 1, {1, 1}}, {"tags", 2, {1, 0, kNothing, 1}}}};
  return data;
}

TEST(Calibration, joins_the_parts_of_all_sources) {
  const std::vector<HeadOutputs> said = {
      {"b", "mood", 2, {7, 8, 9, 10}}, {"a", "mood", 2, {1, 2, 3, 4, 5, 6}}, {"b", "tags", 2, {1, 1, 2, 2}}};
  const auto judged = judged_heads(two_sources(), said);
  ASSERT_EQ(judged.size(), 2U);
  EXPECT_EQ(judged[0].logits, (std::vector<float>{1, 2, 5, 6, 7, 8, 9, 10}));
  EXPECT_EQ(judged[0].targets, (std::vector<float>{0, 1, 1, 1}));
  EXPECT_EQ(judged[1].texts(), 2U);
  const auto found = calibrate(two_sources(), said);
  EXPECT_EQ(found[0].texts, 4U);
  EXPECT_TRUE(found[0].thresholds.empty());
  EXPECT_EQ(found[1].thresholds.size(), 2U);
  EXPECT_EQ(found[1].head, "tags");
}

TEST(Calibration, of_outputs_that_are_not_the_parts) {
  EXPECT_THROW(judged_heads(two_sources(), std::vector<HeadOutputs>{{"a", "mood", 2, {1, 2}}}), ContractError);
}

TEST(Calibration, makes_the_error_smaller) {
  TrainingData data;
  data.heads = {{"mood", HeadKind::single_label, 4}};
  const JudgedHead head = drawn_head(HeadKind::single_label, 4, 4000, 2.5);
  data.sources.resize(1);
  data.sources[0].name = "a";
  data.sources[0].development = {{}, std::vector<std::uint64_t>(4001), {{"mood", 1, head.targets}}};
  const auto found = calibrate(data, std::vector<HeadOutputs>{{"a", "mood", 4, head.logits}});
  EXPECT_NEAR(found[0].temperature, 2.5, .1);
  EXPECT_GT(found[0].ece_before, .1);
  EXPECT_LT(found[0].ece_after, .03);
}

}  // namespace
}  // namespace openaffect
