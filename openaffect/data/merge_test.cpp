#include "openaffect/data/merge.h"

#include <gtest/gtest.h>

#include "openaffect/data/parquet_testing.h"

namespace openaffect {
namespace {

using Entries = std::vector<std::pair<std::string, std::string>>;

struct Deal {
  std::size_t shard = 0;
  std::size_t shards = 1;
  std::size_t blocks = 2;  // of a row group
};

const std::vector<NewColumn> kAdded = {
    {.name = "n"},
    {.name = "class", .kind = NewColumn::Kind::label, .dictionary = {"negative", "neutral", "positive"}}};

std::vector<NewValues> added_values(const Block& block) {
  NumberColumn numbers;
  LabelColumn labels;
  for (std::uint64_t row = block.first_row(); row < block.first_row() + block.rows(); ++row) {
    numbers.push_back(static_cast<double>(row % 100));
    labels.push_back(row / 2048 == 1 ? kNoLabel : static_cast<LabelId>(row % 2));  // one row group has nulls only
  }
  std::vector<NewValues> values(2);
  values[0].values = std::move(numbers);
  values[1].values = std::move(labels);
  return values;
}

// What a job writes that rates the runs shard, shard + shards, …
std::string shard_bytes(const std::string& input, const Deal& deal, const Entries& metadata) {
  MemorySink sink;
  const auto reader = *open_bytes(input);
  const auto writer = *make_parquet_writer(layout_of(*reader, kAdded), sink);
  std::vector<std::string> records;
  for (std::size_t block = 0;; ++block) {
    const bool mine = block / deal.blocks % deal.shards == deal.shard;
    const auto raw = *reader->next(mine);
    if (block % deal.blocks == 0 || !raw) records.push_back(*writer->end_part());
    if (!raw) break;
    if (!mine) continue;
    const Result<Block> parsed = reader->parse(*raw, writer->needed_columns());
    EXPECT_TRUE(writer->append(**writer->encode(*parsed, added_values(*parsed))));
  }
  EXPECT_TRUE(writer->finish(records, metadata));
  return sink.bytes;
}

std::vector<std::string> write_shards(const TestFolder& folder, const std::string& input, std::size_t shards) {
  std::vector<std::string> paths;
  for (std::size_t i = 0; i < shards; ++i)
    paths.push_back(folder.write(std::to_string(i), shard_bytes(input, {.shard = i, .shards = shards},
                                                                {{"pandas", "{}"}, {"shard", std::to_string(i)}})));
  return paths;
}

Result<std::string> merged(const std::vector<std::string>& paths) {
  MemorySink sink;
  const Entries metadata = {{"pandas", "{}"}, {"k", "v"}};
  OA_CHECK(merge_parquet(paths, metadata, sink));
  return sink.bytes;
}

TEST(Merge, gives_the_unsharded_bytes) {
  for (std::int64_t rows : {0LL, 1LL, 2049LL, 13000LL})
    for (std::size_t shards : {1UL, 3UL, 7UL}) {
      const TestFolder folder;
      const std::string input = parquet_bytes(*numbered_table(rows), {.rows_per_group = 1300});
      const Result<std::string> bytes = merged(write_shards(folder, input, shards));
      ASSERT_TRUE(bytes) << describe_error(bytes.error());
      EXPECT_EQ(*bytes, shard_bytes(input, {}, {{"pandas", "{}"}, {"k", "v"}})) << rows << " " << shards;
      EXPECT_EQ(table_of(*bytes)->num_rows(), rows);
    }
}

TEST(Merge, refuses_shards_that_do_not_belong_together) {
  const TestFolder folder;
  const std::string input = parquet_bytes(*numbered_table(13000));
  const std::vector<std::string> paths = write_shards(folder, input, 3);
  const auto kind = [&](const std::vector<std::string>& some) {
    const Result<std::string> bytes = merged(some);
    return bytes ? std::optional<ErrorKind>() : bytes.error().kind;
  };
  EXPECT_EQ(kind({paths[1], paths[0], paths[2]}), ErrorKind::refused) << "the last, short row group would stand within";
  EXPECT_EQ(kind({paths[2], paths[1], paths[0]}), ErrorKind::refused);
  const std::string other = folder.write(
      "other",
      shard_bytes(parquet_bytes(*require(numbered_table(13000)->RemoveColumn(0))), {.shard = 1, .shards = 3}, {}));
  EXPECT_EQ(kind({paths[0], other, paths[2]}), ErrorKind::refused);
  EXPECT_EQ(kind({paths[0], folder.path("none"), paths[2]}), ErrorKind::not_found);
}

TEST(Merge, refuses_files_that_are_not_ours_or_broken) {
  const TestFolder folder;
  const std::string broken = shard_bytes(parquet_bytes(*numbered_table(5000)), {}, {});
  EXPECT_TRUE(merged({folder.write("whole", broken)}));
  EXPECT_FALSE(merged({folder.write("foreign", parquet_bytes(*numbered_table(5000)))})) << "Arrow puts indexes behind";
  for (std::size_t cut : {1UL, 100UL, broken.size() / 2}) {
    const auto bytes = merged({folder.write("cut", broken.substr(cut))});
    ASSERT_FALSE(bytes);
    EXPECT_EQ(bytes.error().kind, ErrorKind::format);
    EXPECT_EQ(bytes.error().where.file, folder.path("cut"));
  }
}

TEST(Merge, a_full_disk_is_the_error) {
  const TestFolder folder;
  const std::vector<std::string> paths = write_shards(folder, parquet_bytes(*numbered_table(9000)), 2);
  MemorySink enough;
  ASSERT_TRUE(merge_parquet(paths, {}, enough));
  const std::size_t whole = enough.bytes.size();
  for (std::size_t room = 0; room < whole; room += whole / 50) {
    MemorySink sink;
    sink.room = room;
    const auto done = merge_parquet(paths, {}, sink);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, ErrorKind::io);
  }
}

}  // namespace
}  // namespace openaffect
