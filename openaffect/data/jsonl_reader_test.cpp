#include "openaffect/data/jsonl_reader.h"

#include <unistd.h>

#include <filesystem>

#include <arrow/array.h>

#include "openaffect/core/sha256.h"
#include "openaffect/data/jsonl_schema.h"
#include "openaffect/data/text_testing.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

using namespace testing_text;
using Rows = std::vector<std::vector<Cell>>;

ReadOptions keeping(std::vector<ColumnInfo> types = {}) {
  return {.types = std::move(types), .on_bad_row = OnBadRow::keep};
}

TEST(JsonlReader, columns_and_cells) {
  auto reader = jsonl_of(
      "\xEF\xBB\xBF{\"b\":\"x\",\"n\":1}\r\n\n  "
      "\n{\"n\":-9223372036854775808,\"f\":1,\"b\":null}\n{\"f\":2.5,\"ok\":true}");
  ASSERT_TRUE(reader);
  EXPECT_EQ(
      std::vector<ColumnInfo>((*reader)->columns().begin(), (*reader)->columns().end()),
      (std::vector<ColumnInfo>{
          {"b", ColumnType::text}, {"n", ColumnType::int64}, {"f", ColumnType::float64}, {"ok", ColumnType::boolean}}));
  const auto blocks = read_blocks(**reader);
  ASSERT_TRUE(blocks) << describe_error(blocks.error());
  const Block& block = (*blocks)[0];
  EXPECT_EQ(block.texts(0), (std::vector<std::optional<std::string_view>>{"x", {}, {}}));
  EXPECT_EQ(static_cast<const arrow::Int64Array&>(*block.content().columns[1]).Value(1), INT64_MIN);
  EXPECT_EQ(block.numbers(2)[1], 1);
  EXPECT_EQ(block.numbers(2)[2], 2.5);
  EXPECT_EQ(block.numbers(3)[2], 1);
  EXPECT_EQ((*reader)->identity().bytes,
            block.content().raw->pieces.front().shift + 3 + block.content().raw->bytes.size() - 3);
}

TEST(JsonlReader, mixed_and_nested_values_are_their_json) {
  EXPECT_EQ(read_cells(jsonl_of("{\"a\":\"x\",\"b\":{\"k\": [1]},\"c\":12345678901234567890}\n"
                                "{\"a\":1.50,\"b\":null,\"c\":1}\n{\"a\":true,\"b\":\"t\",\"c\":2.5}\n")),
            (Rows{{"x", "{\"k\": [1]}", "12345678901234567890"}, {"1.50", {}, "1"}, {"true", "t", "2.5"}}));
}

TEST(JsonlReader, a_whole_number_that_a_double_would_change_makes_text) {
  auto reader = jsonl_of("{\"a\":9007199254740993,\"b\":9007199254740993}\n{\"a\":1,\"b\":0.5}\n");
  EXPECT_EQ((*reader)->columns()[0].type, ColumnType::int64);
  EXPECT_EQ((*reader)->columns()[1].type, ColumnType::text);
  EXPECT_TRUE(fits_float64("9007199254740992"));
  EXPECT_FALSE(fits_float64("9007199254740993"));
  EXPECT_TRUE(fits_float64("-9223372036854775808"));
  EXPECT_FALSE(fits_int64("9223372036854775808"));
}

TEST(JsonlReader, texts) {
  EXPECT_EQ(read_cells(jsonl_of(
                "{\"a\":\"l\\n\\u00e9\\ud83d\\ude00\",\"b\\u0021\":\"\\ud800\"}\n{\"a\":\"\",\"b!\":\"x\\\\\"}")),
            (Rows{{"l\né😀", "\xEF\xBF\xBD"}, {"", "x\\"}}));
}

TEST(JsonlReader, the_last_of_two_equal_keys_counts) {
  EXPECT_EQ(read_cells(jsonl_of("{\"a\":\"1\",\"a\":\"2\",\"b\":\"x\",\"b\":null}\n")), (Rows{{"2", {}}}));
}

