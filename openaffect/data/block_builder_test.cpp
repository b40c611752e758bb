#include "openaffect/data/block_builder.h"

#include <gtest/gtest.h>

namespace openaffect {
namespace {

TEST(Shown, is_one_short_well_formed_line) {
  EXPECT_EQ(shown("abc"), "abc");
  EXPECT_EQ(shown("a\nb\x7F\xFF"), "a?b?\xEF\xBF\xBD");
  std::string long_cell, expected;
  for (int i = 0; i < 100; ++i) long_cell += "é";
  for (int i = 0; i < 60; ++i) expected += "é";
  EXPECT_EQ(shown(long_cell), expected + "…");
}

TEST(BlockBuilder, the_first_fault_of_a_row_counts) {
  auto raw = std::make_shared<RawBlock>();
  raw->first_row = 10;
  raw->rows = 2;
  raw->pieces = {{.row = 0, .file = "e.csv", .shift = 100},
                 {.row = 1, .file = "f.csv", .rows_before_file = 11, .shift = std::uint64_t{0} - 3}};
  raw->bytes = "x,y\nz,w\n";
  raw->row_ranges = {{0, 3}, {4, 7}};
  const std::shared_ptr<const RawBlock> shared = raw;
  const std::vector<ColumnInfo> columns = {{"a", ColumnType::int64}, {"b", ColumnType::text}};
  const std::vector<std::size_t> asked = {1, 0, 1};
  BlockBuilder builder(shared, columns, asked);
  EXPECT_TRUE(builder.wants(0));
  EXPECT_FALSE(builder.wants(2));
  builder.set(0, 0, std::string_view(raw->bytes).substr(0, 1));
  builder.set(0, 1, std::string_view(raw->bytes).substr(4, 1));
  builder.set(1, 1, builder.keep("kept"));
  builder.fault(1, "first", std::string_view(raw->bytes).substr(6));
  builder.fault(1, "second", {});
  const auto content = builder.finish(OnBadRow::keep);
  ASSERT_EQ((*content)->faults.size(), 2U);
  EXPECT_EQ(describe_error((*content)->faults[0].error),
            "e.csv: row 11, column a, byte 100: 'x' is no int64; --type a=text takes it");
  EXPECT_EQ(describe_error((*content)->faults[1].error), "f.csv: row 1, byte 3: first");
  EXPECT_EQ(Block(*content).texts(1), (std::vector<std::optional<std::string_view>>{{}, {}}));  // both rows are bad
  EXPECT_EQ(array_texts(*(*content)->columns[1])[1], "kept");
}

}  // namespace
}  // namespace openaffect
