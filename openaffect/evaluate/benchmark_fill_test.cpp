// Which field of a rater stands for what, and what it becomes.
#include "openaffect/evaluate/benchmark_fill.h"

#include <cmath>

#include "openaffect/data/table_file.h"
#include "openaffect/evaluate/benchmark_testing.h"

namespace openaffect {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using S = AnswerStatus;

// A benchmark of one task over three items; gold does not matter here.
struct OneTask {
  Benchmark benchmark;
  BenchmarkItems items;

  explicit OneTask(const std::string& task) {
    const auto parsed = parse_benchmark(
        R"({"schema": "openaffect/benchmark/1", "name": "t", "title": "T", "reader": "table", "tasks": [{"id": "x", )" +
        task + "}]}");
    EXPECT_TRUE(parsed) << describe_error(parsed.error());
    benchmark = *parsed;
    items.ids = {"1", "2", "3"};
    items.texts.resize(3, "text");
    for (const std::string& field :
         benchmark.tasks[0].fields.empty() ? std::vector<std::string>{""} : benchmark.tasks[0].fields) {
      ScoringTask gold;
      gold.task = "x", gold.field = field, gold.kind = benchmark.tasks[0].kind,
      gold.labels = benchmark.tasks[0].label_ids();
      items.gold.push_back(gold);
      items.task_of.push_back(0);
      items.items_of.push_back({0, 1, 2});
    }
  }
};

RaterField number(const char* name, const char* scheme, const char* field) {
  return {name, RaterField::Kind::number, built_in_scheme(scheme), field};
}
RaterField label(const char* scheme, RaterField::Kind kind = RaterField::Kind::label) {
  return {"class", kind, built_in_scheme(scheme)};
}

BenchmarkSystem filled(const OneTask& one, const std::vector<RaterField>& fields, std::vector<RatingColumn> columns,
                       std::vector<Status> status = std::vector<Status>(3, Status::ok)) {
  RaterInfo rater;
  rater.name = "r", rater.fields = fields;
  return fill(one.benchmark, one.items, rater, {std::move(status), std::move(columns), {}});
}

TEST(Fill, numbers_of_the_same_field_are_taken_as_they_are) {
  const OneTask vad(R"("kind": "numbers", "scheme": "vad", "metrics": ["ccc"])");
  const auto system = filled(
      vad, {number("compound", "vader", "compound"), number("a", "vad", "arousal"), number("v", "vad", "valence")},
      {NumberColumn{9, 9, 9}, NumberColumn{.1, .2, .3}, NumberColumn{-1, std::nan(""), 1}},
      {Status::ok, Status::ok, Status::no_text});
  ASSERT_EQ(system.tasks.size(), 2U);
  EXPECT_EQ(system.tasks[0].field, "valence");
  EXPECT_EQ(system.tasks[0].system, "r");
  EXPECT_EQ(system.tasks[0].predicted_numbers[0], -1);
  EXPECT_TRUE(std::isnan(system.tasks[0].predicted_numbers[1]));
  EXPECT_TRUE(std::isnan(system.tasks[0].predicted_numbers[2]));
  EXPECT_THAT(system.tasks[0].status, ElementsAre(S::ok, S::no_answer, S::no_answer));
  EXPECT_EQ(system.tasks[1].predicted_numbers[1], .2);
  ASSERT_EQ(system.absent.size(), 1U);
  EXPECT_EQ(system.absent[0].field, "dominance");
  EXPECT_EQ(system.absent[0].reason, "not_rated");
  EXPECT_THAT(system.notes, IsEmpty());
}

// By the table of benchmark_fill.h, with the printed range 1..5 where the task has one: (x + 1) / 2 * 4 + 1.
TEST(Fill, polarity_stands_for_valence) {
  const OneTask vad(R"("kind": "numbers", "scheme": "vad", "fields": ["valence"], "metrics": ["ccc"])");
  const OneTask printed(
      R"("kind": "numbers", "scheme": "vad", "fields": ["valence"], "range": [1, 5], "metrics": ["ccc"])");
  const OneTask share(R"("kind": "numbers", "scheme": "valence01", "metrics": ["ccc"])");
  const NumberColumn x = {-1, 0, .5};
  const auto numbers = [&](const OneTask& one, const RaterField& field) {
    return filled(one, {field}, {x}).tasks.at(0).predicted_numbers;
  };
  const RaterField compound = number("compound", "vader", "compound"),
                   polarity = number("polarity", "polarity", "polarity");
  EXPECT_THAT(numbers(vad, compound), ElementsAre(-1, 0, .5));
  EXPECT_THAT(numbers(vad, polarity), ElementsAre(-1, 0, .5));
  EXPECT_THAT(numbers(vad, number("v", "valence01", "valence")), ElementsAre(-3, -1, 0));
  EXPECT_THAT(numbers(printed, compound), ElementsAre(1, 3, 4));
  EXPECT_THAT(numbers(share, compound), ElementsAre(0, .5, .75));
  EXPECT_THAT(numbers(share, number("v", "vad", "valence")), ElementsAre(0, .5, .75));
  EXPECT_THAT(filled(vad, {compound}, {x}).notes, ElementsAre("r.compound stands for vad.valence"));
  EXPECT_EQ(filled(vad, {number("s", "subjectivity", "subjectivity")}, {x}).absent.at(0).reason, "not_rated");
  const OneTask intensity(R"("kind": "numbers", "scheme": "intensity4", "fields": ["joy"], "metrics": ["ccc"])");
  EXPECT_TRUE(filled(intensity, {compound}, {x}).tasks.empty());
}

TEST(Fill, labels_are_those_of_the_scheme_or_of_the_same_name) {
  const OneTask mood(R"("kind": "classes", "scheme": "sentiment3", "metrics": ["mcc"])");
  const auto same = filled(mood, {label("sentiment3")}, {LabelColumn{2, kNoLabel, 0}});
  EXPECT_THAT(same.tasks.at(0).predicted_labels, ElementsAre(2, kNoLabel, 0));
  EXPECT_THAT(same.tasks.at(0).status, ElementsAre(S::ok, S::no_answer, S::ok));
  EXPECT_TRUE(filled(mood, {label("ekman7")}, {LabelColumn{0, 1, 2}}).tasks.empty());
  // sst5 without its neutral grade: negative and positive are labels of sentiment3, neutral is none
  const OneTask binary(R"("kind": "classes", "scheme": "sst5", "metrics": ["mcc"],
      "groups": [{"id": "negative", "labels": ["very_negative", "negative"]}, {"id": "positive", "labels": ["positive", "very_positive"]}])");
  EXPECT_THAT(filled(binary, {label("sst5")}, {LabelColumn{0, 2, 4}}).tasks.at(0).predicted_labels,
              ElementsAre(0, kNoLabel, 1));
  const auto named = filled(binary, {label("sentiment3")}, {LabelColumn{0, 1, 2}});
  EXPECT_THAT(named.tasks.at(0).predicted_labels, ElementsAre(0, kNoLabel, 1));
  EXPECT_THAT(named.tasks.at(0).status, ElementsAre(S::ok, S::out_of_range, S::ok));
  EXPECT_THAT(named.notes, ElementsAre("r.class stands for sst5"));
}

// Shares of the two groups, by hand: .3 against .5, and .4 against .3, though neutral and very_positive were said; a
// rating without values stays none, and a task that leaves no label out takes the decision.
TEST(Fill, a_choice_between_some_labels_is_made_by_probabilities) {
  const OneTask binary(R"("kind": "classes", "scheme": "sst5", "metrics": ["mcc"],
      "groups": [{"id": "negative", "labels": ["very_negative", "negative"]}, {"id": "positive", "labels": ["positive", "very_positive"]}])");
  std::vector<RaterField> fields = {label("sst5")};
  fields[0].name = "sst5";
  for (const Label& each : built_in_scheme("sst5")->labels())
    fields.push_back(number(("sst5." + each.id).c_str(), "sst5", each.id.c_str()));
  const std::vector<RatingColumn> columns = {LabelColumn{2, 4, 2},     NumberColumn{.1, .2, .1},
                                             NumberColumn{.2, .2, .2}, NumberColumn{.2, .3, .4},
                                             NumberColumn{.45, 0, .3}, NumberColumn{.05, .3, 0}};
  const auto chosen = filled(binary, fields, columns, {Status::ok, Status::ok, Status::no_text}).tasks.at(0);
  EXPECT_THAT(chosen.predicted_labels, ElementsAre(1, 0, kNoLabel));
  EXPECT_THAT(chosen.status, ElementsAre(S::ok, S::ok, S::no_answer));
  const OneTask five(R"("kind": "grades", "scheme": "sst5", "metrics": ["accuracy"])");
  EXPECT_THAT(filled(five, fields, columns).tasks.at(0).predicted_labels, ElementsAre(2, 4, 2));
}

TEST(Fill, labels_are_mapped_where_a_mapping_is_known) {
  const OneTask mood(R"("kind": "classes", "scheme": "sentiment3", "metrics": ["mcc"])");
  EXPECT_THAT(filled(mood, {label("sst5")}, {LabelColumn{0, 2, 4}}).tasks.at(0).predicted_labels, ElementsAre(0, 1, 2));
}

TEST(Fill, sets_take_one_label_or_several) {
  const OneTask ekman(R"("kind": "label_sets", "scheme": "goemotions28", "groups": "ekman", "metrics": ["jaccard"])");
  // anger 0, disgust 1, fear 2, joy 3, sadness 4, surprise 5, neutral 6 in both; joy of 28 is 17, love 18, fear 14
  EXPECT_THAT(filled(ekman, {label("ekman7")}, {LabelColumn{3, kNoLabel, 6}}).tasks.at(0).predicted_sets,
              ElementsAre(ElementsAre(3), IsEmpty(), ElementsAre(6)));
  EXPECT_THAT(filled(ekman, {label("goemotions28", RaterField::Kind::labels)}, {LabelsColumn{{18, 17, 14}, {}, {27}}})
                  .tasks.at(0)
                  .predicted_sets,
              ElementsAre(ElementsAre(2, 3), IsEmpty(), ElementsAre(6)));
  const OneTask mood(R"("kind": "classes", "scheme": "goemotions28", "metrics": ["mcc"])");
  EXPECT_TRUE(filled(mood, {label("goemotions28", RaterField::Kind::labels)}, {LabelsColumn(3)}).tasks.empty());
}

TEST(Fill, a_batch_of_another_length_is_a_bug) {
  const OneTask mood(R"("kind": "classes", "scheme": "sentiment3", "metrics": ["mcc"])");
  RaterInfo rater;
  rater.fields = {label("sentiment3")};
  EXPECT_THROW((void)fill(mood.benchmark, mood.items, rater, {std::vector<Status>(2), {LabelColumn(2)}, {}}),
               ContractError);
}

class RatedFiles : public BenchmarkFiles {
 protected:
  using Texts = TableColumn::Cells<std::string>;
  std::string write(const Texts& ids, const std::string& licence_class = "open") const {
    const std::vector<std::pair<std::string, std::string>> metadata = {
        {"openaffect.text", R"(["text"])"},
        {"openaffect.raters", R"([{"name":"vader","kind":"lexicon","version":"1","licence":"MIT","licence_class":")" +
                                  licence_class + R"(","sha256":"","languages":["en"],
              "fields":[{"name":"compound","kind":"number","scheme":"vader","scheme_field":"compound"},
                        {"name":"class","kind":"label","scheme":"sentiment3"},
                        {"name":"more","kind":"labels","scheme":"goemotions28"}]}])"},
        {"openaffect.schemes",
         R"([{"id":"vader","fields":[{"id":"compound","minimum":-1,"maximum":1}]},{"id":"sentiment3","labels":[{"id":"negative"}]},
             {"id":"goemotions28","labels":[{"id":"joy"}]}])"}};
    const std::vector<TableColumn> columns = {
        {"id", ids},
        {"text.vader.compound", TableColumn::Cells<double>{.5, -1e-05, std::nullopt}},
        {"text.vader.class", TableColumn::Cells<LabelId>{1, 0, std::nullopt}, {"negative", "positive"}},
        {"text.vader.more",
         TableColumn::Cells<std::vector<LabelId>>{std::vector<LabelId>{1, 0}, std::vector<LabelId>{}, std::nullopt},
         {"joy", "love"}},
        {"text.vader.status", Texts{"ok", "ok", "no_text"}}};
    const std::string path = folder_ + "/rated.parquet";
    EXPECT_TRUE(write_table(path, columns, metadata));
    return path;
  }
};

