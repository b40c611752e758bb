#include "openaffect/exchange/label_studio.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/exchange/json.h"
#include "openaffect/exchange/ratings.h"

namespace openaffect {
namespace {

using ::testing::HasSubstr;

// The shapes of labelstud.io/guide/export and /guide/predictions, and of the templates for text classification.
constexpr std::string_view kTasks = R"([
{"id": 1, "data": {"text": "What a day", "source": "web"}, "project": 7,
 "annotations": [
  {"id": 11, "completed_by": 1, "was_cancelled": false, "ground_truth": true, "lead_time": 3.5, "created_at": "2024-05-31T12:00:00.000000Z",
   "result": [
    {"id": "a1", "from_name": "mood", "to_name": "text", "type": "choices", "origin": "manual", "value": {"choices": ["joy"]}},
    {"id": "a2", "from_name": "stars", "to_name": "text", "type": "rating", "value": {"rating": 4}},
    {"id": "a3", "from_name": "why", "to_name": "text", "type": "textarea", "value": {"text": ["a | b"]}},
    {"id": "a4", "from_name": "words", "to_name": "text", "type": "labels", "value": {"start": 0, "end": 4, "text": "What", "labels": ["cue"]}}]},
  {"id": 12, "completed_by": {"id": 2, "email": "ann@example.org"}, "result": [
    {"id": "b1", "from_name": "mood", "to_name": "text", "type": "choices", "value": {"choices": ["joy", "fear"]}}]},
  {"id": 13, "completed_by": 3, "was_cancelled": true, "result": []}],
 "predictions": [
  {"id": 21, "model_version": "text 1.0", "score": 0.75, "result": [
    {"id": "c1", "from_name": "mood", "to_name": "text", "type": "choices", "value": {"choices": ["fear"]}}]}]},
{"id": 2, "data": {"text": null, "source": "web"}, "annotations": [
  {"id": 14, "completed_by": 1, "result": [
    {"id": "d1", "from_name": "box", "to_name": "img", "type": "rectanglelabels", "original_width": 600, "value": {"x": 1.5, "rectanglelabels": ["face"]}},
    {"id": "d2", "from_name": "n", "to_name": "text", "type": "number", "value": {"number": 0.5, "start": 1.25, "end": 2}}]}], "predictions": []}
])";

Dataset read(std::string_view json, std::vector<DatasetScheme> schemes = {}) {
  Notes notes;
  const auto dataset = parse_label_studio(json, std::move(schemes), "tasks.json", notes);
  EXPECT_TRUE(dataset) << (dataset ? "" : describe_error(dataset.error()));
  return dataset ? *dataset : Dataset();
}

