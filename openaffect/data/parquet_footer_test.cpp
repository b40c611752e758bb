#include "openaffect/data/parquet_footer.h"

#include <gtest/gtest.h>

#include "openaffect/data/parquet_input.h"
#include "openaffect/data/parquet_testing.h"
#include "openaffect/data/part_stream.h"

namespace openaffect {
namespace {

std::string thrift_footer(const std::string& bytes) {
  Result<std::string> footer = read_footer(*bytes_as_file(bytes), "test");
  return footer ? *footer : "";
}

// The footer that Arrow itself writes for a file that goes on at `offset`.
std::string footer_written_at(const arrow::Table& table, std::size_t offset) {
  parquet::WriterProperties::Builder builder;
  builder.disable_write_page_index();
  MemorySink sink;
  sink.bytes.assign(offset, 'x');
  const auto stream = std::make_shared<PartStream>(sink);
  require(parquet::arrow::WriteTable(table, arrow::default_memory_pool(), stream, 100, builder.build()));
  require(stream->flush_to_sink());
  return thrift_footer("PAR1" + sink.bytes);
}

TEST(ParquetFooter, moved_is_what_arrow_writes_at_the_other_place) {
  const auto table = numbered_table(350);
  const std::string at_4 = footer_written_at(*table, 4);
  for (std::size_t offset : {4UL, 60UL, 64UL, 8192UL, 3000000UL}) {
    const auto by = static_cast<std::int64_t>(offset) - 4;
    const Result<std::string> moved = move_footer(at_4, by);
    ASSERT_TRUE(moved);
    EXPECT_TRUE(*moved == footer_written_at(*table, offset)) << offset;
    const Result<std::string> back = move_footer(*moved, -by);
    ASSERT_TRUE(back);
    EXPECT_TRUE(*back == at_4) << offset;
  }
}

TEST(ParquetFooter, moving_malformed_footers_is_an_error) {
  const std::string footer = footer_written_at(*numbered_table(10), 4);
  for (std::size_t length = 0; length < footer.size(); ++length)
    EXPECT_FALSE(move_footer(footer.substr(0, length), 1)) << length;
  EXPECT_FALSE(move_footer(footer + "x", 1));
  EXPECT_FALSE(move_footer(footer, -5)) << "an offset below 0";
  EXPECT_FALSE(move_footer(std::string(100000, '\x1c'), 1)) << "nested without end";
}

TEST(ParquetFooter, moving_survives_any_changed_byte) {
  const std::string footer = footer_written_at(*numbered_table(10), 4);
  for (std::size_t at = 0; at < footer.size(); ++at)
    for (int bit = 0; bit < 8; ++bit) {
      std::string changed = footer;
      changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
      (void)move_footer(changed, 1000);
    }
}

TEST(ParquetFooter, joined_has_all_row_groups_and_entries) {
  const auto table = numbered_table(250);
  const std::string file = parquet_bytes(*table, {.rows_per_group = 100});
  const std::string footer = thrift_footer(file);
  const Result<std::string> moved = move_footer(footer, 5000);
  ASSERT_TRUE(moved);
  const std::vector<std::string> footers = {footer, *moved};
  const std::vector<std::pair<std::string, std::string>> entries = {{"b", "2"}, {"a", "1"}};
  const std::string tail = join_footers(*footer_of(file)->schema(), footers, entries, "someone 1.0");
  const auto joined = footer_of("PAR1" + tail);
  EXPECT_EQ(joined->num_rows(), 500);
  ASSERT_EQ(joined->num_row_groups(), 6);
  EXPECT_EQ(joined->RowGroup(3)->file_offset(), joined->RowGroup(0)->file_offset() + 5000);
  EXPECT_EQ(joined->key_value_metadata()->key(0), "b");
  EXPECT_EQ(joined->key_value_metadata()->key(1), "a");
  EXPECT_EQ(joined->created_by(), "someone 1.0");
}

TEST(ParquetFooter, joining_other_schemas_throws) {
  const auto table = numbered_table(5);
  const std::string other = thrift_footer(parquet_bytes(*require(table->RemoveColumn(0))));
  EXPECT_THROW(join_footers(*footer_of(parquet_bytes(*table))->schema(), std::vector{other}, {}, ""),
               parquet::ParquetException);
}

}  // namespace
}  // namespace openaffect
