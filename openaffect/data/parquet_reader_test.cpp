#include "openaffect/data/parquet_reader.h"

#include <arrow/compute/api_vector.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "openaffect/core/sha256.h"
#include "openaffect/data/block_content.h"
#include "openaffect/data/parquet_testing.h"

namespace openaffect {
namespace {

using ::testing::HasSubstr;

std::unique_ptr<TableReader> opened(const std::string& bytes, const ReadOptions& options = {}) {
  Result<std::unique_ptr<TableReader>> reader = open_bytes(bytes, options);
  if (!reader) throw std::runtime_error(describe_error(reader.error()));
  return *std::move(reader);
}

Error open_error(const std::string& bytes, const ReadOptions& options = {}) {
  const Result<std::unique_ptr<TableReader>> reader = open_bytes(bytes, options);
  return reader ? Error{ErrorKind::io, "it opened"} : reader.error();
}

// The next block, parsed; a block of 0 rows at the end.
Block next_block(TableReader& reader) {
  auto raw = reader.next();
  if (!raw) throw std::runtime_error(describe_error(raw.error()));
  if (!*raw) return Block(std::make_shared<BlockContent>());
  Result<Block> block = reader.parse(**raw, all_columns(reader));
  if (!block) throw std::runtime_error(describe_error(block.error()));
  return *std::move(block);
}

std::vector<std::shared_ptr<arrow::Array>> next_arrays(TableReader& reader) {
  return next_block(reader).content().columns;
}

// Every error on the way, or none.
std::optional<Error> read_through(const std::string& bytes) {
  auto reader = open_bytes(bytes);
  if (!reader) return reader.error();
  for (;;) {
    auto raw = (*reader)->next();
    if (!raw) return raw.error();
    if (!*raw) return std::nullopt;
    const auto block = (*reader)->parse(**raw, all_columns(**reader));
    if (!block) return block.error();
  }
}

TEST(ParquetReader, blocks_run_across_row_groups_of_any_size) {
  const auto table = numbered_table(5000);
  for (std::int64_t rows_per_group : {7LL, 1000LL, 1023LL, 1024LL, 1025LL, 3000LL, 5000LL}) {
    const auto reader = opened(parquet_bytes(*table, {.rows_per_group = rows_per_group}));
    for (std::int64_t row = 0; row < 5000; row += 1024) {
      const Block block = next_block(*reader);
      EXPECT_EQ(block.first_row(), static_cast<std::uint64_t>(row));
      ASSERT_EQ(block.rows(), static_cast<std::size_t>(std::min<std::int64_t>(1024, 5000 - row)));
      for (int column = 0; column < 2; ++column)
        EXPECT_TRUE(block.content().columns[static_cast<std::size_t>(column)]->Equals(
            table->column(column)->chunk(0)->Slice(row, 1024)))
            << rows_per_group << " " << row;
    }
    EXPECT_EQ(next_block(*reader).rows(), 0U);
    EXPECT_EQ(next_block(*reader).rows(), 0U) << "the end stays the end";
    EXPECT_EQ(reader->fraction(), 1.0);
  }
}

TEST(ParquetReader, resumes_at_every_block) {
  const auto table = numbered_table(4500);
  const std::string bytes = parquet_bytes(*table, {.rows_per_group = 1500});
  const auto first = opened(bytes);
  for (std::int64_t row = 0; row < 4500; row += 1024) {
    const auto second = opened(bytes);
    ASSERT_TRUE(second->resume(first->checkpoint(), row % 2048 == 0));
    EXPECT_EQ(second->checkpoint(), first->checkpoint());
    EXPECT_DOUBLE_EQ(second->fraction(), static_cast<double>(row) / 4500);
    const Block here = next_block(*first), there = next_block(*second);
    EXPECT_EQ(there.first_row(), static_cast<std::uint64_t>(row));
    EXPECT_TRUE(there.content().columns[0]->Equals(here.content().columns[0]));
    EXPECT_TRUE(there.content().columns[1]->Equals(here.content().columns[1]));
  }
}

TEST(ParquetReader, refuses_checkpoints_of_another_file) {
  const auto reader = opened(parquet_bytes(*numbered_table(4500)));
  (void)next_block(*reader);
  const auto other = opened(parquet_bytes(*numbered_table(4501)));
  const auto resumed = other->resume(reader->checkpoint(), true);
  ASSERT_FALSE(resumed);
  EXPECT_EQ(resumed.error().kind, ErrorKind::refused);
  for (const char* text : {"", "1024", "x y", " "}) EXPECT_FALSE(other->resume(text, false)) << text;
}

TEST(ParquetReader, skipped_blocks_are_counted_only) {
  const auto table = numbered_table(9000);
  const auto reader = opened(parquet_bytes(*table, {.rows_per_group = 2000}));
  for (std::int64_t row = 0; row < 9000; row += 1024) {
    const bool wanted = row / 1024 % 3 == 2;
    auto raw = reader->next(wanted);
    ASSERT_TRUE(raw && *raw);
    if (!wanted) continue;
    const Result<Block> block = reader->parse(**raw, all_columns(*reader));
    ASSERT_TRUE(block);
    EXPECT_EQ(block->first_row(), static_cast<std::uint64_t>(row));
    EXPECT_TRUE(block->content().columns[0]->Equals(table->column(0)->chunk(0)->Slice(row, 1024)));
  }
}

TEST(ParquetReader, skips_row_groups_that_it_could_not_even_read) {
  std::string bytes = parquet_bytes(*numbered_table(3072), {.rows_per_group = 1024});
  const auto place = static_cast<std::size_t>(footer_of(bytes)->RowGroup(1)->file_offset());
  const auto end = static_cast<std::size_t>(footer_of(bytes)->RowGroup(2)->file_offset());
  std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(place), bytes.begin() + static_cast<std::ptrdiff_t>(end),
            '\xff');
  const auto reader = opened(bytes);
  EXPECT_EQ(next_block(*reader).rows(), 1024U);
  ASSERT_TRUE(reader->next(false));
  EXPECT_EQ(next_block(*reader).rows(), 1024U);
  EXPECT_TRUE(read_through(bytes).has_value());
}

TEST(ParquetReader, decodes_only_wanted_columns) {
  const auto reader = opened(parquet_bytes(*numbered_table(10)));
  reader->want(std::vector<std::size_t>{1});
  auto raw = reader->next();
  ASSERT_TRUE(raw && *raw);
  EXPECT_EQ((**raw)->batch->num_columns(), 1);
  const Result<Block> block = reader->parse(**raw, std::vector<std::size_t>{1});
  ASSERT_TRUE(block);
  EXPECT_EQ(block->texts(1)[0], "text 0");
  EXPECT_THROW(block->texts(0), ContractError);
  EXPECT_THROW((void)reader->parse(**raw, std::vector<std::size_t>{0}), ContractError);
  EXPECT_THROW(reader->want(std::vector<std::size_t>{0}), ContractError) << "too late";
}

TEST(ParquetReader, may_want_no_column_at_all) {
  const auto reader = opened(parquet_bytes(*numbered_table(1025)));
  reader->want({});
  std::size_t rows = 0;
  for (auto raw = reader->next(); *raw; raw = reader->next()) rows += reader->parse(**raw, {})->rows();
  EXPECT_EQ(rows, 1025U);
}

TEST(ParquetReader, no_rows_are_no_blocks) {
  const auto reader = opened(parquet_bytes(*numbered_table(0)));
  EXPECT_EQ(reader->columns().size(), 2U);
  EXPECT_EQ(next_block(*reader).rows(), 0U);
  EXPECT_EQ(reader->fraction(), 1.0);
}

TEST(ParquetReader, blocks_outlive_their_reader) {
  auto reader = opened(parquet_bytes(*numbered_table(10)));
  const Block block = next_block(*reader);
  reader.reset();
  EXPECT_EQ(block.texts(1)[9], "text 1222");  // 9 * 7919 mod 10007
}

TEST(ParquetReader, identity_is_of_the_footer_and_the_length) {
  const std::string bytes = parquet_bytes(*numbered_table(10));
  std::string same_footer = bytes;
  same_footer[10] = static_cast<char>(same_footer[10] ^ 1);
  const InputIdentity identity = opened(bytes)->identity();
  EXPECT_EQ(identity.bytes, bytes.size());
  EXPECT_EQ(identity.sha256.size(), 64U);
  EXPECT_EQ(opened(same_footer)->identity().sha256, identity.sha256);
  EXPECT_NE(opened(parquet_bytes(*numbered_table(11)))->identity().sha256, identity.sha256);
  const TestFolder folder;
  const Result<std::unique_ptr<TableReader>> on_disk =
      open_parquet(std::vector<std::string>{folder.write("a.parquet", bytes)}, {});
  ASSERT_TRUE(on_disk);
  EXPECT_EQ((*on_disk)->identity().sha256, identity.sha256);
  EXPECT_GT((*on_disk)->identity().modified_ns, 1'500'000'000'000'000'000);
}

ReadOptions declaring(std::string name, ColumnType type) {
  ReadOptions options;
  options.types = {{std::move(name), type}};
  return options;
}

TEST(ParquetReader, declared_types_must_be_the_files) {
  const std::string bytes = parquet_bytes(*numbered_table(3));
  EXPECT_TRUE(open_bytes(bytes, declaring("id", ColumnType::int64)));
  const Error other = open_error(bytes, declaring("id", ColumnType::text));
  EXPECT_EQ(other.kind, ErrorKind::unsupported);
  EXPECT_EQ(other.where.column, "id");
  const Error unknown = open_error(bytes, declaring("texd", ColumnType::text));
  EXPECT_EQ(unknown.kind, ErrorKind::unknown);
  EXPECT_THAT(unknown.what, HasSubstr("text"));
}

TEST(ParquetReader, what_cannot_be_opened_says_why) {
  const TestFolder folder;
  const auto missing = open_parquet(std::vector<std::string>{folder.path("none.parquet")}, {});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, ErrorKind::not_found);
  EXPECT_EQ(missing.error().where.file, folder.path("none.parquet"));
  const auto a_folder = open_parquet(std::vector<std::string>{folder.path("")}, {});
  ASSERT_FALSE(a_folder);
  const auto stream = open_parquet(std::vector<std::string>{"-"}, {});
  ASSERT_FALSE(stream);
  EXPECT_EQ(stream.error().kind, ErrorKind::unsupported);
}

