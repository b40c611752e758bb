#include "openaffect/data/memory_reader.h"

#include <algorithm>

#include <arrow/array/concatenate.h>
#include <arrow/array/util.h>

#include "openaffect/data/arrow_columns.h"
#include "openaffect/data/block_content.h"
#include "openaffect/data/memory_content.h"
#include "openaffect/data/parquet_errors.h"

namespace openaffect {
namespace {

// Rows [first, first + count) of a column: a view where they lie in one piece, a copy of the few rows where they do
// not.
std::shared_ptr<arrow::Array> rows_of(const arrow::ChunkedArray& column, std::uint64_t first, std::size_t count) {
  const auto slice = column.Slice(static_cast<std::int64_t>(first), static_cast<std::int64_t>(count));
  if (slice->num_chunks() == 1) return slice->chunk(0);
  if (slice->num_chunks() == 0) return require(arrow::MakeEmptyArray(column.type()));
  return require(arrow::Concatenate(slice->chunks()));
}

class MemoryReader final : public TableReader {
 public:
  MemoryReader(std::shared_ptr<const MemoryTable> table, const ReadOptions& options)
      : table_(std::move(table)), limit_(std::min(table_->rows(), options.limit.value_or(table_->rows()))) {
    const auto& schema = arrow_table().schema();
    for (const auto& field : schema->fields()) columns_.push_back({field->name(), column_type_of(*field->type())});
    auto kept = std::make_shared<InputSchema>();
    kept->schema = schema;
    schema_ = std::move(kept);
  }

  TableFormat format() const override { return TableFormat::parquet; }  // what it is like: typed, with metadata
  std::span<const ColumnInfo> columns() const override { return columns_; }
  std::shared_ptr<const InputSchema> schema() const override { return schema_; }

  Result<std::optional<std::shared_ptr<const RawBlock>>> next(bool /*wanted*/) override {
    using Next = std::optional<std::shared_ptr<const RawBlock>>;
    if (next_row_ >= limit_) return Next();
    auto raw = std::make_shared<RawBlock>();
    raw->first_row = next_row_;
    raw->rows = static_cast<std::size_t>(std::min<std::uint64_t>(kBlockRows, limit_ - next_row_));
    next_row_ += raw->rows;
    return Next(std::move(raw));
  }

  Result<Block> parse(const std::shared_ptr<const RawBlock>& raw, std::span<const std::size_t> columns) const override {
    return guarded_parquet(table_->name(), [&]() -> Result<Block> {
      auto content = std::make_shared<BlockContent>();
      content->first_row = raw->first_row;
      content->rows = raw->rows;
      content->columns.resize(columns_.size());
      for (const std::size_t column : columns) {
        auto array = rows_of(*arrow_table().column(static_cast<int>(column)), raw->first_row, raw->rows);
        if (columns_.at(column).type == ColumnType::text)
          array = valid_texts(std::move(array), raw->first_row, content->invalid_utf8);
        content->columns[column] = std::move(array);
      }
      make_row_list(content->invalid_utf8);
      return Block(std::move(content));
    });
  }

  std::string checkpoint() const override { return std::to_string(next_row_); }

  Result<Done> resume(std::string_view /*checkpoint*/, bool /*verify*/) override {
    return Error{ErrorKind::refused,
                 "a job over a table in memory cannot be continued; force starts anew",
                 {table_->name(), {}, "", {}}};
  }

  InputIdentity identity() const override { return {}; }
  double fraction() const override {
    return limit_ == 0 ? 1.0 : static_cast<double>(next_row_) / static_cast<double>(limit_);
  }

 private:
  const arrow::Table& arrow_table() const { return *table_->content().table; }

  std::shared_ptr<const MemoryTable> table_;
  std::uint64_t limit_ = 0, next_row_ = 0;
  std::vector<ColumnInfo> columns_;
  std::shared_ptr<const InputSchema> schema_;
};

}  // namespace

Result<std::unique_ptr<TableReader>> open_memory(std::shared_ptr<const MemoryTable> table, const ReadOptions& options) {
  const std::string name = table->name();
  auto reader = std::make_unique<MemoryReader>(std::move(table), options);
  OA_CHECK(check_declared(options.types, {reader->columns().begin(), reader->columns().end()}, name));
  return std::unique_ptr<TableReader>(std::move(reader));
}

}  // namespace openaffect
