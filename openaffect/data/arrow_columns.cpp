#include "openaffect/data/arrow_columns.h"

#include <algorithm>

#include <arrow/array/builder_binary.h>
#include <arrow/compute/cast.h>

#include "openaffect/core/names.h"
#include "openaffect/data/block_content.h"
#include "openaffect/data/parquet_errors.h"
#include "openaffect/text/unicode.h"

namespace openaffect {

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
                   "the table gives the types, and this column holds " + std::string(column_type_name(type)) +
                       ", not " + std::string(column_type_name(wish.type)),
                   {file, {}, wish.name, {}}};
  }
  return Done{};
}

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

void make_row_list(std::vector<std::uint64_t>& rows) {
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
}

}  // namespace openaffect
