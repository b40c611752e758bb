// What the tests of Parquet share: files made and read by Arrow itself, which is the "not us" they compare with.
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include <arrow/api.h>
#include <arrow/io/memory.h>
#include <parquet/arrow/reader.h>
#include <parquet/arrow/writer.h>

#include "openaffect/data/parquet_errors.h"
#include "openaffect/data/parquet_reader.h"
#include "openaffect/data/parquet_writer.h"

namespace openaffect {

class MemorySink final : public ByteSink {
 public:
  Result<Done> write(std::string_view more) override {
    if (bytes.size() + more.size() > room) return Error{ErrorKind::io, "no space left on device"};
    bytes += more;
    return Done{};
  }
  std::uint64_t position() const override { return bytes.size(); }

  std::string bytes;
  std::size_t room = std::size_t{1} << 40;
};

template <class Builder, class Value>
std::shared_ptr<arrow::Array> array_of(const std::vector<std::optional<Value>>& values, Builder&& builder = Builder()) {
  for (const auto& value : values) require(value ? builder.Append(*value) : builder.AppendNull());
  return require(builder.Finish());
}

inline std::shared_ptr<arrow::Array> text_array_of(const std::vector<std::optional<std::string>>& values) {
  return array_of<arrow::StringBuilder>(values);
}

struct FileFacts {
  std::int64_t rows_per_group = 1 << 20;
  std::shared_ptr<parquet::WriterProperties> properties = parquet::default_writer_properties();
  bool store_schema = true;
};

inline std::string parquet_bytes(const arrow::Table& table, const FileFacts& facts = {}) {
  const auto stream = require(arrow::io::BufferOutputStream::Create());
  parquet::ArrowWriterProperties::Builder arrow_properties;
  if (facts.store_schema) arrow_properties.store_schema();
  require(parquet::arrow::WriteTable(table, arrow::default_memory_pool(), stream, facts.rows_per_group,
                                     facts.properties, arrow_properties.build()));
  return require(stream->Finish())->ToString();
}

inline std::shared_ptr<arrow::io::RandomAccessFile> bytes_as_file(const std::string& bytes) {
  return std::make_shared<arrow::io::BufferReader>(arrow::Buffer::FromString(bytes));
}

inline std::shared_ptr<arrow::Table> table_of(const std::string& bytes) {
  const auto reader = require(parquet::arrow::OpenFile(bytes_as_file(bytes), arrow::default_memory_pool()));
  return require(require(reader->ReadTable())->CombineChunks());
}

inline std::shared_ptr<parquet::FileMetaData> footer_of(const std::string& bytes) {
  return parquet::ReadMetaData(bytes_as_file(bytes));
}

inline Result<std::unique_ptr<TableReader>> open_bytes(const std::string& bytes, const ReadOptions& options = {}) {
  return open_parquet(bytes_as_file(bytes), "test.parquet", options);
}

// A whole number column `id` and a text column `text` with a null in every seventh row.
inline std::shared_ptr<arrow::Table> numbered_table(std::int64_t rows) {
  arrow::Int64Builder ids;
  arrow::StringBuilder texts;
  for (std::int64_t i = 0; i < rows; ++i) {
    require(ids.Append(i));
    require(i % 7 == 3 ? texts.AppendNull() : texts.Append("text " + std::to_string(i * 7919 % 10007)));
  }
  return arrow::Table::Make(arrow::schema({arrow::field("id", arrow::int64()), arrow::field("text", arrow::utf8())}),
                            {require(ids.Finish()), require(texts.Finish())});
}

inline std::vector<std::size_t> all_columns(const TableReader& reader) {
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < reader.columns().size(); ++i) all.push_back(i);
  return all;
}

inline OutputLayout layout_of(const TableReader& reader, std::vector<NewColumn> new_columns = {}) {
  OutputLayout layout;
  layout.input_format = TableFormat::parquet;
  layout.input_columns.assign(reader.columns().begin(), reader.columns().end());
  layout.input_schema = reader.schema();
  layout.kept = all_columns(reader);
  layout.new_columns = std::move(new_columns);
  return layout;
}

// A folder that goes with the test.
class TestFolder {
 public:
  TestFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "openaffect_XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
  }
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  ~TestFolder() { std::filesystem::remove_all(path_); }

  std::string write(const std::string& name, const std::string& bytes) const {
    const std::string path = (path_ / name).string();
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  std::string path(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace openaffect
