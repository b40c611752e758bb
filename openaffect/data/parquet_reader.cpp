#include "openaffect/data/parquet_reader.h"

#include <algorithm>
#include <charconv>

#include <arrow/array/builder_binary.h>
#include <arrow/compute/cast.h>
#include <arrow/util/key_value_metadata.h>

#include "openaffect/core/names.h"
#include "openaffect/data/block_content.h"
#include "openaffect/data/parquet_errors.h"
#include "openaffect/data/parquet_rows.h"
#include "openaffect/text/unicode.h"

namespace openaffect {
namespace {

ColumnType column_type_of(const arrow::DataType& type) {
  switch (type.id()) {
    case arrow::Type::DICTIONARY: {
      const auto& values = *static_cast<const arrow::DictionaryType&>(type).value_type();
      return column_type_of(values) == ColumnType::text ? ColumnType::text : ColumnType::other;
    }
    case arrow::Type::STRING:
    case arrow::Type::LARGE_STRING:
    case arrow::Type::STRING_VIEW:
      return ColumnType::text;
    case arrow::Type::INT64:
      return ColumnType::int64;
    case arrow::Type::DOUBLE:
      return ColumnType::float64;
    case arrow::Type::BOOL:
      return ColumnType::boolean;
    case arrow::Type::TIMESTAMP:
      return ColumnType::timestamp;
    default:
      return ColumnType::other;
  }
}

Result<Done> check_declared(const std::vector<ColumnInfo>& declared, const std::vector<ColumnInfo>& columns,
                            const std::string& file) {
  std::vector<std::string> names;
  for (const ColumnInfo& column : columns) names.push_back(column.name);
  for (const ColumnInfo& wish : declared) {
    const auto at = std::find(names.begin(), names.end(), wish.name);
    if (at == names.end())
      return Error{ErrorKind::unknown, unknown_name_message("column", wish.name, names), {file, {}, "", {}}};
    const ColumnType type = columns[static_cast<std::size_t>(at - names.begin())].type;
    if (type != wish.type)
      return Error{ErrorKind::unsupported,
                   "parquet: the file gives the types, and this column holds " + std::string(column_type_name(type)) +
                       ", not " + std::string(column_type_name(wish.type)),
                   {file, {}, wish.name, {}}};
  }
  return Done{};
}

// The text array with ill-formed cells mended, their rows (from 1) added to `mended`; itself when there are none.
std::shared_ptr<arrow::Array> valid_texts(std::shared_ptr<arrow::Array> array, std::uint64_t first_row,
                                          std::vector<std::uint64_t>& mended) {
  const auto texts = array_texts(*array);
  const std::size_t mended_before = mended.size();
  for (std::size_t i = 0; i < texts.size(); ++i)
    if (texts[i] && !is_valid_utf8(*texts[i])) mended.push_back(first_row + i + 1);
  if (mended.size() == mended_before) return array;
  arrow::StringBuilder builder;
  for (const auto& text : texts) require(text ? builder.Append(to_valid_utf8(*text)) : builder.AppendNull());
  return require(arrow::compute::Cast(*require(builder.Finish()), array->type()));
}

// Also where Arrow's own entry keeps quiet about the others.
std::shared_ptr<const arrow::KeyValueMetadata> file_metadata(const parquet::FileMetaData& metadata) {
  if (!metadata.key_value_metadata()) return nullptr;
  const auto entries = metadata.key_value_metadata()->Copy();
  while (entries->Contains(kArrowSchemaKey)) require(entries->Delete(kArrowSchemaKey));
  return entries;
}

class ParquetReader final : public TableReader {
 public:
  ParquetReader(std::shared_ptr<const ParquetInput> input, std::shared_ptr<arrow::Schema> schema)
      : input_(std::move(input)), rows_(*input_) {
    for (const auto& field : schema->fields()) columns_.push_back({field->name(), column_type_of(*field->type())});
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
    wanted_.assign(columns.begin(), columns.end());
    std::sort(wanted_.begin(), wanted_.end());
    wanted_.erase(std::unique(wanted_.begin(), wanted_.end()), wanted_.end());
    if (!wanted_.empty() && wanted_.back() >= columns_.size())
      throw ContractError("column " + std::to_string(wanted_.back()) + " of " + std::to_string(columns_.size()));
    rows_.choose(wanted_);
  }