TEST(LabelStudio, becomes_items_and_ratings) {
  const Dataset dataset = read(kTasks);
  ASSERT_EQ(dataset.tables.size(), 2U);
  EXPECT_EQ(dataset.tables[0].rows(), 2U);
  const auto ratings = *ratings_of(dataset);
  ASSERT_EQ(ratings.size(), 9U);
  EXPECT_EQ(ratings[0].item, "1");
  EXPECT_EQ(ratings[0].rater, "1");
  EXPECT_EQ(ratings[0].scheme, "mood");
  EXPECT_EQ(ratings[0].labels, (std::vector<std::string>{"joy"}));
  EXPECT_EQ(ratings[1].value, 4);
  EXPECT_EQ(ratings[2].labels, (std::vector<std::string>{"a | b"}));
  EXPECT_FALSE(ratings[3].start);  // characters, not seconds
  EXPECT_EQ(ratings[4].rater, "ann@example.org");
  EXPECT_EQ(ratings[4].labels->size(), 2U);
  EXPECT_FALSE(ratings[5].labels);  // skipped
  EXPECT_EQ(ratings[6].rater, "text 1.0");
  EXPECT_EQ(ratings[6].rater_type, "machine");
  EXPECT_EQ(ratings[6].confidence, 0.75);
  EXPECT_FALSE(ratings[7].labels);  // a shape that is no label of ours
  EXPECT_EQ(ratings[8].start, 1'250'000'000);
  EXPECT_EQ(dataset.scheme("mood")->labels, (std::vector<std::string>{"joy", "fear"}));
  EXPECT_TRUE(dataset.scheme("mood")->several);
}

TEST(LabelStudio, law_what_is_read_is_written) {
  Notes notes;
  const auto text = label_studio_tasks(read(kTasks), notes);
  ASSERT_TRUE(text);
  EXPECT_EQ(nlohmann::json::parse(*text), nlohmann::json::parse(kTasks));
  EXPECT_THAT(notes.all(), ::testing::IsEmpty());
}

TEST(LabelStudio, one_task_a_line_or_one_alone) {
  EXPECT_EQ(read("{\"data\": {\"t\": 1}}\n\n{\"data\": {\"t\": 2}}\n").tables[0].rows(), 2U);
  EXPECT_EQ(read("{\"data\": {\"t\": 1}}").tables[0].rows(), 1U);
  EXPECT_EQ(read("[]").tables[0].rows(), 0U);
}

TEST(LabelStudio, files_and_splits) {
  const Dataset dataset = read(
      R"([{"data": {"file": "a.wav"}, "meta": {"split": "train"}}, {"data": {"file": "b.wav"}, "meta": {"split": "test"}}])");
  ASSERT_EQ(dataset.tables.size(), 2U);
  EXPECT_EQ(dataset.tables[0].kind, TableKind::files);
  EXPECT_EQ(dataset.tables[0].split, "train");
  EXPECT_EQ(dataset.split("test")->type, "test");
  Notes notes;
  EXPECT_THAT(*label_studio_tasks(dataset, notes), HasSubstr(R"("meta":{"split":"test"})"));
}

TEST(LabelStudio, says_what_is_wrong) {
  const auto failure = [](std::string_view json) {
    Notes notes;
    const auto dataset = parse_label_studio(json, {}, "tasks.json", notes);
    EXPECT_FALSE(dataset) << json;
    return dataset ? "" : describe_error(dataset.error());
  };
  EXPECT_THAT(failure("[{\"id\": 1}]"), HasSubstr("row 1: label studio: a task without data"));
  EXPECT_THAT(failure(R"([{"id": 1, "data": {}}, {"id": 1, "data": {}}])"), HasSubstr("row 2"));
  EXPECT_THAT(failure(R"([{"data": {}, "annotations": {}}])"), HasSubstr("annotations that are no list"));
  EXPECT_THAT(failure(R"([{"data": {}, "annotations": ["x"]}])"), HasSubstr("no objects"));
  EXPECT_THAT(failure(R"([{"data": {}, "annotations": [{"result": {"a": 1}}]}])"),
              HasSubstr("a result that is no list"));
  EXPECT_THAT(failure("3"), HasSubstr("neither"));
  EXPECT_THAT(failure("[1"), HasSubstr("byte"));
  EXPECT_THAT(failure("{\"data\": {}}\n{\"data\": }\n"), HasSubstr("row 2, byte 22"));
}

TEST(Labelling, is_read_and_written) {
  constexpr std::string_view kConfig = R"(<View><Text name="text" value="$text"/>
    <View><Choices name="mood" toName="text" choice="multiple"><Choice value="Joy" alias="joy"/><Choice value="fear"/></Choices></View>
    <Rating name="stars" toName="text" maxRating="7"/><Number name="n" toName="text" min="0" max="1"/><TextArea name="why" toName="text"/>
    <Labels name="words" toName="text"><Label value="cue"/></Labels></View>)";
  const auto schemes = *parse_labelling(kConfig, "config.xml");
  ASSERT_EQ(schemes.size(), 5U);
  EXPECT_EQ(schemes[0].labels, (std::vector<std::string>{"joy", "fear"}));
  EXPECT_TRUE(schemes[0].several);
  EXPECT_EQ(schemes[1].maximum, 7);
  EXPECT_EQ(schemes[2].minimum, 0.0);
  EXPECT_EQ(schemes[4].labels, (std::vector<std::string>{"cue"}));
  Dataset dataset;
  dataset.schemes = schemes;
  EXPECT_EQ(*parse_labelling(labelling_text(dataset), "again.xml"), schemes);
  EXPECT_FALSE(parse_labelling("<View", "broken.xml"));
  EXPECT_TRUE(read(kTasks, schemes).scheme("words"));
  dataset.schemes[1].maximum = 1e300;
  EXPECT_THAT(labelling_text(dataset), HasSubstr("maxRating=\"1000\""));
}

