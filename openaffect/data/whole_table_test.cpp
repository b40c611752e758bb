#include <arrow/api.h>
#include <arrow/json/from_string.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/data/parquet_testing.h"
#include "openaffect/data/whole_table.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

using Column = TableColumn;
using Meaning = TableColumn::Meaning;
template <class T>
using Cells = TableColumn::Cells<T>;

class WholeTable : public ::testing::Test {
 protected:
  std::string path_ = ::testing::TempDir() + "whole_table_test.parquet";
};

TEST_F(WholeTable, law_what_was_written_is_read) {
  const std::vector<Column> columns = {
      {"id", Cells<std::string>{"a", std::nullopt, ""}},
      {"x", Cells<double>{.1, std::nullopt, -1e300}},
      {"n", Cells<std::int64_t>{9007199254740993, std::nullopt, -7}},
      {"yes", Cells<bool>{true, std::nullopt, false}},
      {"numbers", Cells<std::vector<double>>{std::vector<double>{1, -.5}, std::nullopt, std::vector<double>{}}},
      {"texts", Cells<std::vector<std::string>>{std::vector<std::string>{"r|1", ""}, std::nullopt, {{}}}},
      {"whole", Cells<std::vector<std::int64_t>>{std::vector<std::int64_t>{3, -4}, std::nullopt, {{}}}},
      {"start", Cells<std::int64_t>{1'500'000'001, std::nullopt, 0}, {}, Meaning::duration},
      {"day", Cells<std::int64_t>{86'400'000'000'001, std::nullopt, 0}, {}, Meaning::date},
  };
  ASSERT_TRUE(write_table(path_, columns, {}));
  EXPECT_EQ(*read_table(path_), columns);
}

// More rows than a block, so that pieces are joined.
TEST_F(WholeTable, joins_blocks_and_names_labels) {
  Column label{"l", Cells<LabelId>(3000), {"no", "yes"}};
  for (std::size_t i = 0; i < 3000; ++i) std::get<Cells<LabelId>>(label.values)[i] = static_cast<LabelId>(i % 2);
  ASSERT_TRUE(write_table(path_, std::vector{label}, {}));
  const auto read = *read_table(path_);
  const auto& cells = std::get<Cells<std::string>>(read.at(0).values);
  ASSERT_EQ(cells.size(), 3000U);
  EXPECT_EQ(cells[2999], "yes");
}

TEST_F(WholeTable, columns_may_be_left_out) {
  ASSERT_TRUE(write_table(path_, std::vector<Column>{{"a", Cells<double>{1}}, {"b", Cells<double>{2}}}, {}));
  const auto reader = *open_table(path_);
  EXPECT_EQ(*read_columns(*reader, path_, std::vector<std::string>{"a"}),
            (std::vector<Column>{{"b", Cells<double>{2}}}));
}

// A dictionary says one text many times in few bytes.
TEST_F(WholeTable, is_bounded) {
  constexpr std::size_t kBytes = std::size_t{1} << 20, kRows = 5000;
  Column label{"l", Cells<LabelId>(kRows, LabelId{0}), {std::string(kBytes, 'x')}};
  ASSERT_TRUE(write_table(path_, std::vector{label}, {}));
  EXPECT_LT(file_stamp(path_).bytes, 2 * kBytes);
  const auto read = read_table(path_);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().kind, ErrorKind::unsupported);
  EXPECT_EQ(read.error().where.file, path_);
}

TEST_F(WholeTable, takes_what_arrow_has) {
  const auto make = [](const std::shared_ptr<arrow::DataType>& type, const std::string& json) {
    return *arrow::json::ArrayFromJSONString(type, json);
  };
  const std::vector<std::pair<std::string, std::shared_ptr<arrow::Array>>> arrays = {
      {"i8", make(arrow::int8(), "[1, null]")},
      {"f32", make(arrow::float32(), "[0.5, null]")},
      {"d32", make(arrow::date32(), "[1, null]")},
      {"ms", make(arrow::duration(arrow::TimeUnit::MILLI), "[1500, null]")},
      {"large", make(arrow::large_utf8(), R"(["x", null])")},
      {"struct", make(arrow::struct_({arrow::field("a", arrow::int64())}), R"([{"a": 1}, null])")},
      {"holes", make(arrow::list(arrow::int64()), "[[1, null], null]")},
      {"nothing", make(arrow::null(), "[null, null]")},
  };
  arrow::FieldVector fields;
  arrow::ArrayVector columns;
  for (const auto& [name, array] : arrays)
    fields.push_back(arrow::field(name, array->type())), columns.push_back(array);
  ASSERT_TRUE(replace_file(path_, parquet_bytes(*arrow::Table::Make(arrow::schema(fields), columns))));
  const std::vector<Column> expected = {
      {"i8", Cells<std::int64_t>{1, std::nullopt}},
      {"f32", Cells<double>{.5, std::nullopt}},
      {"d32", Cells<std::int64_t>{86'400'000'000'000, std::nullopt}, {}, Meaning::date},
      {"ms", Cells<std::int64_t>{1'500'000'000, std::nullopt}, {}, Meaning::duration},
      {"large", Cells<std::string>{"x", std::nullopt}},
      {"struct", Cells<std::string>{R"({"a":1})", std::nullopt}, {}, Meaning::json},
      {"holes", Cells<std::string>{"[1,null]", std::nullopt}, {}, Meaning::json},
      {"nothing", Cells<std::string>{std::nullopt, std::nullopt}},
  };
  EXPECT_EQ(*read_table(path_), expected);
}

TEST_F(WholeTable, other_formats) {
  const std::vector<Column> columns = {
      {"t", Cells<std::string>{"a,\"b\"", std::nullopt}},
      {"j", Cells<std::string>{R"({"k": [1]})", std::nullopt}, {}, Meaning::json},
      {"s", Cells<std::int64_t>{250'000'000, 0}, {}, Meaning::duration},
  };
  EXPECT_EQ(*encode_table(TableFormat::csv, columns, {}),
            "t,j,s\n\"a,\"\"b\"\"\",\"{\"\"k\"\": [1]}\",0.250000000\n,,0\n");
  EXPECT_EQ(*encode_table(TableFormat::jsonl, columns, {}),
            "{\"t\":\"a,\\\"b\\\"\",\"j\":{\"k\": [1]},\"s\":0.250000000}\n{\"t\":null,\"j\":null,\"s\":0}\n");
}

TEST_F(WholeTable, refuses_times_beyond_64_bits) {
  const auto array = *arrow::json::ArrayFromJSONString(arrow::timestamp(arrow::TimeUnit::SECOND), "[99999999999]");
  const auto table = arrow::Table::Make(arrow::schema({arrow::field("t", array->type())}), arrow::ArrayVector{array});
  ASSERT_TRUE(replace_file(path_, parquet_bytes(*table)));
  const auto read = read_table(path_);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().where.file, path_);
}

}  // namespace
}  // namespace openaffect