TEST_F(RatedFiles, are_read_by_id) {
  const std::string path = write({"3", "1", "2"});
  const OneTask vad(R"("kind": "numbers", "scheme": "vad", "fields": ["valence"], "metrics": ["ccc"])");
  const auto systems = fill_from_table(vad.benchmark, vad.items, path);
  ASSERT_TRUE(systems) << describe_error(systems.error());
  ASSERT_EQ(systems->size(), 1U);
  EXPECT_EQ(systems->at(0).name, "vader");
  EXPECT_EQ(systems->at(0).tasks.at(0).predicted_numbers[0], -1e-05);
  EXPECT_EQ(systems->at(0).tasks.at(0).predicted_numbers[2], .5);
  EXPECT_THAT(systems->at(0).tasks.at(0).status, ElementsAre(S::ok, S::no_answer, S::ok));
  const OneTask mood(R"("kind": "classes", "scheme": "sentiment3", "metrics": ["mcc"])");
  EXPECT_THAT(fill_from_table(mood.benchmark, mood.items, path)->at(0).tasks.at(0).predicted_labels,
              ElementsAre(0, kNoLabel, 2));
  const OneTask many(R"("kind": "label_sets", "scheme": "goemotions28", "metrics": ["jaccard"])");
  EXPECT_THAT(fill_from_table(many.benchmark, many.items, path)->at(0).tasks.at(0).predicted_sets,
              ElementsAre(IsEmpty(), IsEmpty(), ElementsAre(17, 18)));
  EXPECT_THAT(fill_from_table(many.benchmark, many.items, path, "title").error().what,
              HasSubstr("unknown rated column 'title'"));
}