nlohmann::json written(const Dataset& dataset, Notes& notes) {
  const auto text = label_studio_tasks(dataset, notes);
  EXPECT_TRUE(text) << (text ? "" : describe_error(text.error()));
  return text ? nlohmann::json::parse(*text) : nlohmann::json();
}

void expect_the_same(std::string_view tasks) {
  Notes notes;
  EXPECT_EQ(written(read(tasks), notes), nlohmann::json::parse(tasks));
  EXPECT_THAT(notes.all(), ::testing::IsEmpty());
}

// Regions of sound are drawn, and begin anywhere.
TEST(LabelStudio, stretches_begin_where_no_nanosecond_does) {
  constexpr std::string_view kDrawn =
      R"([{"id":1,"data":{"file":"a.wav"},"predictions":[],"annotations":[{"id":2,"completed_by":3,"result":[
      {"id":"a","from_name":"mood","to_name":"item","type":"labels","value":{"start":1.3265306122448979,"end":2.5,"labels":["joy"]}},
      {"id":"b","from_name":"mood","to_name":"item","type":"labels","value":{"start":2.7551020408163265,"end":3.0612244897959184,"labels":["fear"]}}]}]}])";
  const auto ratings = *ratings_of(read(kDrawn));
  EXPECT_EQ(ratings[0].start, 1'326'530'612);
  EXPECT_EQ(ratings[1].end, 3'061'224'490);
  expect_the_same(kDrawn);
  Notes notes;
  const Dataset wide = *with_wide_ratings(read(kDrawn), notes);
  EXPECT_EQ(wide.tables.back().kind, TableKind::segments);
  EXPECT_EQ(wide.tables.back().rows(), 2U);
}

TEST(LabelStudio, items_that_are_no_numbers_stand_in_the_data) {
  constexpr std::string_view kNamed =
      R"([{"data":{"item":"a b","text":"x"},"annotations":[],"predictions":[]},{"id":7,"data":{"item":"c","text":"y"},"annotations":[],"predictions":[]}])";
  const Dataset dataset = read(kNamed);
  EXPECT_EQ(dataset.tables[0].columns[0].cells, (TableColumn{"item", TableColumn::Cells<std::string>{"a b", "c"}}));
  expect_the_same(kNamed);
}

TEST(LabelStudio, tasks_of_unlike_data_come_back) {
  expect_the_same(
      R"([{"id":1,"data":{"text":"x"},"annotations":[],"predictions":[]},{"id":2,"data":{"likes":3,"text":null},"annotations":[],"predictions":[]}])");
}

TEST(LabelStudio, rows_that_are_called_the_same_are_noted) {
  using Texts = TableColumn::Cells<std::string>;
  Dataset dataset;
  for (const char* id : {"a", "b"}) {
    DatasetTable table;
    table.id = id;
    table.keys = 1;
    table.columns = {{{"item", Texts{"1"}}}, {{"text", Texts{id}}}};
    dataset.tables.push_back(std::move(table));
  }
  Notes notes;
  const auto tasks = written(dataset, notes);
  EXPECT_EQ(tasks[0]["data"]["text"], "a");
  EXPECT_THAT(notes.all(), ::testing::ElementsAre(HasSubstr("1 rows of table b are called as others"),
                                                  HasSubstr("1 cells of table b are left out")));
}

// What is said of an annotation is held again for each of its results.
TEST(LabelStudio, results_do_not_repeat_without_bound) {
  std::string results;
  for (int i = 0; i < 2'000; ++i) results += i ? ",{}" : "{}";
  Notes notes;
  const auto bomb = parse_label_studio(R"([{"data": {}, "annotations": [{"note": ")" + std::string(1'000'000, 'x') +
                                           R"(", "result": [)" + results + "]}]}]",
                                       {}, "tasks.json", notes);
  ASSERT_FALSE(bomb);
  EXPECT_EQ(bomb.error().kind, ErrorKind::unsupported);
}

