#include "openaffect/data/csv_reader.h"

#include <unistd.h>

#include <filesystem>

#include <arrow/array.h>

#include "openaffect/core/random.h"
#include "openaffect/core/sha256.h"
#include "openaffect/data/text_testing.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

using namespace testing_text;
using Rows = std::vector<std::vector<Cell>>;

ReadOptions keeping() {
  return {.on_bad_row = OnBadRow::keep};
}

TEST(CsvReader, header_and_cells) {
  auto reader = csv_of("id,text\n007,\"a, \"\"b\"\"\"\n,\"\"\n12345678901234567890,x");
  ASSERT_TRUE(reader);
  EXPECT_EQ((*reader)->format(), TableFormat::csv);
  EXPECT_EQ((*reader)->columns()[1], (ColumnInfo{"text", ColumnType::text}));
  EXPECT_EQ((*reader)->header(), "id,text\n");
  EXPECT_EQ(read_cells(std::move(reader)),
            (Rows{{"007", "a, \"b\""}, {std::nullopt, std::nullopt}, {"12345678901234567890", "x"}}));
}

TEST(CsvReader, line_ends_blank_lines_and_the_mark) {
  for (const std::size_t chunk : {1U, 2U, 7U, 1000U}) {
    auto reader = csv_of("\xEF\xBB\xBF\r\nid,text\r\n\r\n1,a\r2,\"b\r\n\n\"\n\n\n3,c\r\n\r\n", {}, chunk);
    EXPECT_EQ((*reader)->header(), "\xEF\xBB\xBFid,text\r\n");
    EXPECT_EQ(read_cells(std::move(reader)), (Rows{{"1", "a"}, {"2", "b\r\n\n"}, {"3", "c"}}));
  }
  EXPECT_EQ(read_cells(csv_of("a\n\n1\n \n\n")), (Rows{{"1"}, {" "}}));  // a line of spaces has content
  EXPECT_EQ(read_cells(csv_of("id,text\n")), Rows());
  EXPECT_EQ(read_cells(csv_of("id,text")), Rows());
}

TEST(CsvReader, names_are_kept_as_they_are) {
  auto reader = csv_of("\" id \", text ,\"a\nb\",\"q\"\"\"\n");
  std::vector<std::string> names;
  for (const ColumnInfo& column : (*reader)->columns()) names.push_back(column.name);
  EXPECT_EQ(names, (std::vector<std::string>{" id ", " text ", "a\nb", "q\""}));
}

TEST(CsvReader, delimiters_and_no_quotes) {
  EXPECT_EQ(read_cells(csv_of("a\tb\n1,2\t\"3\t4\"\n", {.format = TableFormat::tsv})), (Rows{{"1,2", "3\t4"}}));
  EXPECT_EQ(read_cells(csv_of("a;b\n1,5;2\n", {.delimiter = ';'})), (Rows{{"1,5", "2"}}));
  EXPECT_EQ(read_cells(csv_of("a,b\n\"1,2\"\n", {.quotes = false})), (Rows{{"\"1", "2\""}}));
  for (const char delimiter : {'"', '\n', '\r', '\xE9'})
    EXPECT_EQ(csv_of("a\n", {.delimiter = delimiter}).error().kind, ErrorKind::unknown);
}

TEST(CsvReader, nul_bytes_are_data) {
  EXPECT_EQ(read_cells(csv_of(std::string("a,b\n1\0x,2\n", 10))), (Rows{{std::string("1\0x", 3), "2"}}));
}

void expect_error(const Error& error, std::string_view part, std::optional<std::uint64_t> row,
                  std::optional<std::uint64_t> byte) {
  EXPECT_NE(error.what.find(part), std::string::npos) << error.what;
  EXPECT_EQ(error.where.row, row) << error.what;
  EXPECT_EQ(error.where.byte, byte) << error.what;
}

TEST(CsvReader, headers_that_are_none) {
  expect_error(error_of(csv_of("")), "empty", {}, {});
  expect_error(error_of(csv_of("\xEF\xBB\xBF\n\r\n")), "empty", {}, {});
  expect_error(error_of(csv_of("a,b,a\n")), "columns 1 and 3 are both named 'a'", {}, 4);
  expect_error(error_of(csv_of("a,,b\n")), "column 2 has no name", {}, 2);
  expect_error(error_of(csv_of("a,b,\n")), "column 3 has no name", {}, 4);
  expect_error(error_of(csv_of("a,\"b\n1,2\n")), "never closed", {}, 2);
  expect_error(error_of(csv_of("a,\"b\"c\n1,2\n")), "behind the quote", {}, 5);
  expect_error(error_of(csv_of(std::string(100, 'a'), {.max_row_bytes = 20}, 8)), "longer than 20 bytes", {}, 0);
  EXPECT_EQ(error_of(csv_of("\xFF\xFE"
                            "a"))
                .kind,
            ErrorKind::unsupported);
  EXPECT_EQ(error_of(csv_of("\xFE\xFF"
                            "a"))
                .kind,
            ErrorKind::unsupported);
}

