#include "openaffect/data/memory_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <arrow/api.h>
#include <arrow/c/abi.h>
#include <arrow/c/bridge.h>

#include "openaffect/data/block_content.h"
#include "openaffect/data/memory_content.h"
#include "openaffect/data/memory_writer.h"
#include "openaffect/data/parquet_testing.h"

namespace openaffect {
namespace {

using testing::HasSubstr;

// Handed over as another library does: through the C interface, in the chunks that the table has.
std::shared_ptr<const MemoryTable> taken(const std::shared_ptr<arrow::Table>& table) {
  ArrowArrayStream stream{};
  require(arrow::ExportRecordBatchReader(std::make_shared<arrow::TableBatchReader>(table), &stream));
  auto result = MemoryTable::take(stream, "frame");
  EXPECT_TRUE(result) << (result ? "" : describe_error(result.error()));
  return *result;
}

// `rows` texts "0", "1", …, every third of them null, in chunks of `chunk`.
std::shared_ptr<arrow::Table> numbered(std::int64_t rows, std::int64_t chunk) {
  arrow::ArrayVector chunks;
  for (std::int64_t first = 0; first < rows; first += chunk) {
    std::vector<std::optional<std::string>> texts;
    for (std::int64_t row = first; row < std::min(rows, first + chunk); ++row)
      texts.push_back(row % 3 == 0 ? std::nullopt : std::optional(std::to_string(row)));
    chunks.push_back(text_array_of(texts));
  }
  const auto column = std::make_shared<arrow::ChunkedArray>(chunks, arrow::utf8());
  return arrow::Table::Make(arrow::schema({arrow::field("text", arrow::utf8())}), {column}, rows);
}

ReadOptions in_memory(const std::shared_ptr<const MemoryTable>& table) {
  ReadOptions options;
  options.memory = {table};
  return options;
}

TEST(MemoryTable, cells_do_not_depend_on_chunks) {
  for (const std::int64_t chunk : {1, 7, 1000, 1024, 5000}) {
    const auto table = taken(numbered(2500, chunk));
    auto reader = open_table("frame", in_memory(table));
    ASSERT_TRUE(reader);
    std::vector<std::size_t> sizes;
    std::int64_t row = 0;
    const std::size_t column = 0;
    while (true) {
      const auto raw = (*reader)->next();
      ASSERT_TRUE(raw);
      if (!*raw) break;
      const auto block = (*reader)->parse(**raw, {&column, 1});
      ASSERT_TRUE(block);
      sizes.push_back(block->rows());
      for (const auto& text : block->texts(0)) {
        EXPECT_EQ(text, row % 3 == 0 ? std::nullopt : std::optional<std::string_view>(std::to_string(row)));
        ++row;
      }
    }
    EXPECT_EQ(sizes, (std::vector<std::size_t>{1024, 1024, 452}));
  }
}

TEST(MemoryTable, cells_are_not_copied) {
  const auto source = numbered(1024, 1024);
  const auto table = taken(source);
  const auto* theirs = source->column(0)->chunk(0)->data()->buffers[2]->data();
  EXPECT_EQ(table->content().table->column(0)->chunk(0)->data()->buffers[2]->data(), theirs);
}

TEST(MemoryTable, limit_and_names) {
  const auto table = taken(numbered(2500, 100));
  ReadOptions options = in_memory(table);
  options.limit = 3;
  auto reader = open_table("frame", options);
  ASSERT_TRUE(reader);
  EXPECT_EQ((**(*reader)->next())->rows, 3U);
  EXPECT_FALSE(*(*reader)->next());
  EXPECT_EQ(open_table("other_frame", options).error().kind, ErrorKind::not_found);
}

TEST(MemoryTable, ill_formed_text_is_mended) {
  const auto array = text_array_of({"fine", "a\xff"});
  const auto table = taken(arrow::Table::Make(arrow::schema({arrow::field("text", arrow::utf8())}), {array}));
  auto reader = open_table("frame", in_memory(table));
  const std::size_t column = 0;
  const auto block = (*reader)->parse(**(*reader)->next(), {&column, 1});
  ASSERT_TRUE(block);
  EXPECT_EQ(block->texts(0)[1], "a\xef\xbf\xbd");
  EXPECT_EQ(block->invalid_utf8()[0], 2U);
}

TEST(MemoryTable, a_job_over_it_cannot_be_continued) {
  auto reader = open_table("frame", in_memory(taken(numbered(3, 3))));
  EXPECT_EQ((*reader)->resume("1", false).error().kind, ErrorKind::refused);
}

// law: what is given out and taken again is the same table, metadata included.
TEST(MemoryTable, given_and_taken) {
  OutputLayout layout;
  layout.new_columns = {{.name = "number"},
                        {.name = "label", .kind = NewColumn::Kind::label, .dictionary = {"a", "b"}}};
  auto writer = make_memory_writer(layout, "labelled");
  ASSERT_TRUE(writer);
  const std::vector<NewValues> values = {{.values = NumberColumn{1, .5}}, {.values = LabelColumn{1, kNoLabel}}};
  for (std::uint64_t block = 0; block < 3; ++block) {
    ASSERT_TRUE((*writer)->append(**(*writer)->encode(Block::of_rows(2 * block, 2), values)));
    if (block == 1) {
      ASSERT_TRUE((*writer)->end_part());
    }
  }
  ASSERT_TRUE((*writer)->end_part());
  const std::vector<std::pair<std::string, std::string>> metadata = {{"openaffect.text", "[]"}};
  ASSERT_TRUE((*writer)->finish({}, metadata));
  const auto made = (*writer)->table();
  EXPECT_EQ(made->rows(), 6U);

  const TableStream stream = stream_of(*made);
  const auto again = MemoryTable::take(*stream, "again");
  ASSERT_TRUE(again);
  EXPECT_TRUE((*again)->content().table->Equals(*made->content().table));
  EXPECT_EQ((*again)->metadata(), metadata);
  const auto labels = (*again)->content().table->column(1)->chunk(0);
  EXPECT_EQ(labels->type()->ToString(), "dictionary<values=string, indices=int8, ordered=0>");
}

TEST(MemoryTable, two_columns_of_one_name) {
  OutputLayout layout;
  layout.new_columns = {{.name = "number"}, {.name = "number"}};
  const auto writer = make_memory_writer(layout, "labelled");
  ASSERT_FALSE(writer);
  EXPECT_EQ(writer.error().kind, ErrorKind::refused);
  EXPECT_THAT(describe_error(writer.error()), HasSubstr("two columns have this name"));
}

}  // namespace
}  // namespace openaffect