TEST(JsonlReader, invalid_utf8) {
  auto reader = jsonl_of("{\"a\":\"x\"}\n{\"a\":\"\xFF\"}\n");
  const auto blocks = read_blocks(**reader);
  EXPECT_EQ(cells_of(*blocks), (Rows{{"x"}, {"\xEF\xBF\xBD"}}));
  ASSERT_EQ((*blocks)[0].invalid_utf8().size(), 1U);
  EXPECT_EQ((*blocks)[0].invalid_utf8()[0], 2U);
}

TEST(JsonlReader, lines_that_are_no_object) {
  for (const char* line : {"{\"a\":", "[1]", "1", "{\"a\":1}}", "nonsense"}) {
    const Error error = error_of(jsonl_of("{\"a\":1}\n" + std::string(line) + "\n{\"a\":2}\n"));
    EXPECT_EQ(error.kind, ErrorKind::format);
    EXPECT_EQ(error.where.row, 2U) << line;
    EXPECT_GE(error.where.byte, 8U) << line;
  }
  EXPECT_EQ(error_of(jsonl_of("{\"a\":1}\n{\"a\":tru}\n")).where.byte, 13U);
  EXPECT_EQ(error_of(jsonl_of("\xFF\xFE{")).kind, ErrorKind::unsupported);
}

TEST(JsonlReader, misfits_name_the_option_that_takes_them) {
  std::string lines;
  for (std::size_t i = 0; i < kSampleRows; ++i) lines += "{\"i\":1,\"f\":0.5,\"b\":true,\"t\":\"x\"}\n";
  const auto error_of_line = [&](const std::string& line) { return error_of(jsonl_of(lines + line)); };
  EXPECT_EQ(error_of_line("{\"i\":1.5}").what, "'1.5' is no int64; --type i=float64 takes it");
  EXPECT_EQ(error_of_line("{\"i\":\"1\"}").what, "'1' is no int64; --type i=text takes it");
  EXPECT_EQ(error_of_line("{\"i\":9223372036854775808}").what,
            "'9223372036854775808' is no int64; --type i=text takes it");
  EXPECT_EQ(error_of_line("{\"f\":9007199254740993}").what, "'9007199254740993' is no float64; --type f=text takes it");
  EXPECT_EQ(error_of_line("{\"f\":1e999}").what, "'1e999' is no float64; --type f=text takes it");
  EXPECT_EQ(error_of_line("{\"b\":1}").what, "'1' is no bool; --type b=text takes it");
  EXPECT_EQ(error_of_line("{\"b\":1}").where.column, "b");
  EXPECT_EQ(error_of_line("{\"b\":1}").where.row, kSampleRows + 1);
  EXPECT_EQ(error_of_line("{\"b\":1}").where.byte, lines.size() + 5);
  EXPECT_NE(error_of_line("{\"new\":1}").what.find("--type new=text"), std::string::npos);
  EXPECT_TRUE(read_blocks(**jsonl_of(lines + "{\"t\":[1],\"i\":null,\"f\":3}")));
}

TEST(JsonlReader, keys_without_a_column_pass_when_rows_are_bytes) {
  std::string lines;
  for (std::size_t i = 0; i < kSampleRows; ++i) lines += "{\"i\":1}\n";
  auto reader = jsonl_of(lines + "{\"new\":1,\"i\":2}\n");
  (*reader)->allow_unnamed_keys();
  EXPECT_TRUE(read_blocks(**reader));
  auto kept = jsonl_of(lines + "{\"new\":1,\"i\":2}\n", keeping());
  const auto blocks = read_blocks(**kept);
  ASSERT_EQ(blocks->back().faults().size(), 1U);
  EXPECT_EQ(blocks->back().numbers(0).back(), 2);  // its other cells stay
}

