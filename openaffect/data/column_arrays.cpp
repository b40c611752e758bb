#include "openaffect/data/column_arrays.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>

#include <arrow/array/array_binary.h>
#include <arrow/array/builder_primitive.h>
#include <arrow/buffer.h>
#include <arrow/util/bit_util.h>
#include <arrow/util/value_parsing.h>

#include "openaffect/text/unicode.h"

namespace openaffect {
namespace {

Error arrow_error(const arrow::Status& status, const std::string& file) {
  return {ErrorKind::io, status.ToString(), {file, {}, {}, {}}};
}

std::string_view without_spaces(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

bool equals_ignoring_case(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if ((text[i] | 0x20) != lower[i]) return false;
  return true;
}

// std::from_chars knows no leading plus.
std::string_view without_plus(std::string_view text) {
  return text.size() > 1 && text[0] == '+' && text[1] != '-' ? text.substr(1) : text;
}

std::optional<std::int64_t> parse_int64(std::string_view text) {
  text = without_plus(text);
  std::int64_t value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// from_chars calls both 1e999 and 1e-999 out of range; the second is 0.
std::optional<double> parse_float64(std::string_view text) {
  text = without_plus(text);
  double value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end != text.data() + text.size() || failed == std::errc::invalid_argument) return std::nullopt;
  if (failed == std::errc()) return value;
  value = std::strtod(std::string(text).c_str(), nullptr);
  return std::abs(value) < 1 ? std::optional(value) : std::nullopt;
}

std::optional<bool> parse_boolean(std::string_view text) {
  if (text == "1" || equals_ignoring_case(text, "true")) return true;
  if (text == "0" || equals_ignoring_case(text, "false")) return false;
  return std::nullopt;
}

std::optional<std::int64_t> parse_timestamp(std::string_view text) {
  std::int64_t value = 0;
  bool has_zone = false;
  if (!arrow::internal::ParseTimestampISO8601(text.data(), text.size(), arrow::TimeUnit::MICRO, &value, &has_zone))
    return std::nullopt;
  return value;
}

template <class Builder, class Parse>
Result<TypedColumn> build(Builder builder, const Parse& parse, const CellTexts& cells, const std::string& file) {
  TypedColumn column;
  if (const arrow::Status reserved = builder.Reserve(static_cast<std::int64_t>(cells.size())); !reserved.ok())
    return arrow_error(reserved, file);
  for (std::size_t row = 0; row < cells.size(); ++row) {
    const auto value = cells[row] ? parse(without_spaces(*cells[row])) : std::nullopt;
    if (cells[row] && !value) column.misfits.push_back(row);
    if (value)
      builder.UnsafeAppend(*value);
    else
      builder.UnsafeAppendNull();
  }
  if (const arrow::Status finished = builder.Finish(&column.array); !finished.ok()) return arrow_error(finished, file);
  return column;
}

struct TextBuffers {
  std::shared_ptr<arrow::Buffer> offsets, data, validity;
};

arrow::Result<TextBuffers> allocate_text(std::size_t rows, std::size_t bytes) {
  TextBuffers buffers;
  const auto count = static_cast<std::int64_t>(rows);
  ARROW_ASSIGN_OR_RAISE(buffers.offsets, arrow::AllocateBuffer((count + 1) * std::int64_t{sizeof(std::int32_t)}));
  ARROW_ASSIGN_OR_RAISE(buffers.data, arrow::AllocateBuffer(static_cast<std::int64_t>(bytes)));
  ARROW_ASSIGN_OR_RAISE(buffers.validity, arrow::AllocateBuffer(arrow::bit_util::BytesForBits(count)));
  std::memset(buffers.validity->mutable_data(), 0, static_cast<std::size_t>(buffers.validity->size()));
  return buffers;
}

}  // namespace

void make_valid_utf8(CellTexts& cells, CellStore& store, std::vector<std::size_t>& changed_rows) {
  for (std::size_t row = 0; row < cells.size(); ++row) {
    if (!cells[row] || is_valid_utf8(*cells[row])) continue;
    cells[row] = store.keep(to_valid_utf8(*cells[row]));
    changed_rows.push_back(row);
  }
}

Result<std::shared_ptr<arrow::Array>> text_array(const CellTexts& cells, const std::string& file) {
  std::size_t bytes = 0;
  for (const auto& cell : cells) bytes += cell ? cell->size() : 0;
  if (bytes > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max()))
    return Error{ErrorKind::unsupported, "1,024 rows hold more than 2 GiB in one column", {file, {}, {}, {}}};
  const arrow::Result<TextBuffers> allocated = allocate_text(cells.size(), bytes);
  if (!allocated.ok()) return arrow_error(allocated.status(), file);
  const TextBuffers& buffers = *allocated;
  auto* offsets = reinterpret_cast<std::int32_t*>(buffers.offsets->mutable_data());
  std::uint8_t* data = buffers.data->mutable_data();
  std::int32_t at = 0;
  std::int64_t nulls = 0;
  for (std::size_t row = 0; row < cells.size(); ++row) {
    offsets[row] = at;
    if (!cells[row]) {
      ++nulls;
      continue;
    }
    arrow::bit_util::SetBit(buffers.validity->mutable_data(), static_cast<std::int64_t>(row));
    if (!cells[row]->empty()) std::memcpy(data + at, cells[row]->data(), cells[row]->size());
    at += static_cast<std::int32_t>(cells[row]->size());
  }
  offsets[cells.size()] = at;
  return std::shared_ptr<arrow::Array>(
      std::make_shared<arrow::StringArray>(static_cast<std::int64_t>(cells.size()), buffers.offsets, buffers.data,
                                           nulls > 0 ? buffers.validity : nullptr, nulls));
}

Result<TypedColumn> typed_column(ColumnType type, const CellTexts& cells, const std::string& file) {
  switch (type) {
    case ColumnType::int64:
      return build(arrow::Int64Builder(), parse_int64, cells, file);
    case ColumnType::float64:
      return build(arrow::DoubleBuilder(), parse_float64, cells, file);
    case ColumnType::boolean:
      return build(arrow::BooleanBuilder(), parse_boolean, cells, file);
    case ColumnType::timestamp:
      return build(arrow::TimestampBuilder(arrow_type_of(type), arrow::default_memory_pool()), parse_timestamp, cells,
                   file);
    default:
      throw ContractError("typed_column: a column of text has no type to be read as");
  }
}

}  // namespace openaffect