TEST(ParquetReader, ill_formed_text_is_mended_and_counted) {
  const auto texts = text_array_of({"fine",
                                    "a\xff"
                                    "b",
                                    std::nullopt, "\xc3", "\xa9tre"});
  const auto table =
      arrow::Table::Make(arrow::schema({arrow::field("t", arrow::utf8()), arrow::field("u", arrow::utf8())}),
                         {texts, text_array_of({"\xff", "", "", "", ""})});
  const auto reader = opened(parquet_bytes(*table));
  const Block block = next_block(*reader);
  const std::vector<std::optional<std::string_view>> expected = {"fine", "a\uFFFDb", std::nullopt, "\uFFFD",
                                                                 "\uFFFDtre"};
  EXPECT_EQ(block.texts(0), expected);
  EXPECT_EQ(std::vector(block.invalid_utf8().begin(), block.invalid_utf8().end()),
            (std::vector<std::uint64_t>{1, 2, 4, 5}));
}

TEST(ParquetReader, reads_what_other_writers_choose) {
  const auto table = numbered_table(3000);
  using P = parquet::WriterProperties::Builder;
  const std::vector<std::function<void(P&)>> choices = {
      [](P& p) { p.version(parquet::ParquetVersion::PARQUET_1_0); },
      [](P& p) {
        p.version(parquet::ParquetVersion::PARQUET_2_4)->data_page_version(parquet::ParquetDataPageVersion::V2);
      },
      [](P& p) { p.data_page_version(parquet::ParquetDataPageVersion::V2)->compression(parquet::Compression::ZSTD); },
      [](P& p) { p.compression(parquet::Compression::SNAPPY)->data_pagesize(100); },
      [](P& p) { p.compression(parquet::Compression::GZIP)->disable_dictionary(); },
      [](P& p) { p.compression(parquet::Compression::BROTLI)->disable_statistics(); },
      [](P& p) { p.compression(parquet::Compression::LZ4)->dictionary_pagesize_limit(200); },
      [](P& p) { p.disable_dictionary()->encoding("id", parquet::Encoding::DELTA_BINARY_PACKED); },
      [](P& p) { p.disable_dictionary()->encoding("text", parquet::Encoding::DELTA_BYTE_ARRAY); },
      [](P& p) { p.enable_write_page_index()->enable_page_checksum()->max_rows_per_page(33); },
  };
  for (std::size_t i = 0; i < choices.size(); ++i) {
    P properties;
    choices[i](properties);
    const auto reader = opened(parquet_bytes(*table, {.rows_per_group = 700, .properties = properties.build()}));
    for (std::int64_t row = 0; row < 3000; row += 1024) {
      const auto arrays = next_arrays(*reader);
      EXPECT_TRUE(arrays[0]->Equals(table->column(0)->chunk(0)->Slice(row, 1024))) << i;
      EXPECT_TRUE(arrays[1]->Equals(table->column(1)->chunk(0)->Slice(row, 1024))) << i;
    }
  }
}