TEST(CsvReader, bad_rows_stop_with_their_place) {
  expect_error(error_of(csv_of("id,body\n1,good\n2,bad,extra\n3,fine\n")), "has 3 cells where the header has 2", 2, 15);
  expect_error(error_of(csv_of("id,body\n1\n")), "has 1 cell where the header has 2", 1, 8);
  expect_error(error_of(csv_of("id,body\n1,good\n2,\"never closed\n3,fine\n")), "quote that opens here is never closed",
               2, 17);
  expect_error(error_of(csv_of("id,body\n1,\"a\"b\n")), "behind the quote", 1, 13);
}

TEST(CsvReader, rows_that_are_too_long) {
  const ReadOptions short_rows{.max_row_bytes = 10};
  for (const std::size_t chunk : {1U, 5U, 1000U}) {
    expect_error(error_of(csv_of("a,b\n1,2\n1,234567890\n", short_rows, chunk)), "longer than 10 bytes", 2, 8);
    expect_error(error_of(csv_of("a,b\n1,2\n1,\"23456789012345", short_rows, chunk)), "quote that opens here", 2, 10);
    EXPECT_EQ(read_cells(csv_of("a,b\r\n1,23456789\r\n1,23456789\r\n", short_rows, chunk)).size(), 2U);
  }
  // Blank lines are no way around the bound on memory.
  expect_error(error_of(csv_of("a,b\n1,2\n" + std::string(100, '\n') + "3,4\n", short_rows, 16)), "longer", 2, 7);
}

TEST(CsvReader, bad_rows_kept_have_cells_as_far_as_they_go) {
  auto reader = csv_of("a,b,c\n1\n1,2,3,4\nx,\"y\"z,w\n5,6,7\n8,\"9\n", keeping());
  const auto blocks = read_blocks(**reader);
  ASSERT_TRUE(blocks);
  EXPECT_EQ(cells_of(*blocks), (Rows{{"1", {}, {}}, {"1", "2", "3"}, {"x", {}, {}}, {"5", "6", "7"}, {"8", {}, {}}}));
  const auto faults = (*blocks)[0].faults();
  ASSERT_EQ(faults.size(), 4U);
  EXPECT_EQ(faults[0].row, 1U);
  EXPECT_EQ(faults[1].row, 2U);
  EXPECT_EQ(faults[2].error.where.row, 3U);
  EXPECT_EQ(faults[3].error.where.byte, 33U);
  EXPECT_EQ((*blocks)[0].texts(0), (std::vector<std::optional<std::string_view>>{{}, {}, {}, "5", {}}));
}

TEST(CsvReader, declared_types) {
  ReadOptions options = keeping();
  options.types = {
      {"i", ColumnType::int64}, {"f", ColumnType::float64}, {"b", ColumnType::boolean}, {"t", ColumnType::timestamp}};
  auto reader = csv_of(
      "i,f,b,t\n9223372036854775807,1e3,TRUE,2024-05-31T12:30:15.25Z\n,,,\n-1, 2.5 ,0,2024-05-31\n"
      "9223372036854775808,1,1,\n1.5,1,1,\n1,x,1,\n1,1,yes,\n1,1,1,now\n",
      options);
  const auto blocks = read_blocks(**reader);
  ASSERT_TRUE(blocks) << describe_error(blocks.error());
  const auto& columns = (*blocks)[0].content().columns;
  EXPECT_EQ(static_cast<const arrow::Int64Array&>(*columns[0]).Value(0), INT64_MAX);
  EXPECT_TRUE(columns[0]->IsNull(1));
  EXPECT_EQ((*blocks)[0].numbers(1)[2], 2.5);
  EXPECT_EQ((*blocks)[0].numbers(2)[0], 1);
  EXPECT_EQ(static_cast<const arrow::TimestampArray&>(*columns[3]).Value(0), 1717158615250000);
  std::vector<std::string> faulty;
  for (const RowFault& fault : (*blocks)[0].faults())
    faulty.push_back(std::to_string(fault.row) + fault.error.where.column);
  EXPECT_EQ(faulty, (std::vector<std::string>{"4i", "5i", "6f", "7b", "8t"}));
  EXPECT_EQ((*blocks)[0].faults()[2].error.what, "'x' is no float64; --type f=text takes it");
  options.types = {{"j", ColumnType::int64}};
  EXPECT_EQ(csv_of("i,f\n", options).error().kind, ErrorKind::unknown);
}

