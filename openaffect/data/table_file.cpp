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

#include "openaffect/data/cells.h"
#include "openaffect/data/csv_cells.h"
#include "openaffect/data/json_text.h"
#include "openaffect/data/memory_content.h"
#include "openaffect/data/parquet_errors.h"
#include "openaffect/data/parquet_properties.h"
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
  ArrayPointer operator()(const Cells<std::int64_t>& cells) const {
    const ArrayPointer integers = plain_array<arrow::Int64Builder>(cells);
    if (column.meaning == TableColumn::Meaning::duration)
      return require(integers->View(arrow::duration(arrow::TimeUnit::NANO)));
    if (column.meaning == TableColumn::Meaning::date)
      return require(integers->View(arrow::timestamp(arrow::TimeUnit::NANO)));
    return integers;
  }
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
  ArrayPointer operator()(const Cells<std::vector<std::int64_t>>& cells) const {
    return list_array<arrow::Int64Builder>(cells, arrow::int64(), [](std::int64_t number) { return number; });
  }
};

std::shared_ptr<arrow::Table> make_table(std::span<const TableColumn> columns,
                                         std::span<const std::pair<std::string, std::string>> metadata) {
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
  const std::int64_t rows = arrays.empty() ? 0 : arrays.front()->length();
  return arrow::Table::Make(arrow::schema(std::move(fields), entries), arrays, rows);
}

Result<Done> check_names(std::span<const TableColumn> columns) {
  std::unordered_set<std::string> names;
  for (const TableColumn& column : columns)
    if (!names.insert(column.name).second)
      return Error{ErrorKind::refused, "two columns have this name", {"", {}, column.name, {}}};
  return Done{};
}

Result<std::string> encode_parquet(const arrow::Table& table) {
  const auto sink = require(arrow::io::BufferOutputStream::Create());
  const auto properties = parquet::ArrowWriterProperties::Builder().store_schema()->build();
  require(parquet::arrow::WriteTable(table, arrow::default_memory_pool(), sink, kRowGroupRows, part_properties(table),
                                     properties));
  return require(sink->Finish())->ToString();
}

std::string encode_csv(const arrow::Table& table, char delimiter) {
  const CsvDialect dialect{delimiter, true};
  std::string text;
  for (int i = 0; i < table.num_columns(); ++i) {
    if (i > 0) text += delimiter;
    append_csv_text(table.field(i)->name(), dialect, text);
  }
  text += '\n';
  for (std::int64_t row = 0; row < table.num_rows(); ++row) {
    const std::size_t begin = text.size();
    for (int i = 0; i < table.num_columns(); ++i) {
      if (i > 0) text += delimiter;
      append_csv_cell(*table.column(i)->chunk(0), row, dialect, text);
    }
    if (text.size() == begin) text += "\"\"";  // an empty line would be no row
    text += '\n';
  }
  return text;
}

std::string encode_jsonl(const arrow::Table& table, std::span<const TableColumn> columns) {
  std::string text;
  for (std::int64_t row = 0; row < table.num_rows(); ++row) {
    for (int i = 0; i < table.num_columns(); ++i) {
      text += i == 0 ? '{' : ',';
      append_json_text(table.field(i)->name(), text);
      text += ':';
      const arrow::Array& array = *table.column(i)->chunk(0);
      const bool json = columns[static_cast<std::size_t>(i)].meaning == TableColumn::Meaning::json;
      if (json && array.IsValid(row))
        text += static_cast<const arrow::StringArray&>(array).GetView(row);
      else
        append_json_cell(array, row, text);
    }
    text += "}\n";
  }
  return text;
}

}  // namespace

std::size_t TableColumn::rows() const {
  return std::visit([](const auto& cells) { return cells.size(); }, values);
}

std::string_view table_column_kind(const TableColumn& column) {
  constexpr std::string_view kKinds[] = {"text",   "number",  "integer", "boolean", "label",
                                         "labels", "numbers", "texts",   "integers"};
  return kKinds[column.values.index()];
}

Result<std::string> encode_table(TableFormat format, std::span<const TableColumn> columns,
                                 std::span<const std::pair<std::string, std::string>> metadata) {
  if (columns.empty()) throw ContractError("a table without columns");
  OA_CHECK(check_names(columns));
  return guarded_parquet("", [&]() -> Result<std::string> {
    const auto table = make_table(columns, metadata);
    if (format == TableFormat::parquet) return encode_parquet(*table);
    if (format == TableFormat::jsonl) return encode_jsonl(*table, columns);
    return encode_csv(*table, format == TableFormat::tsv ? '\t' : ',');
  });
}

Result<Done> write_table(const std::string& path, std::span<const TableColumn> columns,
                         std::span<const std::pair<std::string, std::string>> metadata) {
  OA_TRY(bytes, encode_table(TableFormat::parquet, columns, metadata));
  return replace_file(path, bytes);
}

Result<std::shared_ptr<const MemoryTable>> table_in_memory(
    std::span<const TableColumn> columns, std::span<const std::pair<std::string, std::string>> metadata,
    std::string name) {
  OA_CHECK(check_names(columns));
  return guarded_parquet(name, [&]() -> Result<std::shared_ptr<const MemoryTable>> {
    auto content = std::make_shared<MemoryContent>();
    content->table = make_table(columns, metadata);
    return std::make_shared<const MemoryTable>(name, std::move(content));
  });
}

}  // namespace openaffect