  Result<std::optional<std::shared_ptr<const RawBlock>>> next(bool wanted) override {
    using Next = std::optional<std::shared_ptr<const RawBlock>>;
    started_ = true;
    return guarded_parquet(input_->name, [&]() -> Result<Next> {
      if (next_row_ == rows_.rows()) return Next();
      auto raw = std::make_shared<RawBlock>();
      raw->first_row = next_row_;
      raw->rows = static_cast<std::size_t>(std::min<std::uint64_t>(kBlockRows, rows_.rows() - next_row_));
      raw->memory = input_->memory;
      if (wanted && !wanted_.empty()) raw->batch = rows_.read(next_row_, raw->rows);
      next_row_ += raw->rows;
      return Next(std::move(raw));
    });
  }

  Result<Block> parse(const std::shared_ptr<const RawBlock>& raw, std::span<const std::size_t> columns) const override {
    return guarded_parquet(input_->name, [&]() -> Result<Block> {
      auto content = std::make_shared<BlockContent>();
      content->memory = raw->memory;
      content->first_row = raw->first_row;
      content->rows = raw->rows;
      content->columns.resize(columns_.size());
      for (std::size_t column : columns) content->columns[column] = parse_column(*raw, column, content->invalid_utf8);
      auto& rows = content->invalid_utf8;
      std::sort(rows.begin(), rows.end());
      rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
      return Block(std::move(content));
    });
  }

  // The next row and what the file was: "65536 9f86d0…".
  std::string checkpoint() const override { return std::to_string(next_row_) + " " + input_->identity.sha256; }

  Result<Done> resume(std::string_view checkpoint, bool /*verify*/) override {
    std::uint64_t row = 0;
    const auto [end, error] = std::from_chars(checkpoint.data(), checkpoint.data() + checkpoint.size(), row);
    const std::string_view rest = checkpoint.substr(static_cast<std::size_t>(end - checkpoint.data()));
    if (error != std::errc() || !rest.starts_with(' '))
      return Error{ErrorKind::format, "not a checkpoint of a Parquet reader"};
    if (rest.substr(1) != input_->identity.sha256 || row > rows_.rows())
      return Error{ErrorKind::refused,
                   "the file is another one than before: its footer or its length changed",
                   {input_->name, {}, "", {}}};
    next_row_ = row;
    return Done{};
  }

  InputIdentity identity() const override { return input_->identity; }

  double fraction() const override {
    return rows_.rows() == 0 ? 1.0 : static_cast<double>(next_row_) / static_cast<double>(rows_.rows());
  }

 private:
  std::shared_ptr<arrow::Array> parse_column(const RawBlock& raw, std::size_t column,
                                             std::vector<std::uint64_t>& mended) const {
    const auto at = std::lower_bound(wanted_.begin(), wanted_.end(), column);
    if (at == wanted_.end() || *at != column || !raw.batch)
      throw ContractError("column " + std::to_string(column) + " was not wanted when the block was read");
    auto array = raw.batch->column(static_cast<int>(at - wanted_.begin()));
    return columns_[column].type == ColumnType::text ? valid_texts(std::move(array), raw.first_row, mended) : array;
  }

  std::shared_ptr<const ParquetInput> input_;
  std::shared_ptr<const InputSchema> schema_;
  std::vector<ColumnInfo> columns_;
  std::vector<std::size_t> wanted_;  // ascending
  ParquetRows rows_;
  std::uint64_t next_row_ = 0;
  bool started_ = false;
};

Result<std::unique_ptr<TableReader>> make_reader(ParquetInput input, const ReadOptions& options) {
  const std::string name = input.name;
  return guarded_parquet(name, [&]() -> Result<std::unique_ptr<TableReader>> {
    std::shared_ptr<arrow::Schema> schema;
    require(input.reader->GetSchema(&schema));
    schema = schema->WithMetadata(file_metadata(input.metadata()));
    auto reader =
        std::make_unique<ParquetReader>(std::make_shared<const ParquetInput>(std::move(input)), std::move(schema));
    OA_CHECK(check_declared(options.types, {reader->columns().begin(), reader->columns().end()}, name));
    return std::unique_ptr<TableReader>(std::move(reader));
  });
}

}  // namespace

Result<std::unique_ptr<TableReader>> open_parquet(const std::string& path, const ReadOptions& options) {
  if (path == "-")
    return Error{ErrorKind::unsupported,
                 "Parquet cannot be read from standard input: what is where stands at its end; give a file"};
  OA_TRY(input, open_parquet_input(path));
  return make_reader(std::move(input), options);
}

Result<std::unique_ptr<TableReader>> open_parquet(std::shared_ptr<arrow::io::RandomAccessFile> file,
                                                  const std::string& name, const ReadOptions& options) {
  OA_TRY(input, open_parquet_input(std::move(file), name));
  return make_reader(std::move(input), options);
}

}  // namespace openaffect
