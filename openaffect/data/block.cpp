#include <limits>

#include <arrow/array.h>

#include "openaffect/data/block_content.h"
#include "openaffect/data/cells.h"

namespace openaffect {
namespace {

using Texts = std::vector<std::optional<std::string_view>>;

template <class Array>
void add_texts(const arrow::Array& array, Texts& texts) {
  const auto& typed = static_cast<const Array&>(array);
  for (std::int64_t i = 0; i < typed.length(); ++i)
    texts.push_back(typed.IsNull(i) ? std::nullopt : std::optional(std::string_view(typed.GetView(i))));
}

void add_texts_of_dictionary(const arrow::Array& array, Texts& texts) {
  const auto& typed = static_cast<const arrow::DictionaryArray&>(array);
  const Texts entries = array_texts(*typed.dictionary());
  for (std::int64_t i = 0; i < typed.length(); ++i)
    texts.push_back(typed.IsNull(i) ? std::nullopt : entries[static_cast<std::size_t>(typed.GetValueIndex(i))]);
}

template <class Array>
std::vector<double> array_numbers(const arrow::Array& array) {
  const auto& typed = static_cast<const Array&>(array);
  std::vector<double> numbers(static_cast<std::size_t>(typed.length()), std::numeric_limits<double>::quiet_NaN());
  for (std::int64_t i = 0; i < typed.length(); ++i)
    if (typed.IsValid(i)) numbers[static_cast<std::size_t>(i)] = static_cast<double>(typed.Value(i));
  return numbers;
}

bool is_text_array(const arrow::Array& array) {
  switch (array.type_id()) {
    case arrow::Type::STRING:
    case arrow::Type::LARGE_STRING:
    case arrow::Type::STRING_VIEW:
      return true;
    case arrow::Type::DICTIONARY:
      return is_text_array(*static_cast<const arrow::DictionaryArray&>(array).dictionary());
    default:
      return false;
  }
}

const arrow::Array& parsed_column(const BlockContent& content, std::size_t column) {
  if (column >= content.columns.size() || !content.columns[column])
    throw ContractError("column " + std::to_string(column) + " of a block with " +
                        std::to_string(content.columns.size()) + " columns was not asked for");
  return *content.columns[column];
}

}  // namespace

Texts array_texts(const arrow::Array& array) {
  Texts texts;
  texts.reserve(static_cast<std::size_t>(array.length()));
  switch (array.type_id()) {
    case arrow::Type::STRING:
      add_texts<arrow::StringArray>(array, texts);
      break;
    case arrow::Type::LARGE_STRING:
      add_texts<arrow::LargeStringArray>(array, texts);
      break;
    case arrow::Type::STRING_VIEW:
      add_texts<arrow::StringViewArray>(array, texts);
      break;
    case arrow::Type::DICTIONARY:
      add_texts_of_dictionary(array, texts);
      break;
    default:
      throw ContractError("a column of type " + array.type()->ToString() + " is no text");
  }
  return texts;
}

std::shared_ptr<arrow::DataType> arrow_type_of(ColumnType type) {
  switch (type) {
    case ColumnType::int64:
      return arrow::int64();
    case ColumnType::float64:
      return arrow::float64();
    case ColumnType::boolean:
      return arrow::boolean();
    case ColumnType::timestamp:
      return arrow::timestamp(arrow::TimeUnit::MICRO, "UTC");
    default:
      return arrow::utf8();
  }
}

std::string_view column_type_name(ColumnType type) {
  switch (type) {
    case ColumnType::text:
      return "text";
    case ColumnType::int64:
      return "int64";
    case ColumnType::float64:
      return "float64";
    case ColumnType::boolean:
      return "bool";
    case ColumnType::timestamp:
      return "timestamp";
    default:
      return "other";
  }
}

Block Block::of_rows(std::uint64_t first_row, std::size_t rows) {
  auto content = std::make_shared<BlockContent>();
  content->first_row = first_row;
  content->rows = rows;
  return Block(std::move(content));
}

std::uint64_t Block::first_row() const {
  return content_->first_row;
}
std::size_t Block::rows() const {
  return content_->rows;
}
std::span<const RowFault> Block::faults() const {
  return content_->faults;
}
std::span<const std::uint64_t> Block::invalid_utf8() const {
  return content_->invalid_utf8;
}

std::vector<std::optional<std::string>> Block::as_texts(std::size_t column) const {
  const arrow::Array& array = parsed_column(*content_, column);
  const bool is_text = is_text_array(array);
  const Texts texts = is_text ? array_texts(array) : Texts();
  std::vector<std::optional<std::string>> cells(static_cast<std::size_t>(array.length()));
  for (std::size_t row = 0; row < cells.size(); ++row) {
    const auto at = static_cast<std::int64_t>(row);
    if (is_text && texts[row]) cells[row] = std::string(*texts[row]);
    if (is_text || array.IsNull(at)) continue;
    cells[row].emplace();
    append_text_cell(array, at, *cells[row]);
  }
  for (const RowFault& fault : content_->faults) cells[fault.row - 1 - content_->first_row].reset();
  return cells;
}

Texts Block::texts(std::size_t column) const {
  Texts texts = array_texts(parsed_column(*content_, column));
  for (const RowFault& fault : content_->faults) texts[fault.row - 1 - content_->first_row] = std::nullopt;
  return texts;
}

std::vector<double> Block::numbers(std::size_t column) const {
  const arrow::Array& array = parsed_column(*content_, column);
  switch (array.type_id()) {
    case arrow::Type::INT64:
      return array_numbers<arrow::Int64Array>(array);
    case arrow::Type::DOUBLE:
      return array_numbers<arrow::DoubleArray>(array);
    case arrow::Type::BOOL:
      return array_numbers<arrow::BooleanArray>(array);
    default:
      throw ContractError("a column of type " + array.type()->ToString() + " is no number");
  }
}

}  // namespace openaffect
