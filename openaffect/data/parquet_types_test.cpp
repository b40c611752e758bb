// Every type that Parquet can carry comes out of reader and writer as it went in, its metadata included.
#include <arrow/compute/cast.h>
#include <gtest/gtest.h>

#include "openaffect/data/parquet_testing.h"

namespace openaffect {
namespace {

std::string copied(const std::string& input, std::size_t blocks_per_part) {
  MemorySink sink;
  const auto reader = *open_bytes(input);
  const auto writer = *make_parquet_writer(layout_of(*reader), sink);
  std::vector<std::string> records;
  std::size_t blocks = 0;
  for (auto raw = *reader->next(); raw; raw = *reader->next()) {
    const Result<Block> block = reader->parse(*raw, writer->needed_columns());
    if (!block) throw std::runtime_error(describe_error(block.error()));
    EXPECT_TRUE(writer->append(**writer->encode(*block, {})));
    if (++blocks % blocks_per_part == 0) records.push_back(*writer->end_part());
  }
  records.push_back(*writer->end_part());
  EXPECT_TRUE(writer->finish(records, {}));
  return sink.bytes;
}

std::shared_ptr<arrow::Array> cast(const std::shared_ptr<arrow::Array>& array,
                                   const std::shared_ptr<arrow::DataType>& type) {
  return require(arrow::compute::Cast(*array, type));
}

std::shared_ptr<arrow::Array> large_integers(std::int64_t rows) {
  arrow::Int64Builder builder;
  for (std::int64_t i = 0; i < rows; ++i)
    require(i % 11 == 5 ? builder.AppendNull() : builder.Append(std::numeric_limits<std::int64_t>::max() - i * i * i));
  return require(builder.Finish());
}

std::shared_ptr<arrow::Array> small_integers(std::int64_t rows) {
  arrow::Int64Builder builder;
  for (std::int64_t i = 0; i < rows; ++i) require(i % 13 == 2 ? builder.AppendNull() : builder.Append(i % 100));
  return require(builder.Finish());
}

struct Column {
  std::shared_ptr<arrow::Field> field;
  std::shared_ptr<arrow::Array> array;
};

std::vector<Column> flat_columns(std::int64_t rows) {
  const auto small = small_integers(rows), large = large_integers(rows);
  const auto text = cast(small, arrow::utf8());
  std::vector<Column> columns;
  const auto add = [&](const std::shared_ptr<arrow::DataType>& type, const std::shared_ptr<arrow::Array>& from) {
    columns.push_back({arrow::field(type->ToString(), type), cast(from, type)});
  };
  for (const auto& type : {arrow::int8(), arrow::uint8(), arrow::int16(), arrow::uint16(), arrow::int32(),
                           arrow::uint32(), arrow::uint64(), arrow::float32(), arrow::float64(), arrow::boolean(),
                           arrow::date64(), arrow::decimal128(30, 3), arrow::decimal256(60, 3)})
    add(type, small);
  for (const auto& type :
       {arrow::int64(), arrow::timestamp(arrow::TimeUnit::NANO), arrow::timestamp(arrow::TimeUnit::MICRO, "UTC"),
        arrow::timestamp(arrow::TimeUnit::MILLI, "Europe/Berlin"), arrow::duration(arrow::TimeUnit::MICRO)})
    add(type, large);
  for (const auto& type :
       {arrow::utf8(), arrow::large_utf8(), arrow::utf8_view(), arrow::binary(), arrow::large_binary()})
    add(type, text);
  add(arrow::date32(), cast(small, arrow::int32()));
  add(arrow::time32(arrow::TimeUnit::MILLI), cast(small, arrow::int32()));
  add(arrow::time64(arrow::TimeUnit::NANO), small);
  add(arrow::dictionary(arrow::int32(), arrow::utf8()), text);
  add(arrow::dictionary(arrow::int8(), arrow::utf8()), text);
  add(arrow::null(), std::make_shared<arrow::NullArray>(rows));
  return columns;
}

std::shared_ptr<arrow::Array> nested(const std::shared_ptr<arrow::DataType>& type, std::int64_t rows) {
  const auto builder = require(arrow::MakeBuilder(type));
  for (std::int64_t i = 0; i < rows; ++i) {
    if (i % 9 == 4) {
      require(builder->AppendNull());
      continue;
    }
    require(builder->AppendEmptyValue());
  }
  return require(builder->Finish());
}

std::vector<Column> nested_columns(std::int64_t rows) {
  const auto small = small_integers(rows);
  arrow::Int32Builder offsets;
  for (std::int64_t i = 0; i <= rows / 3; ++i) require(offsets.Append(static_cast<std::int32_t>(3 * i)));
  const auto lists = require(arrow::ListArray::FromArrays(*require(offsets.Finish()), *small));
  const auto structs = require(arrow::StructArray::Make(
      {lists, small->Slice(0, rows / 3)}, {arrow::field("list", lists->type()), arrow::field("n", arrow::int64())}));
  std::vector<Column> columns = {{arrow::field("lists", lists->type()), lists},
                                 {arrow::field("structs", structs->type()), structs}};
  for (const auto& type : {arrow::map(arrow::utf8(), arrow::float64()),
                           arrow::list(arrow::struct_({arrow::field("x", arrow::list(arrow::utf8()))})),
                           arrow::large_list(arrow::large_utf8())})
    columns.push_back({arrow::field(type->ToString(), type), nested(type, rows / 3)});
  return columns;
}

std::shared_ptr<arrow::Table> table_with(const std::vector<Column>& columns) {
  arrow::FieldVector fields;
  arrow::ArrayVector arrays;
  for (const Column& column : columns) {
    fields.push_back(column.field);
    arrays.push_back(column.array);
  }
  return arrow::Table::Make(arrow::schema(std::move(fields)), std::move(arrays));
}

// Compared with what Arrow itself reads from the input: some types it does not give back as they were (date64,
// seconds).
void expect_copied(const arrow::Table& table) {
  for (std::int64_t rows_per_group : {700LL, 1LL << 20}) {
    const std::string input = parquet_bytes(table, {.rows_per_group = rows_per_group});
    const auto before = table_of(input), after = table_of(copied(input, 2));
    EXPECT_TRUE(after->schema()->Equals(*before->schema(), true))
        << before->schema()->ToString(true) << after->schema()->ToString(true);
    ASSERT_TRUE(after->ValidateFull().ok());
    for (int i = 0; i < table.num_columns(); ++i)
      EXPECT_TRUE(after->column(i)->Equals(*before->column(i))) << table.field(i)->ToString();
  }
}

TEST(ParquetTypes, flat_types) {
  expect_copied(*table_with(flat_columns(5000)));
}

TEST(ParquetTypes, nested_types) {
  expect_copied(*table_with(nested_columns(9000)));
}

TEST(ParquetTypes, files_without_an_arrow_schema) {
  const auto table = numbered_table(3000);
  const auto after = table_of(copied(parquet_bytes(*table, {.store_schema = false}), 2));
  EXPECT_TRUE(after->Equals(*table));
}

TEST(ParquetTypes, metadata_of_fields_and_of_the_file) {
  const auto field =
      arrow::field("t", arrow::utf8(), true, arrow::key_value_metadata({{"unit", "words"}, {"PARQUET:field_id", "7"}}));
  const auto table = arrow::Table::Make(arrow::schema({field}, arrow::key_value_metadata({{"pandas", "{\"x\": 1}"}})),
                                        {text_array_of({"a"})});
  const auto after = table_of(copied(parquet_bytes(*table), 1));
  EXPECT_TRUE(after->schema()->Equals(*table->schema(), true)) << after->schema()->ToString(true);
}

TEST(ParquetTypes, required_columns_stay_required) {
  const auto table =
      arrow::Table::Make(arrow::schema({arrow::field("t", arrow::utf8(), false)}), {text_array_of({"a"})});
  EXPECT_FALSE(table_of(copied(parquet_bytes(*table), 1))->field(0)->nullable());
}

}  // namespace
}  // namespace openaffect