TEST(CsvReader, invalid_utf8_is_replaced_and_counted) {
  auto reader = csv_of("a,b\nx,\xFF\n\"y\"\"\xC3\",z\nok,\xC3\xA9\n");
  const auto blocks = read_blocks(**reader);
  EXPECT_EQ(cells_of(*blocks), (Rows{{"x", "\xEF\xBF\xBD"}, {"y\"\xEF\xBF\xBD", "z"}, {"ok", "é"}}));
  EXPECT_EQ(std::vector<std::uint64_t>((*blocks)[0].invalid_utf8().begin(), (*blocks)[0].invalid_utf8().end()),
            (std::vector<std::uint64_t>{1, 2}));
}

TEST(CsvReader, only_asked_columns_are_read) {
  auto reader = csv_of("a,b\n1,\xFF\n");
  const auto raw = *(*reader)->next();
  const std::vector<std::size_t> asked = {0};
  const auto block = (*reader)->parse(*raw, asked);
  EXPECT_EQ(block->texts(0)[0], "1");
  EXPECT_THROW(block->texts(1), ContractError);
  EXPECT_TRUE(block->invalid_utf8().empty());
  const std::vector<std::size_t> none_such = {2};
  EXPECT_THROW((void)(*reader)->parse(*raw, none_such), ContractError);
}

// 2,500 rows: two blocks and a part, with line ends in cells, so that block and chunk borders fall into quotes.
std::string long_csv() {
  std::string csv = "id,text\n";
  for (int i = 0; i < 2500; ++i)
    csv += std::to_string(i) +
           (i % 3 == 0 ? ",\"two\nlines, \"\"" + std::string(static_cast<std::size_t>(i % 50), 'x') + "\"\r\n"
                       : ",plain\n") +
           (i % 100 == 0 ? "\n\n" : "");
  return csv + "\r\n\n";
}

TEST(CsvReader, blocks_do_not_depend_on_chunks) {
  const std::string csv = long_csv();
  const Rows expected = read_cells(csv_of(csv));
  ASSERT_EQ(expected.size(), 2500U);
  for (const std::size_t chunk : {1U, 13U, 64U, 1000U, 4096U}) {
    auto reader = csv_of(csv, {}, chunk);
    std::vector<std::size_t> sizes;
    const auto blocks = read_blocks(**reader);
    for (const Block& block : *blocks) sizes.push_back(block.rows());
    EXPECT_EQ(sizes, (std::vector<std::size_t>{1024, 1024, 452}));
    EXPECT_EQ((*blocks)[2].first_row(), 2048U);
    EXPECT_EQ(cells_of(*blocks), expected);
    EXPECT_EQ((*reader)->identity().sha256, sha256_hex(csv));
    EXPECT_EQ((*reader)->fraction(), 1);
  }
}

TEST(CsvReader, the_hash_is_whole_after_the_last_block) {
  auto reader = csv_of(long_csv(), {}, 100);
  for (int block = 0; block < 3; ++block) ASSERT_TRUE(*(*reader)->next(false));
  EXPECT_EQ((*reader)->identity().sha256, sha256_hex(long_csv()));
}

TEST(CsvReader, continues_at_every_block) {
  const std::string path = testing::TempDir() + "oa_csv_resume_" + std::to_string(::getpid());
  ASSERT_TRUE(replace_file(path, long_csv()));
  const auto open = [&] { return open_table(path, {.format = TableFormat::csv}); };
  const Rows whole = read_cells(open());
  for (const bool verify : {false, true}) {
    auto first = *open();
    for (std::size_t before = 0; before <= 3; ++before) {
      auto second = *open();
      ASSERT_TRUE(second->resume(first->checkpoint(), verify));
      const auto blocks = read_blocks(*second);
      ASSERT_TRUE(blocks);
      const std::size_t skipped = std::min<std::size_t>(before * kBlockRows, whole.size());
      EXPECT_EQ(cells_of(*blocks), Rows(whole.begin() + static_cast<std::ptrdiff_t>(skipped), whole.end()));
      if (!blocks->empty()) {
        EXPECT_EQ((*blocks)[0].first_row(), skipped);
      }
      EXPECT_EQ(second->identity().sha256, sha256_hex(long_csv()));
      if (before < 3) {
        ASSERT_TRUE(*first->next(before % 2 == 0));
      }
    }
  }
  auto fresh = *open();
  for (const char* broken : {"", "1", "1 2", "x 2 y", "1 99999999 sha256-1:00"})
    EXPECT_FALSE(fresh->resume(broken, false));
  std::filesystem::remove(path);
}

TEST(CsvReader, checkpoints_are_one_line_without_spaces_at_the_ends) {
  auto reader = csv_of(long_csv());
  ASSERT_TRUE(*(*reader)->next());
  const std::string checkpoint = (*reader)->checkpoint();
  EXPECT_TRUE(checkpoint.starts_with("1024 "));
  EXPECT_EQ(checkpoint.find_first_of("\n\r\t"), std::string::npos);
  EXPECT_NE(checkpoint.back(), ' ');
}

}  // namespace
}  // namespace openaffect
