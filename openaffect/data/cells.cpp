#include "openaffect/data/cells.h"

#include <cmath>

#include <arrow/array.h>
#include <arrow/extension_type.h>
#include <arrow/util/base64.h>
#include <arrow/util/float16.h>

#include "openaffect/data/csv_cells.h"
#include "openaffect/data/json_text.h"
#include "openaffect/data/number_text.h"
#include "openaffect/data/time_text.h"

namespace openaffect {
namespace {

using arrow::Type;

enum class Kind { boolean, number, text, nested };  // what JSON makes of it

// A cell that is one value: its text, and what JSON makes of it.
struct Scalar {
  Kind kind = Kind::text;
  bool finite = true;
};

std::int64_t per_second(arrow::TimeUnit::type unit) {
  constexpr std::int64_t kPerSecond[] = {1, 1'000, 1'000'000, 1'000'000'000};
  return kPerSecond[static_cast<std::size_t>(unit)];
}

template <class Array>
auto value_of(const arrow::Array& array, std::int64_t row) {
  return static_cast<const Array&>(array).Value(row);
}
template <class Array>
std::string_view view_of(const arrow::Array& array, std::int64_t row) {
  return static_cast<const Array&>(array).GetView(row);
}

template <class Array>
Scalar integer(const arrow::Array& array, std::int64_t row, std::string& out) {
  const auto value = value_of<Array>(array, row);
  if constexpr (std::is_signed_v<decltype(value)>)
    append_number(static_cast<std::int64_t>(value), out);
  else
    append_number(static_cast<std::uint64_t>(value), out);
  return {Kind::number};
}

template <class Float>
Scalar real(Float value, std::string& out) {
  append_number(value, out);
  return {Kind::number, std::isfinite(value)};
}

template <class Array>
Scalar decimal(const arrow::Array& array, std::int64_t row, std::string& out) {
  out += static_cast<const Array&>(array).FormatValue(row);
  return {Kind::number};
}

Scalar timestamp(const arrow::Array& array, std::int64_t row, std::string& out) {
  const auto& type = static_cast<const arrow::TimestampType&>(*array.type());
  append_date_time(value_of<arrow::TimestampArray>(array, row), per_second(type.unit()), out);
  if (!type.timezone().empty()) out += 'Z';
  return {};
}

template <class Array>
Scalar time_of_day(const arrow::Array& array, std::int64_t row, std::string& out) {
  const auto& type = static_cast<const arrow::TimeType&>(*array.type());
  append_time_of_day(value_of<Array>(array, row), per_second(type.unit()), out);
  return {};
}

Scalar duration(const arrow::Array& array, std::int64_t row, std::string& out) {
  const auto& type = static_cast<const arrow::DurationType&>(*array.type());
  append_seconds(value_of<arrow::DurationArray>(array, row), per_second(type.unit()), out);
  return {Kind::number};
}

Scalar date(std::int64_t days, std::string& out) {
  append_date(days, out);
  return {};
}

Scalar text(std::string_view value, std::string& out) {
  out += value;
  return {};
}

Scalar binary(std::string_view value, std::string& out) {
  out += arrow::util::base64_encode(value);
  return {};
}

// Appends a number that is not null; Kind::nested, and nothing appended, for arrays of anything else.
Scalar append_numeric(const arrow::Array& array, std::int64_t row, std::string& out) {
  switch (array.type_id()) {
    case Type::INT8:
      return integer<arrow::Int8Array>(array, row, out);
    case Type::INT16:
      return integer<arrow::Int16Array>(array, row, out);
    case Type::INT32:
      return integer<arrow::Int32Array>(array, row, out);
    case Type::INT64:
      return integer<arrow::Int64Array>(array, row, out);
    case Type::UINT8:
      return integer<arrow::UInt8Array>(array, row, out);
    case Type::UINT16:
      return integer<arrow::UInt16Array>(array, row, out);
    case Type::UINT32:
      return integer<arrow::UInt32Array>(array, row, out);
    case Type::UINT64:
      return integer<arrow::UInt64Array>(array, row, out);
    case Type::HALF_FLOAT:
      return real(arrow::util::Float16::FromBits(value_of<arrow::HalfFloatArray>(array, row)).ToFloat(), out);
    case Type::FLOAT:
      return real(value_of<arrow::FloatArray>(array, row), out);
    case Type::DOUBLE:
      return real(value_of<arrow::DoubleArray>(array, row), out);
    case Type::DECIMAL32:
      return decimal<arrow::Decimal32Array>(array, row, out);
    case Type::DECIMAL64:
      return decimal<arrow::Decimal64Array>(array, row, out);
    case Type::DECIMAL128:
      return decimal<arrow::Decimal128Array>(array, row, out);
    case Type::DECIMAL256:
      return decimal<arrow::Decimal256Array>(array, row, out);
    case Type::DURATION:
      return duration(array, row, out);
    default:
      return {Kind::nested};
  }
}

// Appends the text of a value that is not null; Kind::nested, and nothing appended, for values that hold others.
Scalar append_scalar(const arrow::Array& array, std::int64_t row, std::string& out) {
  constexpr std::int64_t kMillisecondsOfDay = 86'400'000;
  switch (array.type_id()) {
    case Type::BOOL:
      out += value_of<arrow::BooleanArray>(array, row) ? "true" : "false";
      return {Kind::boolean};
    case Type::STRING:
      return text(view_of<arrow::StringArray>(array, row), out);
    case Type::LARGE_STRING:
      return text(view_of<arrow::LargeStringArray>(array, row), out);
    case Type::STRING_VIEW:
      return text(view_of<arrow::StringViewArray>(array, row), out);
    case Type::BINARY:
      return binary(view_of<arrow::BinaryArray>(array, row), out);
    case Type::LARGE_BINARY:
      return binary(view_of<arrow::LargeBinaryArray>(array, row), out);
    case Type::BINARY_VIEW:
      return binary(view_of<arrow::BinaryViewArray>(array, row), out);
    case Type::FIXED_SIZE_BINARY:
      return binary(view_of<arrow::FixedSizeBinaryArray>(array, row), out);
    case Type::TIMESTAMP:
      return timestamp(array, row, out);
    case Type::DATE32:
      return date(value_of<arrow::Date32Array>(array, row), out);
    case Type::DATE64:
      return date(value_of<arrow::Date64Array>(array, row) / kMillisecondsOfDay, out);
    case Type::TIME32:
      return time_of_day<arrow::Time32Array>(array, row, out);
    case Type::TIME64:
      return time_of_day<arrow::Time64Array>(array, row, out);
    default:
      return append_numeric(array, row, out);
  }
}

void append_json_list(const arrow::Array& values, std::int64_t begin, std::int64_t end, std::string& out) {
  out += '[';
  for (std::int64_t i = begin; i < end; ++i) {
    if (i > begin) out += ',';
    append_json_cell(values, i, out);
  }
  out += ']';
}

template <class Array>
void append_json_list_of(const arrow::Array& array, std::int64_t row, std::string& out) {
  const auto& list = static_cast<const Array&>(array);
  const auto begin = static_cast<std::int64_t>(list.value_offset(row));
  append_json_list(*list.values(), begin, begin + static_cast<std::int64_t>(list.value_length(row)), out);
}

void append_json_map(const arrow::Array& array, std::int64_t row, std::string& out) {
  const auto& map = static_cast<const arrow::MapArray&>(array);
  const std::int64_t begin = map.value_offset(row), end = begin + map.value_length(row);
  out += '[';
  for (std::int64_t i = begin; i < end; ++i) {
    out += i > begin ? ",[" : "[";
    append_json_cell(*map.keys(), i, out);
    out += ',';
    append_json_cell(*map.items(), i, out);
    out += ']';
  }
  out += ']';
}

void append_json_struct(const arrow::Array& array, std::int64_t row, std::string& out) {
  const auto& fields = static_cast<const arrow::StructArray&>(array);
  out += '{';
  for (int i = 0; i < fields.num_fields(); ++i) {
    if (i > 0) out += ',';
    append_json_text(array.type()->field(i)->name(), out);
    out += ':';
    append_json_cell(*fields.field(i), row, out);
  }
  out += '}';
}

void append_json_nested(const arrow::Array& array, std::int64_t row, std::string& out) {
  switch (array.type_id()) {
    case Type::LIST:
      return append_json_list_of<arrow::ListArray>(array, row, out);
    case Type::LARGE_LIST:
      return append_json_list_of<arrow::LargeListArray>(array, row, out);
    case Type::FIXED_SIZE_LIST:
      return append_json_list_of<arrow::FixedSizeListArray>(array, row, out);
    case Type::LIST_VIEW:
      return append_json_list_of<arrow::ListViewArray>(array, row, out);
    case Type::LARGE_LIST_VIEW:
      return append_json_list_of<arrow::LargeListViewArray>(array, row, out);
    case Type::MAP:
      return append_json_map(array, row, out);
    case Type::STRUCT:
      return append_json_struct(array, row, out);
    case Type::DICTIONARY: {
      const auto& dictionary = static_cast<const arrow::DictionaryArray&>(array);
      return append_json_cell(*dictionary.dictionary(), dictionary.GetValueIndex(row), out);
    }
    case Type::EXTENSION:
      return append_json_cell(*static_cast<const arrow::ExtensionArray&>(array).storage(), row, out);
    default:
      throw ContractError("no text for a cell of type " + array.type()->ToString());
  }
}

bool is_known(Type::type id) {
  switch (id) {
    case Type::INTERVAL_MONTHS:
    case Type::INTERVAL_DAY_TIME:
    case Type::INTERVAL_MONTH_DAY_NANO:
    case Type::SPARSE_UNION:
    case Type::DENSE_UNION:
    case Type::RUN_END_ENCODED:
      return false;
    default:
      return id < Type::MAX_ID;
  }
}

Result<Done> check_writable_at(const arrow::DataType& type, int depth) {
  constexpr int kMostDepth = 64;
  if (depth > kMostDepth) return Error{ErrorKind::unsupported, "a column is nested deeper than 64 levels"};
  if (!is_known(type.id()))
    return Error{ErrorKind::unsupported, "a column of type " + type.ToString() + " has no text"};
  if (type.id() == Type::DICTIONARY)
    return check_writable_at(*static_cast<const arrow::DictionaryType&>(type).value_type(), depth + 1);
  if (type.id() == Type::EXTENSION)
    return check_writable_at(*static_cast<const arrow::ExtensionType&>(type).storage_type(), depth + 1);
  for (const auto& field : type.fields()) OA_CHECK(check_writable_at(*field->type(), depth + 1));
  return Done{};
}

// The array and row that hold the value itself, where these only point to it.
struct Place {
  const arrow::Array& array;
  std::int64_t row;
};

Place through_dictionary(const arrow::Array& array, std::int64_t row) {
  if (array.type_id() != Type::DICTIONARY || array.IsNull(row)) return {array, row};
  const auto& dictionary = static_cast<const arrow::DictionaryArray&>(array);
  return {*dictionary.dictionary(), dictionary.GetValueIndex(row)};
}

}  // namespace

Result<Done> check_writable(const arrow::DataType& type) {
  return check_writable_at(type, 0);
}

void append_csv_cell(const arrow::Array& outer, std::int64_t outer_row, const CsvDialect& dialect, std::string& out) {
  const auto [array, row] = through_dictionary(outer, outer_row);
  if (array.type_id() == Type::NA || array.IsNull(row)) return;
  if (array.type_id() == Type::STRING) {
    const std::string_view cell = view_of<arrow::StringArray>(array, row);
    if (cell.empty()) out += "\"\"";
    return append_csv_text(cell, dialect, out);
  }
  std::string cell;
  if (append_scalar(array, row, cell).kind == Kind::nested) append_json_nested(array, row, cell);
  if (cell.empty()) out += "\"\"";
  append_csv_text(cell, dialect, out);
}

void append_text_cell(const arrow::Array& outer, std::int64_t outer_row, std::string& out) {
  const auto [array, row] = through_dictionary(outer, outer_row);
  if (array.type_id() == Type::NA || array.IsNull(row)) return;
  if (array.type_id() == Type::STRING) {
    out += view_of<arrow::StringArray>(array, row);
  } else if (append_scalar(array, row, out).kind == Kind::nested) {
    append_json_nested(array, row, out);
  }
}

void append_json_cell(const arrow::Array& array, std::int64_t row, std::string& out) {
  if (array.type_id() == Type::NA || array.IsNull(row)) {
    out += "null";
    return;
  }
  if (array.type_id() == Type::STRING) return append_json_text(view_of<arrow::StringArray>(array, row), out);
  const std::size_t begin = out.size();
  const Scalar scalar = append_scalar(array, row, out);
  if (scalar.kind == Kind::nested) return append_json_nested(array, row, out);
  if (scalar.kind == Kind::text) {
    const std::string plain = out.substr(begin);
    out.resize(begin);
    append_json_text(plain, out);
  } else if (!scalar.finite) {
    out.resize(begin);
    out += "null";
  }
}

}  // namespace openaffect
