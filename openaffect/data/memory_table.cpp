#include "openaffect/data/memory_table.h"

#include <arrow/c/abi.h>
#include <arrow/c/bridge.h>
#include <arrow/record_batch.h>
#include <arrow/util/key_value_metadata.h>

#include "openaffect/data/memory_content.h"
#include "openaffect/data/parquet_errors.h"

namespace openaffect {

Result<std::shared_ptr<const MemoryTable>> MemoryTable::take(ArrowArrayStream& stream, std::string name) {
  return guarded_parquet(name, [&]() -> Result<std::shared_ptr<const MemoryTable>> {
    const auto reader = require(arrow::ImportRecordBatchReader(&stream));
    auto content = std::make_shared<MemoryContent>();
    content->table = require(reader->ToTable());
    return std::make_shared<const MemoryTable>(std::move(name), std::move(content));
  });
}

std::uint64_t MemoryTable::rows() const {
  return static_cast<std::uint64_t>(content_->table->num_rows());
}

std::vector<std::pair<std::string, std::string>> MemoryTable::metadata() const {
  std::vector<std::pair<std::string, std::string>> entries;
  const auto metadata = content_->table->schema()->metadata();
  for (std::int64_t i = 0; metadata && i < metadata->size(); ++i)
    entries.emplace_back(metadata->key(i), metadata->value(i));
  return entries;
}

std::shared_ptr<const MemoryTable> find_memory_table(std::span<const std::shared_ptr<const MemoryTable>> tables,
                                                     std::string_view name) {
  for (const auto& table : tables)
    if (table->name() == name) return table;
  return nullptr;
}

void ReleaseStream::operator()(ArrowArrayStream* stream) const {
  if (stream->release) stream->release(stream);
  delete stream;
}

TableStream stream_of(const MemoryTable& table) {
  TableStream stream(new ArrowArrayStream{});
  require(
      arrow::ExportRecordBatchReader(std::make_shared<arrow::TableBatchReader>(table.content().table), stream.get()));
  return stream;
}

}  // namespace openaffect
