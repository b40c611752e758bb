#include "openaffect/data/parquet_reader.h"

#include <algorithm>
#include <charconv>

#include <arrow/array/array_nested.h>
#include <arrow/util/key_value_metadata.h>

#include "openaffect/core/sha256.h"
#include "openaffect/data/arrow_columns.h"
#include "openaffect/data/block_content.h"
#include "openaffect/data/parquet_errors.h"
#include "openaffect/data/parquet_rows.h"

namespace openaffect {
namespace {

// Also where Arrow's own entry keeps quiet about the others.
std::shared_ptr<const arrow::KeyValueMetadata> file_metadata(const parquet::FileMetaData& metadata) {
  if (!metadata.key_value_metadata()) return nullptr;
  const auto entries = metadata.key_value_metadata()->Copy();
  while (entries->Contains(kArrowSchemaKey)) require(entries->Delete(kArrowSchemaKey));
  return entries;
}

// One of the files that a table is read from.
struct ParquetFile {
  explicit ParquetFile(ParquetInput opened) : input(std::move(opened)), rows(input) {}
  ParquetInput input;
  ParquetRows rows;
  std::uint64_t first_row = 0;
};
using ParquetFiles = std::vector<std::unique_ptr<ParquetFile>>;

// "user.bio" in a struct column "user"; absent when the schema has no such field of text.
struct NestedField {
  std::size_t top = 0;
  std::vector<int> children;
};

std::optional<NestedField> find_nested(const arrow::Schema& schema, const std::string& path) {
  NestedField nested;
  std::size_t at = path.find('.');
  const int top = schema.GetFieldIndex(path.substr(0, at));
  if (top < 0 || schema.GetFieldIndex(path) >= 0) return std::nullopt;
  nested.top = static_cast<std::size_t>(top);
  std::shared_ptr<arrow::DataType> type = schema.field(top)->type();
  while (at < path.size()) {
    const std::size_t end = std::min(path.find('.', at + 1), path.size());
    if (type->id() != arrow::Type::STRUCT) return std::nullopt;
    const int child = static_cast<const arrow::StructType&>(*type).GetFieldIndex(path.substr(at + 1, end - at - 1));
    if (child < 0) return std::nullopt;
    nested.children.push_back(child);
    type = type->field(child)->type();
    at = end;
  }
  return column_type_of(*type) == ColumnType::text ? std::optional(nested) : std::nullopt;
}

class ParquetReader final : public TableReader {
 public:
  ParquetReader(ParquetFiles files, std::shared_ptr<arrow::Schema> schema, const ReadOptions& options)
      : files_(std::move(files)) {
    auto memories = std::make_shared<std::vector<std::shared_ptr<const void>>>();
    for (const auto& file : files_) {
      file->first_row = rows_;
      rows_ += file->rows.rows();
      memories->push_back(file->input.memory);
    }
    memory_ = std::move(memories);
    limit_ = std::min(rows_, options.limit.value_or(rows_));
    for (const auto& field : schema->fields()) columns_.push_back({field->name(), column_type_of(*field->type())});
    for (const std::string& path : options.nested)
      if (auto nested = find_nested(*schema, path)) {
        columns_.push_back({path, ColumnType::text, true});
        nested_.push_back(std::move(*nested));
      }
    auto kept = std::make_shared<InputSchema>();
    kept->schema = std::move(schema);
    schema_ = std::move(kept);
    std::vector<std::size_t> all(columns_.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    want(all);
  }

  TableFormat format() const override { return TableFormat::parquet; }
  std::span<const ColumnInfo> columns() const override { return columns_; }
  std::shared_ptr<const InputSchema> schema() const override { return schema_; }

  void want(std::span<const std::size_t> columns) override {
    if (started_) throw ContractError("want() after next()");
    wanted_.clear();
    for (const std::size_t column : columns) {
      if (column >= columns_.size())
        throw ContractError("column " + std::to_string(column) + " of " + std::to_string(columns_.size()));
      wanted_.push_back(top_of(column));
    }
    std::sort(wanted_.begin(), wanted_.end());
    wanted_.erase(std::unique(wanted_.begin(), wanted_.end()), wanted_.end());
    for (const auto& file : files_) file->rows.choose(wanted_);
  }

  Result<std::optional<std::shared_ptr<const RawBlock>>> next(bool wanted) override {
    using Next = std::optional<std::shared_ptr<const RawBlock>>;
    started_ = true;
    if (next_row_ >= limit_) return Next();
    auto raw = std::make_shared<RawBlock>();
    raw->first_row = next_row_;
    raw->rows = static_cast<std::size_t>(std::min<std::uint64_t>(kBlockRows, limit_ - next_row_));
    raw->memory = memory_;
    if (wanted && !wanted_.empty()) {
      OA_TRY(batch, read(next_row_, raw->rows));
      raw->batch = std::move(batch);
    }
    next_row_ += raw->rows;
    return Next(std::move(raw));
  }

  Result<Block> parse(const std::shared_ptr<const RawBlock>& raw, std::span<const std::size_t> columns) const override {
    return guarded_parquet(name(), [&]() -> Result<Block> {
      auto content = std::make_shared<BlockContent>();
      content->memory = raw->memory;
      content->first_row = raw->first_row;
      content->rows = raw->rows;
      content->columns.resize(columns_.size());
      for (std::size_t column : columns) content->columns[column] = parse_column(*raw, column, content->invalid_utf8);
      make_row_list(content->invalid_utf8);
      return Block(std::move(content));
    });
  }

  // The next row and what the file was: "65536 9f86d0…".
  std::string checkpoint() const override { return std::to_string(next_row_) + " " + identity().sha256; }

  Result<Done> resume(std::string_view checkpoint, bool /*verify*/) override {
    std::uint64_t row = 0;
    const auto [end, error] = std::from_chars(checkpoint.data(), checkpoint.data() + checkpoint.size(), row);
    const std::string_view rest = checkpoint.substr(static_cast<std::size_t>(end - checkpoint.data()));
    if (error != std::errc() || !rest.starts_with(' '))
      return Error{ErrorKind::format, "not a checkpoint of a Parquet reader"};
    if (rest.substr(1) != identity().sha256 || row > rows_)
      return Error{ErrorKind::refused,
                   "the file is another one than before: its footer or its length changed",
                   {name(), {}, "", {}}};
    next_row_ = row;
    return Done{};
  }

  // Of several files: the sums, and a hash over their hashes.
  InputIdentity identity() const override {
    if (files_.size() == 1) return files_.front()->input.identity;
    InputIdentity all;
    std::string hashes;
    for (const auto& file : files_) {
      all.bytes += file->input.identity.bytes;
      all.modified_ns += file->input.identity.modified_ns;
      hashes += file->input.identity.sha256 + "\n";
    }
    all.sha256 = sha256_hex(hashes);
    return all;
  }

  double fraction() const override {
    return limit_ == 0 ? 1.0 : static_cast<double>(next_row_) / static_cast<double>(limit_);
  }

 private:
  const std::string& name() const { return files_.front()->input.name; }

  std::size_t top_of(std::size_t column) const {
    const std::size_t own = columns_.size() - nested_.size();
    return column < own ? column : nested_[column - own].top;
  }

  // Rows of one file, or of the end of one and the beginning of others.
  Result<std::shared_ptr<arrow::RecordBatch>> read(std::uint64_t first, std::size_t count) {
    arrow::RecordBatchVector pieces;
    for (std::uint64_t row = first; row < first + count;) {
      const auto after = std::upper_bound(files_.begin(), files_.end(), row,
                                          [](std::uint64_t r, const auto& file) { return r < file->first_row; });
      ParquetFile& file = **std::prev(after);
      const std::uint64_t end = std::min(first + count, file.first_row + file.rows.rows());
      const auto piece = guarded_parquet(file.input.name, [&]() -> Result<std::shared_ptr<arrow::RecordBatch>> {
        return file.rows.read(row - file.first_row, static_cast<std::size_t>(end - row));
      });
      if (!piece) return piece;
      pieces.push_back(*piece);
      row = end;
    }
    if (pieces.size() == 1) return pieces.front();
    return guarded_parquet(name(), [&]() -> Result<std::shared_ptr<arrow::RecordBatch>> {
      return require(arrow::ConcatenateRecordBatches(pieces));
    });
  }

  std::shared_ptr<arrow::Array> parse_column(const RawBlock& raw, std::size_t column,
                                             std::vector<std::uint64_t>& mended) const {
    const auto at = std::lower_bound(wanted_.begin(), wanted_.end(), top_of(column));
    if (at == wanted_.end() || *at != top_of(column) || !raw.batch)
      throw ContractError("column " + std::to_string(column) + " was not wanted when the block was read");
    auto array = raw.batch->column(static_cast<int>(at - wanted_.begin()));
    if (columns_[column].nested)
      for (const int child : nested_[column - (columns_.size() - nested_.size())].children)
        array = require(static_cast<const arrow::StructArray&>(*array).GetFlattenedField(child));
    return columns_[column].type == ColumnType::text ? valid_texts(std::move(array), raw.first_row, mended) : array;
  }

  ParquetFiles files_;
  std::shared_ptr<const void> memory_;  // of all files
  std::shared_ptr<const InputSchema> schema_;
  std::vector<ColumnInfo> columns_;  // the file's, then one for each of nested_
  std::vector<NestedField> nested_;
  std::vector<std::size_t> wanted_;  // columns of the file, ascending
  std::uint64_t rows_ = 0, limit_ = 0, next_row_ = 0;
  bool started_ = false;
};

Result<std::unique_ptr<TableReader>> make_reader(ParquetFiles files, const ReadOptions& options) {
  const std::string name = files.front()->input.name;
  return guarded_parquet(name, [&]() -> Result<std::unique_ptr<TableReader>> {
    std::shared_ptr<arrow::Schema> schema;
    require(files.front()->input.reader->GetSchema(&schema));
    for (const auto& file : files) {
      std::shared_ptr<arrow::Schema> other;
      require(file->input.reader->GetSchema(&other));
      if (!other->Equals(*schema, /*check_metadata=*/false))
        return Error{ErrorKind::format,
                     "parquet: its columns differ from those of the first file: " + name,
                     {file->input.name, {}, "", {}}};
    }
    schema = schema->WithMetadata(file_metadata(files.front()->input.metadata()));
    auto reader = std::make_unique<ParquetReader>(std::move(files), std::move(schema), options);
    OA_CHECK(check_declared(options.types, {reader->columns().begin(), reader->columns().end()}, name));
    return std::unique_ptr<TableReader>(std::move(reader));
  });
}

}  // namespace

Result<std::unique_ptr<TableReader>> open_parquet(const std::vector<std::string>& paths, const ReadOptions& options) {
  ParquetFiles files;
  for (const std::string& path : paths) {
    if (path == "-")
      return Error{ErrorKind::unsupported,
                   "Parquet cannot be read from standard input: what is where stands at its end; give a file"};
    OA_TRY(input, open_parquet_input(path));
    files.push_back(std::make_unique<ParquetFile>(std::move(input)));
  }
  return make_reader(std::move(files), options);
}

Result<std::unique_ptr<TableReader>> open_parquet(std::shared_ptr<arrow::io::RandomAccessFile> file,
                                                  const std::string& name, const ReadOptions& options) {
  OA_TRY(input, open_parquet_input(std::move(file), name));
  ParquetFiles files;
  files.push_back(std::make_unique<ParquetFile>(std::move(input)));
  return make_reader(std::move(files), options);
}

}  // namespace openaffect
