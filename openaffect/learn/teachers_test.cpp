#include "openaffect/learn/teachers.h"

#include <atomic>
#include <cmath>
#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace openaffect {
namespace {

// A rater of two labels and a number: p(joy) is the text's first digit / 10, valence minus that.
class Teacher : public Rater {
 public:
  explicit Teacher(double lift) : lift_(lift) {
    const auto emotions = built_in_scheme("ekman7"), polarity = built_in_scheme("polarity");
    for (const Label& label : emotions->labels())
      info_.fields.push_back({"ekman7." + label.id, RaterField::Kind::number, emotions, label.id});
    info_.fields.push_back({"polarity", RaterField::Kind::number, polarity, "polarity"});
  }
  const RaterInfo& info() const override { return info_; }
  RatingBatch rate(std::span<const Item> batch, const RateOptions&) const override {
    RatingBatch ratings;
    ratings.status.assign(batch.size(), Status::ok);
    for (std::size_t field = 0; field < info_.fields.size(); ++field) {
      NumberColumn numbers;
      for (const Item& item : batch) {
        const double digit = ((*item.text)[0] - '0') / 10.0 + lift_;
        numbers.push_back(field + 1 == info_.fields.size() ? -digit : field == 3 ? digit : 0);
      }
      ratings.columns.emplace_back(std::move(numbers));
    }
    return ratings;
  }

 private:
  double lift_;
  RaterInfo info_;
};

const std::vector<std::string> kTexts = {"2", "4", "8"};
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

Teachers two_teachers(double share) {
  std::vector<RecipeHead> heads = {{"moods", HeadKind::multi_label, built_in_scheme("ekman7")},
                                   {"polarity", HeadKind::regression, built_in_scheme("polarity")},
                                   {"grade", HeadKind::ordinal, built_in_scheme("sst5")}};
  return Teachers({{std::make_shared<Teacher>(0)}, {std::make_shared<Teacher>(.1)}}, std::move(heads), share);
}

// Two teachers, .1 apart: their mean is the digit + .05. People said .5 of the first text; of the others nothing.
TEST(Teachers, MixWithWhatPeopleSaid) {
  std::vector<TargetMatrix> targets = {{"polarity", 1, {.5F, kNaN, kNaN}}};
  ASSERT_TRUE(two_teachers(.25).teach(kTexts, targets));
  ASSERT_EQ(targets.size(), 2);
  EXPECT_THAT(targets[0].values,
              testing::ElementsAre(testing::FloatNear(.75F * .5F - .25F * .25F, 1e-6F),
                                   testing::FloatNear(-.45F, 1e-6F), testing::FloatNear(-.85F, 1e-6F)));
  EXPECT_EQ(targets[1].head, "moods");
  ASSERT_EQ(targets[1].values.size(), 21);
  const std::vector<float> joy = {.25F, .45F, .85F};
  for (std::size_t i = 0; i < 21; ++i) EXPECT_FLOAT_EQ(targets[1].values[i], i % 7 == 3 ? joy[i / 7] : 0.F) << i;
}

// One says all that it has, the other polarity alone: of moods the first is heard, of polarity the mean.
TEST(Teachers, TeachWhatTheyAreAskedTo) {
  std::vector<RecipeHead> heads = {{"moods", HeadKind::multi_label, built_in_scheme("ekman7")},
                                   {"polarity", HeadKind::regression, built_in_scheme("polarity")}};
  const Teachers teachers({{std::make_shared<Teacher>(0)}, {std::make_shared<Teacher>(.1), {"other", {"polarity"}}}},
                          std::move(heads), 1);
  std::vector<TargetMatrix> targets;
  ASSERT_TRUE(teachers.teach(kTexts, targets));
  ASSERT_EQ(targets.size(), 2);
  EXPECT_FLOAT_EQ(targets[0].values[3], .2F);  // joy of the first text
  EXPECT_FLOAT_EQ(targets[1].values[0], -.25F);
  EXPECT_EQ(teachers.facts()[1].name, "other");
}

// One label of a text: people said joy of the first, nothing of the second and anger of the third. The teacher's
// numbers are the digit / 10 for joy and nothing else: as shares all on joy; of "0" they are none, hence equal.
TEST(Teachers, OfOneLabelTeachShares) {
  const std::vector<std::string> texts = {"2", "4", "8", "0"};
  std::vector<RecipeHead> heads = {{"mood", HeadKind::single_label, built_in_scheme("ekman7")}};
  const Teachers teacher({{std::make_shared<Teacher>(0)}}, std::move(heads), .25);
  std::vector<TargetMatrix> targets = {{"mood", 1, {3, kNaN, 0, kNaN}}};
  ASSERT_TRUE(teacher.teach(texts, targets));
  ASSERT_EQ(targets.size(), 1);
  EXPECT_EQ(targets[0].columns, 7);
  std::vector<float> expected(28, 0.F);
  expected[3] = expected[7 + 3] = 1;
  expected[14] = .75F;
  expected[14 + 3] = .25F;
  std::fill(expected.end() - 7, expected.end(), 1.F / 7);
  EXPECT_THAT(targets[0].values, testing::Pointwise(testing::FloatNear(1e-6F), expected));
}

// A line a block; stopped, nobody is asked, and nothing is learned.
TEST(Teachers, SayWhomTheyAskAndStop) {
  std::vector<std::string> lines;
  std::atomic<bool> stop = false;
  const Watcher watcher{&stop, [&](const std::string& line) { lines.push_back(line); }};
  const std::vector<RecipeHead> heads = {{"polarity", HeadKind::regression, built_in_scheme("polarity")}};
  const Teachers teachers({{std::make_shared<Teacher>(0), {"models/first", {}}}}, heads, 1);
  std::vector<TargetMatrix> targets;
  ASSERT_TRUE(teachers.teach(std::vector<std::string>(1500, "3"), targets, watcher));
  EXPECT_THAT(lines, testing::ElementsAre("asking the teacher first: 1,024 of 1,500 texts",
                                          "asking the teacher first: 1,500 of 1,500 texts"));
  stop = true;
  lines.clear();
  targets.clear();
  const auto stopped = teachers.teach(kTexts, targets, watcher);
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().kind, ErrorKind::interrupted);
  EXPECT_TRUE(lines.empty() && targets.empty());
}

TEST(Teachers, NobodyTeachesNothing) {
  std::vector<TargetMatrix> targets = {{"polarity", 1, {.5F, kNaN, 0.F}}};
  ASSERT_TRUE(Teachers().teach(kTexts, targets));
  ASSERT_EQ(targets.size(), 1);
  EXPECT_FLOAT_EQ(targets[0].values[0], .5F);
}

TEST(Teachers, ATeacherThatIsNotThere) {
  Recipe recipe;
  recipe.teachers.push_back({.model = "/nowhere"});
  EXPECT_FALSE(Teachers::open(recipe));
}

}  // namespace
}  // namespace openaffect
