#include "openaffect/data/memory_writer.h"

#include <arrow/table.h>
#include <arrow/util/key_value_metadata.h>

#include "openaffect/data/block_content.h"
#include "openaffect/data/memory_content.h"
#include "openaffect/data/output_fields.h"
#include "openaffect/data/parquet_errors.h"

namespace openaffect {
namespace {

struct MemoryBlock final : EncodedBlock {
  MemoryBlock(Block content, std::shared_ptr<arrow::RecordBatch> cells)
      : block(std::move(content)), batch(std::move(cells)) {}
  Block block;  // owns what `batch` shows
  std::shared_ptr<arrow::RecordBatch> batch;
};

class CollectingWriter final : public MemoryWriter {
 public:
  CollectingWriter(const OutputLayout& layout, std::string name) : fields_(layout), name_(std::move(name)) {}

  const arrow::Schema& schema() const { return *fields_.schema(); }

  std::vector<std::size_t> needed_columns() const override { return fields_.kept(); }

  Result<std::shared_ptr<const EncodedBlock>> encode(const Block& block,
                                                     std::span<const NewValues> values) const override {
    return guarded_parquet(name_, [&]() -> Result<std::shared_ptr<const EncodedBlock>> {
      return std::shared_ptr<const EncodedBlock>(std::make_shared<MemoryBlock>(block, fields_.batch(block, values)));
    });
  }

  Result<Done> append(const EncodedBlock& block) override {
    part_.push_back(dynamic_cast<const MemoryBlock&>(block).batch);
    return Done{};
  }

  Result<std::string> end_part() override {
    return guarded_parquet(name_, [&]() -> Result<std::string> {
      if (!part_.empty()) chunks_.push_back(require(arrow::ConcatenateRecordBatches(part_)));
      part_.clear();
      return std::string();
    });
  }

  Result<Done> finish(std::span<const std::string> /*parts*/,
                      std::span<const std::pair<std::string, std::string>> metadata) override {
    return guarded_parquet(name_, [&]() -> Result<Done> {
      auto entries = std::make_shared<arrow::KeyValueMetadata>();
      for (const auto& [key, value] : metadata) entries->Append(key, value);
      auto content = std::make_shared<MemoryContent>();
      content->table = require(arrow::Table::FromRecordBatches(fields_.schema(), chunks_));
      content->table = content->table->ReplaceSchemaMetadata(std::move(entries));
      table_ = std::make_shared<const MemoryTable>(name_, std::move(content));
      chunks_.clear();
      return Done{};
    });
  }

  std::shared_ptr<const MemoryTable> table() override {
    if (!table_) throw ContractError("table() before finish()");
    return std::move(table_);
  }

 private:
  const OutputFields fields_;
  const std::string name_;
  arrow::RecordBatchVector part_, chunks_;
  std::shared_ptr<const MemoryTable> table_;
};

}  // namespace

Result<std::unique_ptr<MemoryWriter>> make_memory_writer(const OutputLayout& layout, std::string name) {
  return guarded_parquet(name, [&]() -> Result<std::unique_ptr<MemoryWriter>> {
    auto writer = std::make_unique<CollectingWriter>(layout, name);
    OA_CHECK(check_names(writer->schema()));
    return std::unique_ptr<MemoryWriter>(std::move(writer));
  });
}

}  // namespace openaffect
