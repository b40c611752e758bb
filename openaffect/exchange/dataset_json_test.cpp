#include "openaffect/exchange/dataset_json.h"

#include <gtest/gtest.h>

#include "openaffect/exchange/json.h"

namespace openaffect {
namespace {

template <class T>
using Cells = TableColumn::Cells<T>;

Fields parsed(const Dataset& dataset) {
  const auto document = parse_document(dataset_json(dataset), "");
  EXPECT_TRUE(document);
  return *document;
}

// Speakers of whom something is said, and turns in which they speak.
Dataset small_dataset() {
  Dataset dataset;
  dataset.name = "talk";
  dataset.languages = {"de"};
  DatasetScheme speaker;
  speaker.id = "speaker";
  speaker.labels_from = "speakers";
  DatasetScheme mood;
  mood.id = "mood";
  mood.labels = {"good", "bad"};
  mood.more = {{"version", "2"}};
  dataset.schemes = {speaker, mood};
  dataset.raters = {{"anna", "human"}};
  dataset.splits = {{"test", "test", "kept apart"}};
  DatasetTable speakers, turns;
  speakers.id = "speakers";
  speakers.keys = 1;
  speakers.columns = {{{"speaker", Cells<std::string>{"01", "02"}}}, {{"age", Cells<std::int64_t>{31, std::nullopt}}}};
  turns.id = "turns";
  turns.kind = TableKind::files;
  turns.keys = 1;
  turns.split = "test";
  turns.columns = {{{"file", Cells<std::string>{"a.wav"}}}, {{"mood", Cells<std::string>{"good"}}, "mood", "anna"}};
  dataset.tables = {speakers, turns};
  return dataset;
}

TEST(DatasetJson, says_what_may_be_said_and_by_whom) {
  const Fields json = parsed(small_dataset());
  EXPECT_EQ(json["name"], "talk");
  EXPECT_EQ(json["languages"], Fields::array({"de"}));
  EXPECT_EQ(json["schemes"][0]["labels"], Fields::array({"01", "02"}));  // from the table
  EXPECT_EQ(json["schemes"][1]["type"], "str");
  EXPECT_EQ(json["schemes"][1]["more"]["version"], "2");
  EXPECT_TRUE(json["schemes"][1]["minimum"].is_null());
  EXPECT_EQ(json["raters"][0]["type"], "human");
  EXPECT_EQ(json["splits"][0]["description"], "kept apart");
  EXPECT_EQ(json["attachments"], Fields::array());
}

TEST(DatasetJson, says_what_its_tables_are) {
  const Fields json = parsed(small_dataset());
  const Fields& speakers = json["tables"][0];
  EXPECT_EQ(speakers["kind"], "items");
  EXPECT_EQ(speakers["rows"], 2);
  EXPECT_EQ(speakers["keys"], Fields::array({"speaker"}));
  EXPECT_EQ(speakers["columns"][0]["type"], "int");
  const Fields& turns = json["tables"][1];
  EXPECT_EQ(turns["kind"], "files");
  EXPECT_EQ(turns["split"], "test");
  EXPECT_EQ(turns["columns"][0]["scheme"], "mood");
  EXPECT_EQ(turns["columns"][0]["rater"], "anna");
}

TEST(DatasetJson, of_nothing) {
  const Fields json = parsed({});
  EXPECT_EQ(json["tables"], Fields::array());
  EXPECT_EQ(json["name"], "");
}

}  // namespace
}  // namespace openaffect