TEST(ParquetReader, truncated_files_are_errors) {
  const std::string bytes = parquet_bytes(*numbered_table(100));
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    const Error error = open_error(bytes.substr(0, length));
    EXPECT_EQ(error.kind, ErrorKind::format) << length;
    EXPECT_EQ(error.where.file, "test.parquet");
  }
  EXPECT_THAT(open_error("a,b\n1,2\n3,4\n5,6\n").what, HasSubstr("does not end with PAR1"));
}

TEST(ParquetReader, lying_lengths_are_errors) {
  const std::string bytes = parquet_bytes(*numbered_table(100));
  for (const char* length : {"\xff\xff\xff\xff", "\xff\xff\xff\x7f", "\0\0\0\0"}) {
    std::string lying = bytes;
    lying.replace(bytes.size() - 8, 4, std::string(length, 4));
    EXPECT_EQ(open_error(lying).kind, ErrorKind::format);
  }
  EXPECT_EQ(open_error(bytes.substr(0, bytes.size() - 4) + "PARE").kind, ErrorKind::unsupported);
}

// The first page header, rewritten: 15 00 (a data page) 15 (its size) 15 (its compressed size), numbers as zigzag
// varints.
TEST(ParquetReader, pages_that_claim_gigabytes_get_no_memory) {
  parquet::WriterProperties::Builder properties;
  properties.compression(parquet::Compression::SNAPPY)->disable_dictionary()->max_rows_per_page(100);
  const std::string bytes = parquet_bytes(*numbered_table(900), {.properties = properties.build()});
  ASSERT_EQ(bytes.substr(4, 3), std::string("\x15\x00\x15", 3));
  const std::size_t after_size = 7 + 2;  // 100 rows: a varint of two bytes
  const std::string two_gigabytes = "\xfe\xff\xff\xff\x0f";
  std::string large = bytes, large_compressed = bytes;
  large.replace(7, 2, two_gigabytes);
  large_compressed.replace(after_size + 1, 2, two_gigabytes);
  for (const std::string& changed : {large, large_compressed}) {
    const auto error = read_through(changed);
    ASSERT_TRUE(error);
    EXPECT_THAT(error->what, HasSubstr("asks for more memory than a file of this size justifies"));
  }
}

