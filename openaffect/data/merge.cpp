#include "openaffect/data/merge.h"

#include <algorithm>

#include <arrow/buffer.h>
#include <arrow/io/interfaces.h>
#include <parquet/arrow/schema.h>
#include <parquet/metadata.h>
#include <parquet/properties.h>

#include "openaffect/data/parquet_errors.h"
#include "openaffect/data/parquet_footer.h"
#include "openaffect/data/parquet_input.h"
#include "openaffect/data/part_stream.h"

namespace openaffect {
namespace {

struct RowGroupBytes {
  std::int64_t begin = 0;
  std::int64_t end = 0;
  std::int64_t rows = 0;
};

struct ShardFile {
  std::string path;
  std::shared_ptr<arrow::io::RandomAccessFile> file;
  std::shared_ptr<parquet::FileMetaData> metadata = {};
  std::shared_ptr<arrow::Schema> schema = {};
  std::vector<RowGroupBytes> groups = {};
};

Error refused(const std::string& path, std::string what) {
  return {ErrorKind::refused, std::move(what), {path, {}, "", {}}};
}

// Of the file's metadata, without the entries that stand in it.
std::shared_ptr<arrow::Schema> arrow_schema(const parquet::FileMetaData& metadata) {
  std::shared_ptr<arrow::Schema> schema;
  const parquet::ArrowReaderProperties properties;
  require(parquet::arrow::FromParquetSchema(metadata.schema(), properties, metadata.key_value_metadata(), &schema));
  return schema->RemoveMetadata();
}

RowGroupBytes row_group_bytes(const parquet::RowGroupMetaData& group) {
  RowGroupBytes bytes{.begin = group.file_offset(), .end = group.file_offset(), .rows = group.num_rows()};
  for (int i = 0; i < group.num_columns(); ++i) {
    const auto column = group.ColumnChunk(i);
    const std::int64_t begin =
        column->has_dictionary_page() ? column->dictionary_page_offset() : column->data_page_offset();
    const std::int64_t size = column->total_compressed_size();
    if (begin != bytes.end || size < 0 || __builtin_add_overflow(begin, size, &bytes.end)) return {};
  }
  return bytes;
}

// Row groups one behind the other from the magic to the footer, as our writer leaves them.
bool is_seamless(const std::vector<RowGroupBytes>& groups, std::int64_t footer_begin) {
  auto place = static_cast<std::int64_t>(kParquetMagic.size());
  for (const RowGroupBytes& group : groups) {
    if (group.begin != place || group.end <= group.begin) return false;
    place = group.end;
  }
  return place == footer_begin;
}

Result<ShardFile> open_shard(const std::string& path) {
  OA_TRY(opened, open_random_access(path));
  ShardFile shard{.path = path, .file = std::move(opened.file)};
  OA_TRY(footer, read_footer(*shard.file, path));
  return guarded_parquet(path, [&]() -> Result<ShardFile> {
    const auto length = static_cast<std::int64_t>(footer.size());
    shard.metadata = parquet::FileMetaData::Make(footer.data(), length);
    shard.schema = arrow_schema(*shard.metadata);
    for (int i = 0; i < shard.metadata->num_row_groups(); ++i)
      shard.groups.push_back(row_group_bytes(*shard.metadata->RowGroup(i)));
    if (!is_seamless(shard.groups, require(shard.file->GetSize()) - length - 8))
      return Error{ErrorKind::format, "parquet: not a shard that openaffect has written", {path, {}, "", {}}};
    return std::move(shard);
  });
}

Result<Done> check_kinship(const std::vector<ShardFile>& shards) {
  const ShardFile& first = shards.front();
  for (const ShardFile& shard : shards) {
    if (!shard.metadata->schema()->Equals(*first.metadata->schema()) || !shard.schema->Equals(*first.schema, true))
      return refused(shard.path, "has other columns than " + first.path);
    if (shard.metadata->created_by() != first.metadata->created_by())
      return refused(shard.path, "was written by " + shard.metadata->created_by() + ", " + first.path + " by " +
                                     first.metadata->created_by());
  }
  return Done{};
}

// Row groups are dealt out in turn, and all but the last of the whole are of one length.
Result<Done> check_dealing(const std::vector<ShardFile>& shards) {
  std::size_t total = 0;
  for (const ShardFile& shard : shards) total += shard.groups.size();
  for (std::size_t i = 0; i < shards.size(); ++i) {
    const std::size_t due = (total + shards.size() - 1 - i) / shards.size();
    if (shards[i].groups.size() != due)
      return refused(shards[i].path, "has " + std::to_string(shards[i].groups.size()) + " row groups where shard " +
                                         std::to_string(i + 1) + " of " + std::to_string(shards.size()) + " has " +
                                         std::to_string(due));
  }
  for (std::size_t k = 0; k < total; ++k) {
    const ShardFile& shard = shards[k % shards.size()];
    const std::int64_t rows = shard.groups[k / shards.size()].rows, full = shards[0].groups[0].rows;
    if (rows > full || (rows < full && k + 1 < total))
      return refused(shard.path, "has a row group of " + std::to_string(rows) + " rows within the table");
  }
  return Done{};
}

Result<Done> copy_bytes(arrow::io::RandomAccessFile& file, const RowGroupBytes& bytes, ByteSink& sink) {
  constexpr std::int64_t kAtOnce = std::int64_t{1} << 20;
  for (std::int64_t at = bytes.begin; at < bytes.end;) {
    const auto piece = require(file.ReadAt(at, std::min(kAtOnce, bytes.end - at)));
    if (piece->size() == 0) throw parquet::ParquetException("the file ends within a row group");
    OA_CHECK(sink.write(std::string_view(*piece)));
    at += piece->size();
  }
  return Done{};
}

// Copies a row group and returns the footer that speaks of it at its new place.
Result<std::string> copy_row_group(const ShardFile& shard, std::size_t group, ByteSink& sink) {
  return guarded_parquet(shard.path, [&]() -> Result<std::string> {
    const RowGroupBytes& bytes = shard.groups[group];
    const auto place = static_cast<std::int64_t>(sink.position());
    OA_CHECK(copy_bytes(*shard.file, bytes, sink));
    const auto alone = shard.metadata->Subset({static_cast<int>(group)});
    return move_footer(alone->SerializeToString(), place - bytes.begin);
  });
}

}  // namespace

Result<Done> merge_parquet(std::span<const std::string> paths, KeyValues metadata, ByteSink& sink) {
  if (paths.empty() || sink.position() != 0) throw ContractError("merging needs shards and a sink at 0");
  std::vector<ShardFile> shards;
  std::size_t total = 0;
  for (const std::string& path : paths) {
    OA_TRY(shard, open_shard(path));
    total += shard.groups.size();
    shards.push_back(std::move(shard));
  }
  OA_CHECK(check_kinship(shards));
  OA_CHECK(check_dealing(shards));
  OA_CHECK(sink.write(kParquetMagic));
  std::vector<std::string> footers;
  for (std::size_t k = 0; k < total; ++k) {
    OA_TRY(footer, copy_row_group(shards[k % shards.size()], k / shards.size(), sink));
    footers.push_back(std::move(footer));
  }
  auto tail = guarded_parquet(paths[0], [&]() -> Result<std::string> {
    const auto entries = file_entries(metadata, *shards[0].schema);
    return join_footers(*shards[0].metadata->schema(), footers, entries, shards[0].metadata->created_by());
  });
  return tail ? sink.write(*tail) : tail.error();
}

}  // namespace openaffect
