#include "openaffect/exchange/keys.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "openaffect/exchange/values.h"

namespace openaffect {
namespace {

template <class T>
using Cells = TableColumn::Cells<T>;

bool is_full_text(const TableColumn& column) {
  const auto* texts = std::get_if<Cells<std::string>>(&column.values);
  return texts && column.meaning == TableColumn::Meaning::plain &&
         std::all_of(texts->begin(), texts->end(), [](const auto& text) { return text.has_value(); });
}

// Numbers are seconds.
std::optional<TableColumn> durations_of(const TableColumn& column) {
  switch (value_type_of(column)) {
    case ValueType::duration:
      return column;
    case ValueType::integer:
      return durations_of(*as_type(column, ValueType::number));
    case ValueType::text: {
      const TableColumn seconds = inferred(column);
      if (value_type_of(seconds) == ValueType::integer || value_type_of(seconds) == ValueType::number)
        return durations_of(seconds);
      auto durations = as_type(column, ValueType::duration);
      return durations ? std::optional(*std::move(durations)) : std::nullopt;
    }
    case ValueType::number:
      break;
    default:
      return std::nullopt;
  }
  const auto& numbers = std::get<Cells<double>>(column.values);
  Cells<std::int64_t> cells(numbers.size());
  for (std::size_t row = 0; row < cells.size(); ++row) {
    if (!numbers[row] || std::isnan(*numbers[row])) continue;
    cells[row] = nanoseconds_of(*numbers[row]);
    if (!cells[row]) return std::nullopt;
  }
  return TableColumn{column.name, std::move(cells), {}, TableColumn::Meaning::duration};
}

}  // namespace

void make_keys(DatasetTable& table, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const auto from = table.columns.begin() + static_cast<std::ptrdiff_t>(table.find(name));
    std::rotate(table.columns.begin() + static_cast<std::ptrdiff_t>(table.keys++), from, from + 1);
  }
}

bool find_file_keys(DatasetTable& table) {
  const std::size_t file = table.find("file"), start = table.find("start"), end = table.find("end");
  if (file == table.columns.size() || !is_full_text(table.columns[file].cells)) return false;
  const bool both = start < table.columns.size() && end < table.columns.size();
  const auto starts = both ? durations_of(table.columns[start].cells) : std::nullopt;
  const auto ends = starts ? durations_of(table.columns[end].cells) : std::nullopt;
  if (!ends) {
    table.kind = TableKind::files;
    make_keys(table, {"file"});
    return true;
  }
  table.columns[start].cells = *starts, table.columns[end].cells = *ends;
  table.kind = TableKind::segments;
  make_keys(table, {"file", "start", "end"});
  return true;
}

}  // namespace openaffect
