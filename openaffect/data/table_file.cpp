#include "openaffect/data/table_file.h"

#include <unordered_set>

#include <arrow/array/array_dict.h>
#include <arrow/array/builder_binary.h>
#include <arrow/array/builder_nested.h>
#include <arrow/array/builder_primitive.h>
#include <arrow/io/memory.h>
#include <arrow/table.h>
#include <arrow/util/key_value_metadata.h>
#include <parquet/arrow/writer.h>

#include "openaffect/data/parquet_errors.h"
#include "openaffect/data/parquet_properties.h"
#include "openaffect/data/table.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

template <class T>
using Cells = TableColumn::Cells<T>;
using ArrayPointer = std::shared_ptr<arrow::Array>;

constexpr std::int64_t kRowGroupRows = std::int64_t{kBlockRows * kRowGroupBlocks};

ArrayPointer finish(arrow::ArrayBuilder& builder) {
  ArrayPointer array;
  require(builder.Finish(&array));
  return array;
}

const std::string& label_id(const TableColumn& column, LabelId label) {
  if (label < 0 || static_cast<std::size_t>(label) >= column.dictionary.size())
    throw ContractError("label " + std::to_string(label) + " of column " + column.name + ", which has " +
                        std::to_string(column.dictionary.size()));
  return column.dictionary[static_cast<std::size_t>(label)];
}

template <class Builder, class T>
ArrayPointer plain_array(const Cells<T>& cells) {
  Builder builder;
  for (const auto& cell : cells) require(cell ? builder.Append(*cell) : builder.AppendNull());
  return finish(builder);
}

template <class Builder, class T, class Convert>
ArrayPointer list_array(const Cells<std::vector<T>>& cells, const std::shared_ptr<arrow::DataType>& type,
                        const Convert& convert) {
  const auto items = std::make_shared<Builder>();
  arrow::ListBuilder builder(arrow::default_memory_pool(), items, arrow::list(arrow::field("element", type)));
  for (const auto& cell : cells) {
    require(cell ? builder.Append() : builder.AppendNull());
    if (!cell) continue;
    for (const T& item : *cell) require(items->Append(convert(item)));
  }
  return finish(builder);
}

// Labels have the type that a label job gives them: a dictionary with all ids, whether they occur or not.
ArrayPointer label_array(const TableColumn& column, const Cells<LabelId>& cells) {
  arrow::Int16Builder indices;
  for (const auto& cell : cells) {
    if (cell) label_id(column, *cell);
    require(cell ? indices.Append(*cell) : indices.AppendNull());
  }
  arrow::StringBuilder ids;
  for (const std::string& id : column.dictionary) require(ids.Append(id));
  return std::make_shared<arrow::DictionaryArray>(arrow::dictionary(arrow::int16(), arrow::utf8()), finish(indices),
                                                  finish(ids));
}

struct ToArray {
  const TableColumn& column;
  ArrayPointer operator()(const Cells<std::string>& cells) const { return plain_array<arrow::StringBuilder>(cells); }
  ArrayPointer operator()(const Cells<double>& cells) const { return plain_array<arrow::DoubleBuilder>(cells); }
  ArrayPointer operator()(const Cells<std::int64_t>& cells) const { return plain_array<arrow::Int64Builder>(cells); }
  ArrayPointer operator()(const Cells<bool>& cells) const { return plain_array<arrow::BooleanBuilder>(cells); }
  ArrayPointer operator()(const Cells<LabelId>& cells) const { return label_array(column, cells); }
  ArrayPointer operator()(const Cells<std::vector<LabelId>>& cells) const {
    return list_array<arrow::StringBuilder>(cells, arrow::utf8(), [&](LabelId l) { return label_id(column, l); });
  }
  ArrayPointer operator()(const Cells<std::vector<double>>& cells) const {
    return list_array<arrow::DoubleBuilder>(cells, arrow::float64(), [](double number) { return number; });
  }
  ArrayPointer operator()(const Cells<std::vector<std::string>>& cells) const {
    return list_array<arrow::StringBuilder>(cells, arrow::utf8(), [](const std::string& text) { return text; });
  }
};

std::shared_ptr<arrow::Table> make_table(std::span<const TableColumn> columns,
                                         std::span<const std::pair<std::string, std::string>> metadata) {
  if (columns.empty()) throw ContractError("a table without columns");
  arrow::FieldVector fields;
  arrow::ArrayVector arrays;
  for (const TableColumn& column : columns) {
    arrays.push_back(std::visit(ToArray{column}, column.values));
    fields.push_back(arrow::field(column.name, arrays.back()->type()));
    if (arrays.back()->length() != arrays.front()->length())
      throw ContractError("column " + column.name + " has " + std::to_string(arrays.back()->length()) + " of " +
                          std::to_string(arrays.front()->length()) + " rows");
  }
  const auto entries = std::make_shared<arrow::KeyValueMetadata>();
  for (const auto& [key, value] : metadata) entries->Append(key, value);
  return arrow::Table::Make(arrow::schema(std::move(fields), entries), arrays);
}

Result<Done> check_names(std::span<const TableColumn> columns) {
  std::unordered_set<std::string> names;
  for (const TableColumn& column : columns)
    if (!names.insert(column.name).second)
      return Error{ErrorKind::refused, "two columns have this name", {"", {}, column.name, {}}};
  return Done{};
}

}  // namespace

std::string_view table_column_kind(const TableColumn& column) {
  constexpr std::string_view kKinds[] = {"text", "number", "integer", "boolean", "label", "labels", "numbers", "texts"};
  return kKinds[column.values.index()];
}

Result<Done> write_table(const std::string& path, std::span<const TableColumn> columns,
                         std::span<const std::pair<std::string, std::string>> metadata) {
  OA_CHECK(check_names(columns));
  return guarded_parquet(path, [&]() -> Result<Done> {
    const auto table = make_table(columns, metadata);
    const auto sink = require(arrow::io::BufferOutputStream::Create());
    const auto properties = parquet::ArrowWriterProperties::Builder().store_schema()->build();
    require(parquet::arrow::WriteTable(*table, arrow::default_memory_pool(), sink, kRowGroupRows,
                                       part_properties(*table), properties));
    const auto bytes = require(sink->Finish());
    return replace_file(path, {reinterpret_cast<const char*>(bytes->data()), static_cast<std::size_t>(bytes->size())});
  });
}

}  // namespace openaffect