// A class that nobody knows counts as unclear.
TEST_F(RatedFiles, of_a_rater_that_a_use_forbids_are_refused) {
  const OneTask vad(R"("kind": "numbers", "scheme": "vad", "fields": ["valence"], "metrics": ["ccc"])");
  const auto asked = [&](const std::string& licence_class, const std::string& use) {
    const auto systems = fill_from_table(vad.benchmark, vad.items, write({"3", "1", "2"}, licence_class), "", use);
    return systems ? "" : systems.error().what;
  };
  EXPECT_EQ(asked("open", "commercial"), "");
  EXPECT_EQ(asked("nc", ""), "");
  EXPECT_EQ(asked("nc", "commercial"), "vader is not for commercial use: its licence is MIT (class nc)");
  EXPECT_THAT(asked("opne", "commercial"), HasSubstr("class terms"));
}

TEST_F(RatedFiles, without_an_item_are_refused) {
  const OneTask vad(R"("kind": "numbers", "scheme": "vad", "fields": ["valence"], "metrics": ["ccc"])");
  const auto missing = fill_from_table(vad.benchmark, vad.items, write({"1", "8", "9"}));
  EXPECT_THAT(missing.error().what, HasSubstr("2 of 3 items have no row, the first with the id 2"));
  EXPECT_EQ(fill_from_table(vad.benchmark, vad.items, folder_ + "/none.parquet").error().kind, ErrorKind::not_found);
}

}  // namespace
}  // namespace openaffect