TEST(JsonlReader, declared_types) {
  auto reader =
      jsonl_of("{\"i\":\"007\",\"t\":\"2024-05-31T12:30:15Z\",\"s\":1}\n{\"i\":8,\"t\":\"now\",\"s\":2}\n{\"f\":1}\n",
               keeping({{"i", ColumnType::int64},
                        {"t", ColumnType::timestamp},
                        {"s", ColumnType::text},
                        {"late", ColumnType::float64}}));
  ASSERT_EQ((*reader)->columns().size(), 5U);
  EXPECT_EQ((*reader)->columns()[4], (ColumnInfo{"late", ColumnType::float64}));
  const auto blocks = read_blocks(**reader);
  const Block& block = (*blocks)[0];
  EXPECT_EQ(block.numbers(0)[0], 7);
  EXPECT_EQ(block.numbers(0)[1], 8);
  EXPECT_EQ(static_cast<const arrow::TimestampArray&>(*block.content().columns[1]).Value(0), 1717158615000000);
  EXPECT_EQ(block.texts(2)[0], "1");
  ASSERT_EQ(block.faults().size(), 1U);
  EXPECT_EQ(block.faults()[0].row, 2U);
}

TEST(JsonlReader, more_keys_than_columns_may_be) {
  std::string line = "{\"text\":\"x\"";
  for (std::size_t i = 0; i < kMostKeys; ++i) line += ",\"k" + std::to_string(i) + "\":1";
  auto reader = jsonl_of(line + "}\n");
  EXPECT_EQ((*reader)->columns().size(), kMostKeys);
  (*reader)->allow_unnamed_keys();
  EXPECT_TRUE(read_blocks(**reader));
}

TEST(JsonlReader, rows_that_are_too_long) {
  const ReadOptions short_rows{.max_row_bytes = 20};
  for (const std::size_t chunk : {1U, 7U, 1000U}) {
    const Error error = error_of(jsonl_of("{\"a\":1}\n{\"a\":\"" + std::string(100, 'x') + "\"}\n", short_rows, chunk));
    EXPECT_EQ(error.where.row, 2U);
    EXPECT_EQ(error.where.byte, 8U);
    EXPECT_FALSE(jsonl_of(std::string(100, ' '), short_rows, 10));
  }
}

TEST(JsonlReader, nothing_at_all_has_no_columns) {
  for (const char* bytes : {"", "\n \n"}) {
    auto reader = jsonl_of(bytes);
    EXPECT_TRUE((*reader)->columns().empty());
    EXPECT_TRUE(read_blocks(**reader)->empty());
    EXPECT_EQ((*reader)->identity().sha256, sha256_hex(bytes));
  }
}

TEST(JsonlReader, continues_at_every_block_whatever_the_chunks) {
  std::string lines;
  for (int i = 0; i < 2500; ++i) lines += "{\"i\":" + std::to_string(i) + (i % 2 == 0 ? "}\n \t\n" : "}\r\n");
  for (const std::size_t chunk : {1U, 100U, 100000U}) {
    auto first = *jsonl_of(lines, {}, chunk);
    for (std::size_t before = 0; before <= 3; ++before) {
      auto second = *jsonl_of(lines, {}, chunk);
      ASSERT_TRUE(second->resume(first->checkpoint(), before % 2 == 0));
      const auto blocks = read_blocks(*second);
      double row = static_cast<double>(std::min<std::size_t>(before * kBlockRows, 2500));
      for (const Block& block : *blocks)
        for (const double number : block.numbers(0)) ASSERT_EQ(number, row++);
      EXPECT_EQ(row, 2500);
      EXPECT_EQ(second->identity().sha256, sha256_hex(lines));
      if (before == 3) break;
      ASSERT_TRUE(*first->next());
    }
    EXPECT_EQ(first->identity().sha256, sha256_hex(lines));  // without the call that finds the end
  }
}

}  // namespace
}  // namespace openaffect
