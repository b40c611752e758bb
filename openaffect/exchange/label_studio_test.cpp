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

Dataset read(std::string_view json, std::string_view config = "") {
  Notes notes;
  const auto dataset = parse_label_studio(json, config, "tasks.json", notes);
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
    const auto dataset = parse_label_studio(json, "", "tasks.json", notes);
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
  EXPECT_TRUE(read(kTasks, kConfig).scheme("words"));
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
