#include "openaffect/data/parquet_writer.h"

#include <algorithm>

#include <arrow/array/array_dict.h>
#include <arrow/compute/cast.h>
#include <arrow/table.h>
#include <arrow/util/base64.h>
#include <arrow/util/key_value_metadata.h>
#include <parquet/arrow/schema.h>
#include <parquet/arrow/writer.h>

#include "openaffect/data/block_content.h"
#include "openaffect/data/output_fields.h"
#include "openaffect/data/parquet_errors.h"
#include "openaffect/data/parquet_footer.h"
#include "openaffect/data/parquet_input.h"
#include "openaffect/data/parquet_properties.h"
#include "openaffect/data/part_stream.h"

namespace openaffect {
namespace {

using Entries = std::vector<std::pair<std::string, std::string>>;

constexpr std::string_view kOurKeys = "openaffect";
constexpr std::string_view kEmptyPart = "empty";

struct ParquetBlock final : EncodedBlock {
  ParquetBlock(Block content, std::shared_ptr<arrow::RecordBatch> cells)
      : block(std::move(content)), batch(std::move(cells)) {}
  Block block;  // owns what `batch` shows
  std::shared_ptr<arrow::RecordBatch> batch;
};

Entries kept_metadata(const OutputLayout& layout) {
  Entries kept;
  const auto metadata = layout.input_schema ? layout.input_schema->schema->metadata() : nullptr;
  for (std::int64_t i = 0; metadata && i < metadata->size(); ++i)
    if (layout.new_columns.empty() || !metadata->key(i).starts_with(kOurKeys))
      kept.emplace_back(metadata->key(i), metadata->value(i));
  return kept;
}

Result<std::vector<std::string>> part_footers(std::span<const std::string> records) {
  std::vector<std::string> footers;
  for (const std::string& record : records) {
    if (record == kEmptyPart) continue;
    auto footer = arrow::util::base64_decode(record);
    if (!footer.ok()) return Error{ErrorKind::format, "not the record of a Parquet part"};
    footers.push_back(*std::move(footer));
  }
  return footers;
}

// A column chunk of Parquet has one dictionary. One that hardly repeats itself would cost more than it saves: plain
// then.
std::shared_ptr<arrow::ChunkedArray> with_one_dictionary(const std::shared_ptr<arrow::ChunkedArray>& column) {
  constexpr std::int64_t kAlwaysKept = 1024;
  const auto unified = require(arrow::DictionaryUnifier::UnifyChunkedArray(column));
  const std::int64_t entries = static_cast<const arrow::DictionaryArray&>(*unified->chunk(0)).dictionary()->length();
  if (entries <= kAlwaysKept || 2 * entries <= column->length()) return unified;
  const auto& type = static_cast<const arrow::DictionaryType&>(*column->type());
  return require(arrow::compute::Cast(arrow::Datum(column), type.value_type())).chunked_array();
}

// For the first `columns` columns: the input's; a new column has one dictionary anyway.
std::shared_ptr<arrow::Table> with_one_dictionary_each(std::shared_ptr<arrow::Table> part, std::size_t columns) {
  for (int i = 0; i < static_cast<int>(columns); ++i) {
    if (part->field(i)->type()->id() != arrow::Type::DICTIONARY) continue;
    const auto column = with_one_dictionary(part->column(i));
    part = require(part->SetColumn(i, part->field(i)->WithType(column->type()), column));
  }
  return part;
}

class ParquetWriter final : public TableWriter {
 public:
  ParquetWriter(const OutputLayout& layout, ByteSink& sink)
      : fields_(layout), metadata_(kept_metadata(layout)), sink_(sink) {
    require(parquet::arrow::ToParquetSchema(&schema(), *footer_properties(""), *part_arrow_properties(), &descriptor_));
  }

  const arrow::Schema& schema() const { return *fields_.schema(); }

  std::vector<std::size_t> needed_columns() const override { return fields_.kept(); }

  Result<std::shared_ptr<const EncodedBlock>> encode(const Block& block,
                                                     std::span<const NewValues> values) const override {
    return guarded_parquet("", [&]() -> Result<std::shared_ptr<const EncodedBlock>> {
      return std::shared_ptr<const EncodedBlock>(std::make_shared<ParquetBlock>(block, fields_.batch(block, values)));
    });
  }

  Result<Done> append(const EncodedBlock& block) override {
    part_.push_back(dynamic_cast<const ParquetBlock&>(block));
    return Done{};
  }

  Result<std::string> end_part() override {
    PartStream stream(sink_);
    auto written = guarded_parquet("", [&]() -> Result<std::string> {
      arrow::RecordBatchVector batches;
      for (const ParquetBlock& block : part_)
        if (block.batch->num_rows() > 0) batches.push_back(block.batch);
      if (batches.empty()) return std::string(kEmptyPart);
      const auto part = require(arrow::Table::FromRecordBatches(fields_.schema(), batches));
      return write_part(*with_one_dictionary_each(part, fields_.kept().size()), stream);
    });
    part_.clear();
    if (stream.failure()) return *stream.failure();
    return written;
  }

  Result<Done> finish(std::span<const std::string> parts, KeyValues metadata) override {
    OA_TRY(footers, part_footers(parts));
    auto tail = guarded_parquet(
        "", [&]() -> Result<std::string> { return join_footers(*descriptor_, footers, all_metadata(metadata), ""); });
    if (!tail) return tail.error();
    return sink_.write((sink_.position() == 0 ? std::string(kParquetMagic) : "") + *tail);
  }

 private:
  // One row group into the sink; its footer as the record.
  static std::string write_part(const arrow::Table& part, PartStream& stream) {
    const std::shared_ptr<PartStream> unowned(std::shared_ptr<void>(), &stream);
    auto* const pool = arrow::default_memory_pool();
    const auto writer = require(parquet::arrow::FileWriter::Open(*part.schema(), pool, unowned, part_properties(part),
                                                                 part_arrow_properties()));
    require(writer->WriteTable(part, part.num_rows()));
    require(stream.flush_to_sink());
    stream.hold_back();
    require(writer->Close());
    std::string footer = stream.held_back();
    footer.resize(footer.size() - 8);  // its length and the magic
    return arrow::util::base64_encode(footer);
  }

  Entries all_metadata(KeyValues given) const {
    Entries all = metadata_;
    std::erase_if(all, [&](const auto& kept) {
      return std::any_of(given.begin(), given.end(), [&](const auto& entry) { return entry.first == kept.first; });
    });
    all.insert(all.end(), given.begin(), given.end());
    return file_entries(all, schema());
  }

  const OutputFields fields_;
  Entries metadata_;  // of the input
  ByteSink& sink_;
  std::shared_ptr<parquet::SchemaDescriptor> descriptor_;
  std::vector<ParquetBlock> part_;
};

}  // namespace

Result<std::unique_ptr<TableWriter>> make_parquet_writer(const OutputLayout& layout, ByteSink& sink) {
  return guarded_parquet("", [&]() -> Result<std::unique_ptr<TableWriter>> {
    auto writer = std::make_unique<ParquetWriter>(layout, sink);
    OA_CHECK(check_names(writer->schema()));
    return std::unique_ptr<TableWriter>(std::move(writer));
  });
}

}  // namespace openaffect
