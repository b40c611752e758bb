// read_table() and read_columns(): every row of a table, column by column.
#include <algorithm>
#include <limits>

#include <arrow/array.h>
#include <arrow/array/concatenate.h>
#include <arrow/compute/cast.h>

#include "openaffect/data/block_content.h"
#include "openaffect/data/cells.h"
#include "openaffect/data/parquet_errors.h"
#include "openaffect/data/whole_table.h"

namespace openaffect {
namespace {

using arrow::Type;
using ArrayPointer = std::shared_ptr<arrow::Array>;
using Meaning = TableColumn::Meaning;
template <class T>
using Cells = TableColumn::Cells<T>;

ArrayPointer cast(const ArrayPointer& array, const std::shared_ptr<arrow::DataType>& type) {
  return array->type()->Equals(*type) ? array : require(arrow::compute::Cast(*array, type));
}

template <class Array, class T>
Cells<T> plain_cells(const ArrayPointer& array) {
  const auto& typed = static_cast<const Array&>(*array);
  Cells<T> cells(static_cast<std::size_t>(typed.length()));
  for (std::int64_t i = 0; i < typed.length(); ++i)
    if (typed.IsValid(i)) cells[static_cast<std::size_t>(i)] = T(typed.GetView(i));
  return cells;
}

template <class Array, class T>
Cells<std::vector<T>> list_cells(const arrow::ListArray& lists) {
  const auto& items = static_cast<const Array&>(*lists.values());
  Cells<std::vector<T>> cells(static_cast<std::size_t>(lists.length()));
  for (std::int64_t i = 0; i < lists.length(); ++i) {
    if (lists.IsNull(i)) continue;
    auto& cell = cells[static_cast<std::size_t>(i)].emplace();
    for (std::int64_t at = lists.value_offset(i); at < lists.value_offset(i + 1); ++at)
      cell.push_back(T(items.GetView(at)));
  }
  return cells;
}

Cells<std::string> cells_as_text(const arrow::Array& array, bool json) {
  Cells<std::string> cells(static_cast<std::size_t>(array.length()));
  for (std::int64_t i = 0; i < array.length(); ++i) {
    if (array.IsNull(i) || array.type_id() == Type::NA) continue;
    std::string& text = cells[static_cast<std::size_t>(i)].emplace();
    json ? append_json_cell(array, i, text) : append_text_cell(array, i, text);
  }
  return cells;
}

bool is_text(Type::type id) {
  return id == Type::STRING || id == Type::LARGE_STRING || id == Type::STRING_VIEW;
}

bool has_items(Type::type id) {
  return id == Type::LIST || id == Type::LARGE_LIST || id == Type::FIXED_SIZE_LIST;
}

bool holds_others(Type::type id) {
  return has_items(id) || id == Type::LIST_VIEW || id == Type::LARGE_LIST_VIEW || id == Type::STRUCT || id == Type::MAP;
}

// A list column as lists of one type, where the elements are texts or numbers and none of them is null.
std::optional<TableColumn> list_column(const std::string& name, const ArrayPointer& array) {
  if (!has_items(array->type_id())) return std::nullopt;
  const auto& item = array->type()->field(0)->type();
  const Type::type id =
      item->id() == Type::DICTIONARY ? static_cast<const arrow::DictionaryType&>(*item).value_type()->id() : item->id();
  const auto as = [&](const std::shared_ptr<arrow::DataType>& type) {
    return std::static_pointer_cast<arrow::ListArray>(cast(array, arrow::list(type)));
  };
  const auto with = [&](const std::shared_ptr<arrow::DataType>& type, auto make) -> std::optional<TableColumn> {
    const auto lists = as(type);
    if (lists->values()->null_count() > 0) return std::nullopt;
    return TableColumn{name, make(*lists)};
  };
  if (is_text(id))
    return with(arrow::utf8(), [](const auto& l) { return list_cells<arrow::StringArray, std::string>(l); });
  if (arrow::is_floating(id))
    return with(arrow::float64(), [](const auto& l) { return list_cells<arrow::DoubleArray, double>(l); });
  if (arrow::is_integer(id))
    return with(arrow::int64(), [](const auto& l) { return list_cells<arrow::Int64Array, std::int64_t>(l); });
  return std::nullopt;
}

TableColumn time_column(const std::string& name, const ArrayPointer& array, Meaning meaning) {
  const auto type =
      meaning == Meaning::duration ? arrow::duration(arrow::TimeUnit::NANO) : arrow::timestamp(arrow::TimeUnit::NANO);
  const auto integers = require(cast(array, type)->View(arrow::int64()));
  return {name, plain_cells<arrow::Int64Array, std::int64_t>(integers), {}, meaning};
}

// `type` is what the reader says of the column: its texts may be JSON.
TableColumn column_of(const std::string& name, ArrayPointer array, ColumnType type) {
  if (array->type_id() == Type::DICTIONARY)
    array = cast(array, static_cast<const arrow::DictionaryType&>(*array->type()).value_type());
  const Type::type id = array->type_id();
  if (is_text(id))
    return {name,
            plain_cells<arrow::StringArray, std::string>(cast(array, arrow::utf8())),
            {},
            type == ColumnType::other ? Meaning::json : Meaning::plain};
  if (arrow::is_integer(id)) return {name, plain_cells<arrow::Int64Array, std::int64_t>(cast(array, arrow::int64()))};
  if (arrow::is_floating(id)) return {name, plain_cells<arrow::DoubleArray, double>(cast(array, arrow::float64()))};
  if (id == Type::BOOL) return {name, plain_cells<arrow::BooleanArray, bool>(array)};
  if (id == Type::TIMESTAMP || id == Type::DATE32 || id == Type::DATE64) return time_column(name, array, Meaning::date);
  if (id == Type::DURATION) return time_column(name, array, Meaning::duration);
  if (auto list = list_column(name, array)) return *std::move(list);
  const bool json = holds_others(id);
  return {name, cells_as_text(*array, json), {}, json ? Meaning::json : Meaning::plain};
}

// Of cells [begin, end) of an array: texts and a cell's own size, those within lists and objects too. An upper bound
// in spirit: it is to catch what grows without bound, not to measure.
std::uint64_t bytes_of(const arrow::Array& array, std::int64_t begin, std::int64_t end);

template <class Array>
std::uint64_t bytes_of_texts(const arrow::Array& array, std::int64_t begin, std::int64_t end) {
  const auto& texts = static_cast<const Array&>(array);
  std::uint64_t bytes = 0;
  for (std::int64_t i = begin; i < end; ++i)
    if (texts.IsValid(i)) bytes += texts.GetView(i).size();
  return bytes;
}

template <class Array>
std::uint64_t bytes_of_items(const arrow::Array& array, std::int64_t begin, std::int64_t end) {
  const auto& lists = static_cast<const Array&>(array);
  std::uint64_t bytes = 0;
  for (std::int64_t i = begin; i < end; ++i)
    if (lists.IsValid(i))
      bytes += bytes_of(*lists.values(), lists.value_offset(i), lists.value_offset(i) + lists.value_length(i));
  return bytes;
}

std::uint64_t bytes_of_dictionary(const arrow::Array& array, std::int64_t begin, std::int64_t end) {
  const auto& typed = static_cast<const arrow::DictionaryArray&>(array);
  std::vector<std::uint64_t> sizes;
  for (std::int64_t i = 0; i < typed.dictionary()->length(); ++i)
    sizes.push_back(bytes_of(*typed.dictionary(), i, i + 1));
  std::uint64_t bytes = 0;
  for (std::int64_t i = begin; i < end; ++i)
    if (typed.IsValid(i)) bytes += sizes.at(static_cast<std::size_t>(typed.GetValueIndex(i)));
  return bytes;
}

std::uint64_t bytes_of_fields(const arrow::Array& array, std::int64_t begin, std::int64_t end) {
  const auto& fields = static_cast<const arrow::StructArray&>(array);
  std::uint64_t bytes = 0;
  for (int i = 0; i < fields.num_fields(); ++i)  // as JSON each cell names its fields
    bytes += bytes_of(*fields.field(i), begin, end) +
             static_cast<std::uint64_t>(end - begin) * fields.type()->field(i)->name().size();
  return bytes;
}

std::uint64_t bytes_of(const arrow::Array& array, std::int64_t begin, std::int64_t end) {
  constexpr std::uint64_t kCell = 40;
  const std::uint64_t cells = kCell * static_cast<std::uint64_t>(end - begin);
  switch (array.type_id()) {
    case Type::STRING:
      return cells + bytes_of_texts<arrow::StringArray>(array, begin, end);
    case Type::LARGE_STRING:
      return cells + bytes_of_texts<arrow::LargeStringArray>(array, begin, end);
    case Type::STRING_VIEW:
      return cells + bytes_of_texts<arrow::StringViewArray>(array, begin, end);
    case Type::BINARY:
      return cells + 2 * bytes_of_texts<arrow::BinaryArray>(array, begin, end);
    case Type::LARGE_BINARY:
      return cells + 2 * bytes_of_texts<arrow::LargeBinaryArray>(array, begin, end);
    case Type::DICTIONARY:
      return cells + bytes_of_dictionary(array, begin, end);
    case Type::LIST:
    case Type::MAP:
      return cells + bytes_of_items<arrow::ListArray>(array, begin, end);
    case Type::LARGE_LIST:
      return cells + bytes_of_items<arrow::LargeListArray>(array, begin, end);
    case Type::FIXED_SIZE_LIST:
      return cells + bytes_of_items<arrow::FixedSizeListArray>(array, begin, end);
    case Type::STRUCT:
      return cells + bytes_of_fields(array, begin, end);
    default:
      return cells;
  }
}

// The arrays of each wanted column, block by block.
Result<std::vector<arrow::ArrayVector>> read_blocks(TableReader& reader, const std::string& path,
                                                    std::span<const std::size_t> wanted) {
  std::vector<arrow::ArrayVector> arrays(wanted.size());
  std::uint64_t bytes = 0;
  for (;;) {
    OA_TRY(raw, reader.next());
    if (!raw) return arrays;
    OA_TRY(block, reader.parse(*raw, wanted));
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const ArrayPointer& array = block.content().columns[wanted[i]];
      bytes += bytes_of(*array, 0, array->length());
      if (bytes > kMostWholeBytes)
        return Error{ErrorKind::unsupported, "takes more than 4 GiB in memory as a whole table", {path, {}, "", {}}};
      arrays[i].push_back(array);
    }
  }
}

std::vector<std::size_t> without_columns(std::span<const ColumnInfo> columns, std::span<const std::string> leave_out) {
  std::vector<std::size_t> wanted;
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (std::find(leave_out.begin(), leave_out.end(), columns[i].name) == leave_out.end()) wanted.push_back(i);
  return wanted;
}

}  // namespace