// Segments with a column `text` are files: their columns are in no task's data.
TEST(Labelling, results_and_configuration_speak_of_one_object) {
  using Texts = TableColumn::Cells<std::string>;
  using Times = TableColumn::Cells<std::int64_t>;
  Dataset dataset;
  dataset.schemes.emplace_back().id = "mood";
  DatasetTable table;
  table.kind = TableKind::segments;
  table.keys = 3;
  table.columns = {{{"file", Texts{"a.wav"}}},
                   {{"start", Times{0}, {}, TableColumn::Meaning::duration}},
                   {{"end", Times{1}, {}, TableColumn::Meaning::duration}},
                   {{"mood", Texts{"joy"}}, "mood"},
                   {{"text", Texts{"x"}}}};
  dataset.tables = {table};
  Notes notes;
  const auto tasks = written(dataset, notes);
  EXPECT_EQ(tasks[0]["annotations"][0]["result"][0]["to_name"], "item");
  EXPECT_THAT(labelling_text(dataset), HasSubstr("<Audio name=\"item\" value=\"$file\""));
}

TEST(LabelStudio, how_sure_a_rater_is_is_a_score_and_no_data) {
  Dataset dataset;
  dataset.schemes.emplace_back().id = "mood";
  dataset.raters = {{"net", "machine"}};
  DatasetTable table;
  table.keys = 1;
  table.columns = {{{"item", TableColumn::Cells<std::string>{"1"}}},
                   {{"mood", TableColumn::Cells<std::string>{"joy"}}, "mood", "net"},
                   {{"mood.confidence", TableColumn::Cells<double>{.5}}}};
  dataset.tables = {table};
  Notes notes;
  const auto tasks = written(dataset, notes);
  EXPECT_EQ(tasks[0]["predictions"][0]["score"], .5);
  EXPECT_FALSE(tasks[0]["data"].contains("mood.confidence"));
}

TEST(LabelStudio, relations_are_of_no_control) {
  constexpr std::string_view kRelation =
      R"([{"id":1,"data":{"text":"x"},"annotations":[{"id":2,"completed_by":3,"result":[{"from_id":"a","to_id":"b","direction":"right","type":"relation","id":"c"}]}]}])";
  Notes notes;
  const auto again = nlohmann::json::parse(*label_studio_tasks(read(kRelation), notes));
  EXPECT_EQ(again[0]["annotations"], nlohmann::json::parse(kRelation)[0]["annotations"]);
}

TEST(LabelStudio, hostile_columns_do_not_break_the_writer) {
  Dataset dataset;
  DatasetTable table;
  table.keys = 1;
  const auto text = [](const char* name, const char* value) {
    return DatasetColumn{{name, TableColumn::Cells<std::string>{value}}};
  };
  table.columns = {text("item", "x"), text("task.data", "1"), text("task.annotations", "2"), text("task.meta", "3")};
  table.split = "train";
  dataset.tables = {table};
  Notes notes;
  EXPECT_TRUE(label_studio_tasks(dataset, notes));
}

}  // namespace
}  // namespace openaffect