// Whatever byte changes, there is an answer or an error: no crash, and no more memory than the file can justify.
TEST(ParquetReader, any_changed_byte_is_an_error_or_data) {
  const auto words =
      require(arrow::compute::DictionaryEncode(text_array_of({"a", "b", std::nullopt, "a", "c"}))).make_array();
  const auto categories = arrow::Table::Make(arrow::schema({arrow::field("words", words->type())}), {words});
  for (const std::string& bytes :
       {parquet_bytes(*numbered_table(30), {.rows_per_group = 20}), parquet_bytes(*categories)}) {
    std::size_t errors = 0;
    for (std::size_t at = 0; at < bytes.size(); ++at)
      for (const int mask : {0x01, 0xff}) {
        std::string changed = bytes;
        changed[at] = static_cast<char>(changed[at] ^ mask);
        errors += read_through(changed) ? 1 : 0;
      }
    EXPECT_GT(errors, bytes.size() / 2);
  }
}

TEST(ParquetReader, fewer_rows_than_the_footer_says_are_an_error) {
  const std::string many = parquet_bytes(*numbered_table(60)), few = parquet_bytes(*numbered_table(50));
  std::string changed = few;  // num_rows of the file and of its row group: zigzag 100 becomes 120
  const std::size_t footer = few.size() - 8 - static_cast<std::size_t>(footer_of(few)->size());
  for (std::size_t at = footer; at < few.size() - 8; ++at)
    if (changed.substr(at, 2) == "\x16\x64") changed[at + 1] = '\x78';
  ASSERT_EQ(footer_of(changed)->num_rows(), 60);
  const auto error = read_through(changed);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind, ErrorKind::format);
}

}  // namespace
}  // namespace openaffect
