#include "openaffect/learn/model_scores.h"

#include <map>

#include "openaffect/evaluate/task_testing.h"
#include "openaffect/learn/judged_testing.h"

namespace openaffect {
namespace {

using ::testing::ElementsAre;
using Kind = RaterField::Kind;

// Says what a table holds, by text.
class TableRater final : public Rater {
 public:
  RaterInfo about;
  std::map<std::string, std::vector<RatingValue>, std::less<>> answers;

  const RaterInfo& info() const override { return about; }
  RatingBatch rate(std::span<const Item> batch, const RateOptions&) const override {
    RatingBatch ratings;
    for (const RaterField& field : about.fields)
      ratings.columns.emplace_back(field.kind == Kind::number  ? RatingColumn(NumberColumn())
                                   : field.kind == Kind::label ? RatingColumn(LabelColumn())
                                                               : RatingColumn(LabelsColumn()));
    for (const Item& item : batch) {
      ratings.status.push_back(item.text == "unreadable" ? Status::error : Status::ok);
      const auto found = answers.find(*item.text);
      for (std::size_t i = 0; i < about.fields.size(); ++i) {
        if (auto* numbers = std::get_if<NumberColumn>(&ratings.columns[i]))
          numbers->push_back(found == answers.end() ? kNothing : std::get<double>(found->second[i]));
        if (auto* labels = std::get_if<LabelColumn>(&ratings.columns[i]))
          labels->push_back(found == answers.end() ? kNoLabel : std::get<LabelId>(found->second[i]));
        if (auto* sets = std::get_if<LabelsColumn>(&ratings.columns[i]))
          sets->push_back(found == answers.end() ? std::vector<LabelId>{}
                                                 : std::get<std::vector<LabelId>>(found->second[i]));
      }
    }
    return ratings;
  }
};

HeldOutPart part_of(const std::vector<std::string>& texts, TargetMatrix targets) {
  HeldOutPart part{"mine", "test", {}, {std::move(targets)}};
  for (const std::string& text : texts) part.texts.push_back({text, ""});
  return part;
}

std::vector<HeadScores> scores_of(const TableRater& rater, const TrainedModel& model, const HeldOutPart& part) {
  ModelScoreOptions options;
  options.intervals.bootstrap.resamples = 200;
  options.fewest_of_group = 2;
  auto scores = score_model(rater, model, std::vector<HeldOutPart>{part}, options);
  if (!scores) throw std::runtime_error(describe_error(scores.error()));
  return *std::move(scores);
}

double value_of(const HeadScores& scores, const std::string& metric, const std::string& group = "",
                const std::string& label = "") {
  for (const ResultRow& row : scores.rows)
    if (row.metric == metric && row.part == group && (label.empty() || row.label == label)) return row.value;
  ADD_FAILURE() << "no " << metric;
  return 0;
}

TrainedModel model_of(TrainedHead head, std::shared_ptr<const Scheme> scheme) {
  TrainedModel model;
  model.heads.push_back(std::move(head));
  model.schemes.push_back(std::move(scheme));
  return model;
}

TrainedModel sentiment(HeadKind kind = HeadKind::single_label) {
  return model_of(
      {.id = "sentiment3", .kind = kind, .scheme = "sentiment3", .names = {"negative", "neutral", "positive"}},
      built_in_scheme("sentiment3"));
}

TableRater sentiment_rater(Kind decision = Kind::label) {
  TableRater rater;
  const auto scheme = built_in_scheme("sentiment3");
  rater.about.name = "text";
  rater.about.fields = {{"sentiment3", decision, scheme},
                        {"sentiment3.negative", Kind::number, scheme, "negative"},
                        {"sentiment3.neutral", Kind::number, scheme, "neutral"},
                        {"sentiment3.positive", Kind::number, scheme, "positive"}};
  return rater;
}

// Of five texts with an answer two are right, one was not read: the third label has F1 1, the second 2/3 … by hand:
// gold 0 1 2 2 0, said 1 1 2 - 1. negative: 0; neutral: 1 right of 3 said and 1 there, F1 1/2; positive: 1 right of 1
// said and 2 there, F1 2/3.
TEST(ModelScores, of_one_label_a_text) {
  TableRater rater = sentiment_rater();
  rater.answers = {{"a", {LabelId{1}, .2, .7, .1}},
                   {"b", {LabelId{1}, .2, .7, .1}},
                   {"c", {LabelId{2}, .1, .1, .8}},
                   {"d", {LabelId{1}, .2, .7, .1}},
                   {"e", {LabelId{1}, .2, .7, .1}}};
  const auto scores =
      scores_of(rater, sentiment(),
                part_of({"a", "b", "c", "unreadable", "e", "d"}, {"sentiment3", 1, {0, 1, 2, 2, 0, kNothing}}));
  ASSERT_EQ(scores.size(), 1U);
  EXPECT_EQ(scores[0].texts, 5U);
  EXPECT_EQ(scores[0].without_answer, 1U);
  EXPECT_NEAR(value_of(scores[0], "macro_f1"), (0 + .5 + 2.0 / 3) / 3, 1e-12);
  EXPECT_NEAR(value_of(scores[0], "accuracy"), 2.0 / 5, 1e-12);
  EXPECT_NEAR(value_of(scores[0], "balanced_accuracy"), (0 + 1 + .5) / 3, 1e-12);
  ASSERT_TRUE(headline(scores[0]));
  EXPECT_EQ(headline(scores[0])->metric, "macro_f1");
  EXPECT_TRUE(headline(scores[0])->interval);
  EXPECT_EQ(headline(scores[0])->per_label.size(), 3U);
  // Three say .7 and one is right, one says .8 and is right: (3 |.7 - 1/3| + |.8 - 1|) / 4.
  EXPECT_NEAR(scores[0].ece_after, (3 * (.7 - 1.0 / 3) + .2) / 4, 1e-6);
}

// With a temperature of 2 what was said was softer than the outputs: p ∝ e^(z / 2), so before it was p².
TEST(ModelScores, error_of_calibration_before_and_after) {
  TableRater rater = sentiment_rater();
  rater.answers = {{"a", {LabelId{0}, .6, .3, .1}}};
  TrainedModel model = sentiment();
  model.heads[0].temperature = 2;
  const auto scores = scores_of(rater, model, part_of({"a"}, {"sentiment3", 1, {0}}));
  EXPECT_NEAR(scores[0].ece_after, .4, 1e-6);
  EXPECT_NEAR(scores[0].ece_before, 1 - .36 / (.36 + .09 + .01), 1e-6);
}

// Sets {0 1} {2} against {0} {2}: F1 1, 0, 1; Jaccard 1/2 and 1.
TEST(ModelScores, of_several_labels_a_text) {
  TableRater rater = sentiment_rater(Kind::labels);
  rater.answers = {{"a", {std::vector<LabelId>{0}, .9, .2, .1}}, {"b", {std::vector<LabelId>{2}, .1, .2, .9}}};
  const auto scores = scores_of(rater, sentiment(HeadKind::multi_label),
                                part_of({"a", "b"}, {"sentiment3", 3, {1, .5F, .4F, 0, 0, 1}}));
  EXPECT_NEAR(value_of(scores[0], "macro_f1"), 2.0 / 3, 1e-12);
  EXPECT_NEAR(value_of(scores[0], "jaccard"), .75, 1e-12);
  // A rater of the same head that says one label: a set of one.
  TableRater one = sentiment_rater(Kind::label);
  one.answers = {{"a", {LabelId{0}, .9, .2, .1}}, {"b", {LabelId{2}, .1, .2, .9}}};
  EXPECT_NEAR(value_of(scores_of(one, sentiment(HeadKind::multi_label),
                                 part_of({"a", "b"}, {"sentiment3", 3, {1, .5F, .4F, 0, 0, 1}}))[0],
                       "jaccard"),
              .75, 1e-12);
}

TEST(ModelScores, of_numbers_field_by_field) {
  TableRater rater;
  const auto scheme = built_in_scheme("vad");
  rater.about.fields = {{"vad.valence", Kind::number, scheme, "valence"},
                        {"vad.arousal", Kind::number, scheme, "arousal"}};
  rater.answers = {{"a", {.1, .5}}, {"b", {.3, .5}}, {"c", {.5, .1}}};
  const TrainedModel model =
      model_of({.id = "vad", .kind = HeadKind::regression, .scheme = "vad", .names = {"valence", "arousal"}}, scheme);
  const auto scores =
      scores_of(rater, model, part_of({"a", "b", "c"}, {"vad", 2, {.2F, kNothing, .4F, .5F, .6F, .2F}}));
  EXPECT_NEAR(value_of(scores[0], "mae", "", "vad.valence"), .1, 1e-6);
  EXPECT_NEAR(value_of(scores[0], "pearson", "", "vad.valence"), 1, 1e-6);
  EXPECT_NEAR(value_of(scores[0], "mae", "", "vad.arousal"), .05, 1e-6);
  EXPECT_TRUE(std::isnan(scores[0].ece_after));
}

TEST(ModelScores, of_grades_and_of_shares) {
  TableRater rater = sentiment_rater();
  rater.answers = {{"a", {LabelId{0}, .6, .3, .1}}, {"b", {LabelId{2}, .1, .1, .8}}};
  const auto grades = scores_of(rater, sentiment(HeadKind::ordinal), part_of({"a", "b"}, {"sentiment3", 1, {0, 2}}));
  EXPECT_NEAR(value_of(grades[0], "cohen_kappa_quadratic"), 1, 1e-12);
  // P(grade > k): .4 .1 for a lowest one, .9 .8 for a highest.
  EXPECT_NEAR(grades[0].ece_after, (.4 + .1 + .1 + .2) / 4, 1e-6);
  const auto shares = scores_of(rater, sentiment(HeadKind::distribution),
                                part_of({"a", "b"}, {"sentiment3", 3, {.6F, .3F, .1F, .1F, .1F, .8F}}));
  EXPECT_NEAR(value_of(shares[0], "kl"), 0, 1e-6);
}

TEST(ModelScores, of_groups) {
  TableRater rater = sentiment_rater();
  rater.answers = {{"a", {LabelId{0}, .6, .3, .1}}, {"b", {LabelId{2}, .1, .1, .8}}};
  HeldOutPart part = part_of({"a", "b", "a", "b", "a"}, {"sentiment3", 1, {0, 0, 2, 2, 1}});
  for (const std::size_t text : {0U, 3U}) part.texts[text].group = "ann";
  for (const std::size_t text : {1U, 2U}) part.texts[text].group = "ben";
  part.texts[4].group = "once";
  const auto scores = scores_of(rater, sentiment(), part);
  EXPECT_EQ(value_of(scores[0], "accuracy", "ann"), 1);
  EXPECT_EQ(value_of(scores[0], "accuracy", "ben"), 0);
  for (const ResultRow& row : scores[0].rows) EXPECT_NE(row.part, "once");
}

TEST(ModelScores, stops) {
  const std::atomic<bool> stop = true;
  ModelScoreOptions options;
  options.watcher.stop = &stop;
  const auto scores = score_model(sentiment_rater(), sentiment(),
                                  std::vector<HeldOutPart>{part_of({"a"}, {"sentiment3", 1, {0}})}, options);
  ASSERT_FALSE(scores);
  EXPECT_EQ(scores.error().kind, ErrorKind::interrupted);
}

}  // namespace
}  // namespace openaffect
