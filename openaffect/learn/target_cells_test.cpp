#include "openaffect/learn/target_cells.h"

#include <cmath>

#include "openaffect/learn/learn_testing.h"

namespace openaffect {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::NanSensitiveFloatEq;

using Cell = std::optional<std::string>;

TargetReader reader(const RecipeHead& head, RecipeTarget target) {
  target.head = head.id;
  auto made = TargetReader::create(head, target);
  EXPECT_TRUE(made) << describe_error(made.error());
  return *std::move(made);
}

Result<Done> add(TargetReader& to, const std::vector<Cell>& cells, std::uint64_t row = 1) {
  std::vector<const Cell*> views;
  for (const Cell& cell : cells) views.push_back(&cell);
  return to.add_row(views, row);
}

// What one cell says; NaN alone when it says nothing; -1 on an error.
std::vector<float> said(const RecipeHead& head, const RecipeTarget& target, const Cell& cell) {
  TargetReader its = reader(head, target);
  if (!add(its, {cell})) return {-1};
  const auto matrix = its.finish("t.csv");
  return matrix ? matrix->values : std::vector<float>{-1};
}

const float kNone = std::nanf("");
const RecipeTarget kPlain{.head = "", .column = "mood"};

MATCHER(SaysNothing, "") {
  return std::ranges::all_of(arg, [](float value) { return std::isnan(value); });
}

TEST(TargetCells, one_label) {
  const RecipeHead head = head_of("sentiment3", HeadKind::single_label);
  EXPECT_THAT(said(head, kPlain, "positive"), ElementsAre(2));
  EXPECT_THAT(said(head, kPlain, " NEG "), ElementsAre(0));
  EXPECT_THAT(said(head, kPlain, R"(["neutral", "Neutral"])"), ElementsAre(1));
  EXPECT_THAT(said(head, kPlain, "positive|negative"), SaysNothing());
  for (const Cell& cell : {Cell(), Cell(""), Cell("  "), Cell("[]")})
    EXPECT_THAT(said(head, kPlain, cell), SaysNothing());
}

TEST(TargetCells, several_labels) {
  const RecipeHead head =
      head_of("ekman7", HeadKind::multi_label);  // anger, disgust, fear, joy, sadness, surprise, neutral
  EXPECT_THAT(said(head, kPlain, "joy"), ElementsAre(0, 0, 0, 1, 0, 0, 0));
  for (const char* cell : {"anger|happiness|anger", "Anger, Joy", R"(["anger","joy"])", "anger | joy,"})
    EXPECT_THAT(said(head, kPlain, cell), ElementsAre(1, 0, 0, 1, 0, 0, 0)) << cell;
  EXPECT_THAT(said(head, kPlain, "[]"), ElementsAre(0, 0, 0, 0, 0, 0, 0));
  EXPECT_THAT(said(head, kPlain, Cell()), SaysNothing());
}

TEST(TargetCells, grades) {
  const RecipeHead head = head_of("sst5", HeadKind::ordinal);
  EXPECT_THAT(said(head, kPlain, "very_positive"), ElementsAre(4));
  EXPECT_THAT(said(head, {.head = "", .column = "n", .cuts = {1, 2, 3, 4}}, "2"), ElementsAre(2));
  EXPECT_THAT(said(head, {.head = "", .column = "n", .cuts = {1, 2, 3, 4}, .scale = 2, .offset = -1}, "1.49"),
              ElementsAre(1));  // 2 * 1.49 - 1 = 1.98
}

// GoEmotions' sentiment: joy and love are positive, anger negative, surprise has no counterpart.
TEST(TargetCells, mapped_labels) {
  const RecipeTarget to3{.head = "", .column = "g", .mapping = "goemotions28_to_sentiment3"};
  const RecipeHead one = head_of("sentiment3", HeadKind::single_label);
  EXPECT_THAT(said(one, to3, R"(["joy","love"])"), ElementsAre(2));
  EXPECT_THAT(said(one, to3, R"(["joy","anger"])"), SaysNothing());
  EXPECT_THAT(said(one, to3, R"(["joy","surprise"])"), SaysNothing());
  EXPECT_THAT(said(one, to3, R"(["surprise"])"), SaysNothing());
  const RecipeHead several = head_of("sentiment3", HeadKind::multi_label);
  EXPECT_THAT(said(several, to3, R"(["joy","surprise"])"), ElementsAre(0, 0, 1));
  EXPECT_THAT(said(several, to3, R"(["surprise"])"), SaysNothing());
  const RecipeTarget to7{.head = "", .column = "g", .mapping = "goemotions28_to_ekman7"};
  EXPECT_THAT(said(head_of("ekman7", HeadKind::multi_label), to7, R"(["love","admiration","remorse"])"),
              ElementsAre(0, 0, 0, 1, 1, 0, 0));
}

TEST(TargetCells, shares_of_raters) {
  const RecipeHead head = head_of("sentiment3", HeadKind::distribution);
  EXPECT_THAT(said(head, kPlain, R"(["positive","positive","negative","neutral"])"), ElementsAre(.25, .25, .5));
  EXPECT_THAT(said(head, kPlain, "positive"), ElementsAre(0, 0, 1));
  EXPECT_THAT(said(head, kPlain, "[]"), SaysNothing());
  EXPECT_THAT(said(head, {.head = "", .column = "ratings", .cuts = {-.5, .5}}, "[2.0,0.0,-1.0,3.0]"),
              ElementsAre(.25, .25, .5));
  TargetReader counts = reader(head, {.head = "", .column = "votes.{field}"});
  EXPECT_THAT(counts.columns(), ElementsAre("votes.negative", "votes.neutral", "votes.positive"));
  ASSERT_TRUE(add(counts, {"1", Cell(), "3"}));
  ASSERT_TRUE(add(counts, {"0", "0", "0"}));
  EXPECT_FALSE(counts.last_row_says_something());
  EXPECT_FALSE(add(counts, {"-1", "0", "3"}));
}

TEST(TargetCells, numbers) {
  const RecipeHead head = head_of("vad", HeadKind::regression);
  TargetReader its = reader(head, {.head = "", .column = "vad.{field}"});
  EXPECT_THAT(its.columns(), ElementsAre("vad.valence", "vad.arousal", "vad.dominance"));
  ASSERT_TRUE(add(its, {"0.5", Cell(), "-1"}));
  EXPECT_TRUE(its.last_row_says_something());
  EXPECT_THAT(its.finish("")->values,
              ElementsAre(NanSensitiveFloatEq(.5F), NanSensitiveFloatEq(kNone), NanSensitiveFloatEq(-1)));
  const RecipeHead one = head_of("polarity", HeadKind::regression);
  EXPECT_THAT(said(one, {.head = "", .column = "stars", .scale = .5, .offset = -1.5}, "5"), ElementsAre(1));
}

TEST(TargetCells, nan_and_text_among_numbers) {
  TargetReader its = reader(head_of("polarity", HeadKind::regression), {.head = "", .column = "p"});
  for (const char* cell : {"nan", "NaN", "inf", "good", "0.5x"}) {
    const auto added = add(its, {cell}, 17);
    ASSERT_FALSE(added) << cell;
    EXPECT_EQ(added.error().kind, ErrorKind::format);
    EXPECT_THAT(describe_error(added.error()),
                AllOf(HasSubstr("row 17"), HasSubstr("column p"), HasSubstr("no number")));
  }
  EXPECT_THAT(describe_error(add(its, {"4"}, 3).error()), AllOf(HasSubstr("4 is outside -1 … 1"), HasSubstr("scale")));
}

TEST(TargetCells, labels_outside_the_scheme) {
  TargetReader its = reader(head_of("sentiment3", HeadKind::single_label), kPlain);
  ASSERT_TRUE(add(its, {"positive"}, 1));
  for (const char* cell : {"positve", "good", "positve", "bad", "ugly"}) ASSERT_TRUE(add(its, {cell}, 7));
  const auto matrix = its.finish("t.csv");
  ASSERT_FALSE(matrix);
  EXPECT_EQ(matrix.error().kind, ErrorKind::unknown);
  EXPECT_EQ(describe_error(matrix.error()),
            "t.csv: row 7, column mood: 'positve', 'good', 'bad' are no labels of the scheme sentiment3; did you mean "
            "'positive'?");
}

TEST(TargetCells, a_row_can_be_forgotten) {
  TargetReader its = reader(head_of("sentiment3", HeadKind::single_label), kPlain);
  ASSERT_TRUE(add(its, {"positive"}));
  ASSERT_TRUE(add(its, {"neutral"}));
  its.drop_row();
  EXPECT_THAT(its.finish("")->values, ElementsAre(2));
}

}  // namespace
}  // namespace openaffect
