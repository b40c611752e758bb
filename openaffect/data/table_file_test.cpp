#include "openaffect/data/table_file.h"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/data/memory_table.h"
#include "openaffect/data/table.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

class StringSink final : public ByteSink {
 public:
  Result<Done> write(std::string_view bytes) override {
    text += bytes;
    return Done{};
  }
  std::uint64_t position() const override { return text.size(); }
  std::string text;
};

// The table's rows as JSON lines, by the project's own reader and writer.
std::string as_jsonl(const std::string& path) {
  const auto reader = *open_table(path);
  OutputLayout layout;
  layout.format = TableFormat::jsonl;
  layout.input_format = TableFormat::parquet;
  layout.input_columns = {reader->columns().begin(), reader->columns().end()};
  layout.input_schema = reader->schema();
  for (std::size_t i = 0; i < layout.input_columns.size(); ++i) layout.kept.push_back(i);
  StringSink sink;
  const auto writer = *make_table_writer(layout, sink);
  while (const auto raw = *reader->next())
    EXPECT_TRUE(writer->append(**writer->encode(*reader->parse(*raw, layout.kept), {})));
  const std::vector<std::string> parts = {*writer->end_part()};
  EXPECT_TRUE(writer->finish(parts, {}));
  return sink.text;
}

class TableFile : public ::testing::Test {
 protected:
  std::string path_ = ::testing::TempDir() + "table_file_test.parquet";
};

TEST_F(TableFile, every_kind_comes_back) {
  using Column = TableColumn;
  const std::vector<Column> columns = {
      {"id", Column::Cells<std::string>{"a", std::nullopt}},
      {"x", Column::Cells<double>{.5, std::nullopt}},
      {"n", Column::Cells<std::int64_t>{std::nullopt, 7}},
      {"root", Column::Cells<bool>{true, std::nullopt}},
      {"sentiment3", Column::Cells<LabelId>{LabelId{2}, std::nullopt}, {"negative", "neutral", "positive"}},
      {"ekman7", Column::Cells<std::vector<LabelId>>{std::vector<LabelId>{1, 0}, std::nullopt}, {"anger", "joy"}},
      {"ratings", Column::Cells<std::vector<double>>{std::vector<double>{1, -.5}, std::vector<double>{}}},
      {"raters", Column::Cells<std::vector<std::string>>{std::vector<std::string>{"r1", "r2"}, std::nullopt}},
  };
  const std::vector<std::pair<std::string, std::string>> metadata = {{"openaffect.schema_version", "1"}};
  ASSERT_TRUE(write_table(path_, columns, metadata));
  EXPECT_EQ(as_jsonl(path_),
            R"({"id":"a","x":0.5,"n":null,"root":true,"sentiment3":"positive","ekman7":["joy","anger"],)"
            R"("ratings":[1.0,-0.5],"raters":["r1","r2"]})"
            "\n"
            R"({"id":null,"x":null,"n":7,"root":null,"sentiment3":null,"ekman7":null,"ratings":[],"raters":null})"
            "\n");
  EXPECT_THAT(*read_parquet_metadata(path_), ::testing::ElementsAreArray(metadata));
}

// law: a table in memory reads as the file with the same columns.
TEST_F(TableFile, in_memory_as_in_a_file) {
  const std::vector<TableColumn> columns = {
      {"id", TableColumn::Cells<std::string>{"a", std::nullopt}},
      {"lasts", TableColumn::Cells<std::int64_t>{5, std::nullopt}, {}, TableColumn::Meaning::duration},
      {"mood", TableColumn::Cells<LabelId>{LabelId{1}, std::nullopt}, {"bad", "good"}},
      {"raters", TableColumn::Cells<std::vector<std::string>>{std::vector<std::string>{"r1", "r2"}, std::nullopt}},
  };
  const std::vector<std::pair<std::string, std::string>> metadata = {{"said", "of it"}};
  ASSERT_TRUE(write_table(path_, columns, metadata));
  const auto table = table_in_memory(columns, metadata, "frame");
  ASSERT_TRUE(table);
  EXPECT_EQ((*table)->rows(), 2U);
  EXPECT_EQ((*table)->name(), "frame");
  EXPECT_THAT((*table)->metadata(), ::testing::ElementsAreArray(metadata));
  ReadOptions options;
  options.memory = {*table};
  EXPECT_EQ(*read_table("frame", options), *read_table(path_));
}

TEST_F(TableFile, in_memory_also_without_columns) {
  EXPECT_EQ((*table_in_memory({}, {}, "frame"))->rows(), 0U);
  const TableColumn one{"id", TableColumn::Cells<std::string>{"a"}};
  EXPECT_EQ(table_in_memory(std::vector{one, one}, {}, "frame").error().kind, ErrorKind::refused);
}

TEST_F(TableFile, is_the_same_bytes_again) {
  const std::vector<TableColumn> columns = {{"id", TableColumn::Cells<std::string>{"a", "b"}}};
  ASSERT_TRUE(write_table(path_, columns, {}));
  const std::string first = *read_file(path_, 1 << 20);
  ASSERT_TRUE(write_table(path_, columns, {}));
  EXPECT_EQ(*read_file(path_, 1 << 20), first);
}

TEST_F(TableFile, refuses_what_is_no_table) {
  const TableColumn one{"id", TableColumn::Cells<std::string>{"a"}};
  const TableColumn two{"id2", TableColumn::Cells<std::string>{"a", "b"}};
  const TableColumn label{"l", TableColumn::Cells<LabelId>{LabelId{1}}, {"only"}};
  EXPECT_EQ(write_table(path_, std::vector{one, one}, {}).error().kind, ErrorKind::refused);
  EXPECT_THROW((void)write_table(path_, std::vector{one, two}, {}), ContractError);
  EXPECT_THROW((void)write_table(path_, std::vector{label}, {}), ContractError);
  EXPECT_THROW((void)write_table(path_, {}, {}), ContractError);
  EXPECT_FALSE(write_table("/nonexistent/folder/t.parquet", std::vector{one}, {}));
}

}  // namespace
}  // namespace openaffect