Result<std::vector<TableColumn>> read_table(const std::string& path, const ReadOptions& options) {
  OA_TRY(reader, open_table(path, options));
  return read_columns(*reader, path);
}

Result<std::vector<TableColumn>> read_columns(TableReader& reader, const std::string& path,
                                              std::span<const std::string> leave_out) {
  const std::vector<std::size_t> wanted = without_columns(reader.columns(), leave_out);
  reader.want(wanted);
  OA_TRY(arrays, read_blocks(reader, path, wanted));
  return guarded_parquet(path, [&]() -> Result<std::vector<TableColumn>> {
    std::vector<TableColumn> columns;
    for (std::size_t i = 0; i < arrays.size(); ++i) {
      const ColumnInfo& info = reader.columns()[wanted[i]];
      if (arrays[i].empty()) {
        columns.push_back(
            column_of(info.name, require(arrow::MakeArrayOfNull(arrow_type_of(info.type), 0)), info.type));
      } else {
        // Dictionaries may differ from block to block: their values are what counts.
        for (ArrayPointer& array : arrays[i])
          if (array->type_id() == Type::DICTIONARY)
            array = cast(array, static_cast<const arrow::DictionaryType&>(*array->type()).value_type());
        columns.push_back(column_of(info.name, require(arrow::Concatenate(arrays[i])), info.type));
      }
      arrays[i].clear();
    }
    return columns;
  });
}

}  // namespace openaffect
