#include "openaffect/data/parquet_input.h"

#include <sys/stat.h>

#include <algorithm>
#include <limits>

#include <arrow/buffer.h>
#include <arrow/io/file.h>
#include <arrow/memory_pool.h>
#include <arrow/util/key_value_metadata.h>

#include "openaffect/core/sha256.h"
#include "openaffect/data/parquet_errors.h"

namespace openaffect {
namespace {

constexpr std::string_view kMagic = "PAR1";
constexpr std::int64_t kTail = 8;  // the footer's length and the magic

// Arrow's own pool with a limit of its own. Data compresses a thousandfold at most before we call it a bomb.
struct LimitedMemory {
  explicit LimitedMemory(std::int64_t limit) : capped(pool.get(), limit) {}
  std::unique_ptr<arrow::MemoryPool> pool = arrow::MemoryPool::CreateDefault();
  arrow::CappedMemoryPool capped;
};

std::int64_t plausible_memory(std::int64_t file_bytes) {
  constexpr std::int64_t kAlways = std::int64_t{256} << 20, kTimes = 1024;
  return file_bytes > (std::numeric_limits<std::int64_t>::max() - kAlways) / kTimes
             ? std::numeric_limits<std::int64_t>::max()
             : kAlways + kTimes * file_bytes;
}

// What a list or a text of the metadata may hold: never more than the file has bytes.
parquet::ReaderProperties reader_properties(arrow::MemoryPool& pool, std::int64_t file_bytes,
                                            std::int64_t buffer_bytes) {
  parquet::ReaderProperties properties(&pool);
  const auto at_most = [&](std::int32_t limit) {
    return static_cast<std::int32_t>(std::min<std::int64_t>(limit, file_bytes));
  };
  properties.set_thrift_string_size_limit(at_most(properties.thrift_string_size_limit()));
  properties.set_thrift_container_size_limit(at_most(properties.thrift_container_size_limit()));
  properties.enable_buffered_stream();
  properties.set_buffer_size(buffer_bytes);
  return properties;
}

parquet::ArrowReaderProperties arrow_properties() {
  parquet::ArrowReaderProperties properties(/*use_threads=*/false);
  properties.set_pre_buffer(false);
  return properties;
}

Error malformed(const std::string& name, std::string what) {
  return {ErrorKind::format, "parquet: " + what, {name, {}, "", {}}};
}

std::uint32_t little_endian(std::string_view bytes) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

Result<Done> check_rows(const ParquetInput& input) {
  const parquet::FileMetaData& metadata = input.metadata();
  if (metadata.num_columns() == 0)
    return Error{ErrorKind::unsupported, "parquet: the table has no columns", {input.name, {}, "", {}}};
  std::int64_t left = metadata.num_rows();
  for (int i = 0; i < metadata.num_row_groups(); ++i) {
    const std::int64_t rows = metadata.RowGroup(i)->num_rows();
    if (rows < 0 || rows > left) return malformed(input.name, "the row groups' rows do not add up to the file's");
    left -= rows;
  }
  if (left != 0) return malformed(input.name, "the row groups' rows do not add up to the file's");
  return Done{};
}

}  // namespace

Result<std::string> read_footer(arrow::io::RandomAccessFile& file, const std::string& name) {
  return guarded_parquet(name, [&]() -> Result<std::string> {
    const std::int64_t size = require(file.GetSize());
    const auto least = static_cast<std::int64_t>(kMagic.size()) + kTail;
    if (size < least) return malformed(name, "not a Parquet file: " + std::to_string(size) + " bytes are too few");
    const std::string tail = require(file.ReadAt(size - kTail, kTail))->ToString();
    if (tail.substr(4) == "PARE")
      return Error{ErrorKind::unsupported, "parquet: encrypted files are not read", {name, {}, "", {}}};
    if (!tail.ends_with(kMagic))
      return malformed(name, "not a Parquet file, or a truncated one: it does not end with PAR1");
    const std::int64_t length = little_endian(tail);
    if (length > size - least) return malformed(name, "the footer is longer than the file");
    std::string footer = require(file.ReadAt(size - kTail - length, length))->ToString();
    if (static_cast<std::int64_t>(footer.size()) != length) return malformed(name, "the footer is cut off");
    return footer;
  });
}

Result<ParquetInput> open_parquet_input(std::shared_ptr<arrow::io::RandomAccessFile> file, const std::string& name,
                                        std::int64_t buffer_bytes) {
  OA_TRY(footer, read_footer(*file, name));
  return guarded_parquet(name, [&]() -> Result<ParquetInput> {
    const std::int64_t size = require(file->GetSize());
    auto memory = std::make_shared<LimitedMemory>(plausible_memory(size));
    ParquetInput input{.name = name, .memory = memory};
    input.identity.bytes = static_cast<std::uint64_t>(size);
    input.identity.sha256 = sha256_hex(footer + "PAR1 " + std::to_string(size));
    parquet::arrow::FileReaderBuilder builder;
    require(builder.Open(std::move(file), reader_properties(memory->capped, size, buffer_bytes)));
    builder.memory_pool(&memory->capped)->properties(arrow_properties());
    input.reader = require(builder.Build());
    OA_CHECK(check_rows(input));
    return input;
  });
}

Result<OpenedObject> open_random_access(const std::string& path) {
  if (is_object(path)) return open_object(path);
  auto opened = arrow::io::ReadableFile::Open(path);
  if (!opened.ok()) return parquet_error(opened.status(), path);
  struct stat facts;
  if (::fstat((*opened)->file_descriptor(), &facts) != 0)
    return Error{ErrorKind::io, "the system does not say its size", {path, {}, "", {}}};
  const std::int64_t modified_ns = std::int64_t{facts.st_mtim.tv_sec} * 1'000'000'000 + facts.st_mtim.tv_nsec;
  return OpenedObject{*std::move(opened), {static_cast<std::uint64_t>(facts.st_size), modified_ns}};
}

Result<ParquetInput> open_parquet_input(const std::string& path) {
  constexpr std::int64_t kFile = std::int64_t{64} << 10, kObject = std::int64_t{1} << 20;  // a request is dear
  OA_TRY(opened, open_random_access(path));
  OA_TRY(input, open_parquet_input(std::move(opened.file), std::string(without_query(path)),
                                   is_object(path) ? kObject : kFile));
  input.identity.modified_ns = opened.stamp.modified_ns;
  return input;
}

Result<std::vector<std::pair<std::string, std::string>>> read_parquet_metadata(const std::string& path) {
  OA_TRY(input, open_parquet_input(path));
  std::vector<std::pair<std::string, std::string>> entries;
  const auto& metadata = input.metadata().key_value_metadata();
  for (std::int64_t i = 0; metadata && i < metadata->size(); ++i)
    if (metadata->key(i) != kArrowSchemaKey) entries.emplace_back(metadata->key(i), metadata->value(i));
  return entries;
}

}  // namespace openaffect
