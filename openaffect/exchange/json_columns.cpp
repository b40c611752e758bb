#include "openaffect/exchange/json_columns.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "openaffect/exchange/bounds.h"
#include "openaffect/exchange/json.h"

namespace openaffect {
namespace {

template <class T>
using Cells = TableColumn::Cells<T>;

// A column of JSON values, of the narrowest type that holds them all.
TableColumn column_of_json(const std::string& name, const std::vector<const Fields*>& values) {
  const auto all = [&](auto is) {
    return std::all_of(values.begin(), values.end(), [&](const Fields* v) { return !v || v->is_null() || is(*v); });
  };
  const auto make = [&](auto get) {
    Cells<decltype(get(Fields()))> cells(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
      if (values[i] && !values[i]->is_null()) cells[i] = get(*values[i]);
    return TableColumn{name, std::move(cells)};
  };
  if (all([](const Fields& v) { return v.is_string(); }))
    return make([](const Fields& v) { return v.is_string() ? v.get<std::string>() : std::string(); });
  if (all([](const Fields& v) { return v.is_boolean(); }))
    return make([](const Fields& v) { return v.is_boolean() && v.get<bool>(); });
  if (all([](const Fields& v) {
        return v.is_number_integer() && !(v.is_number_unsigned() && v.get<std::uint64_t>() >> 63U);
      }))
    return make([](const Fields& v) { return v.is_number() ? v.get<std::int64_t>() : std::int64_t{0}; });
  if (all([](const Fields& v) { return v.is_number_float(); }))
    return make([](const Fields& v) { return v.is_number() ? v.get<double>() : 0.0; });
  TableColumn column = make([](const Fields& v) { return json_line(v); });
  column.meaning = TableColumn::Meaning::json;
  return column;
}

}  // namespace

Result<std::vector<TableColumn>> columns_of_json(const std::vector<const Fields*>& objects) {
  // Of each key its values, each with its row: rows without it cost nothing.
  std::vector<std::string> names;
  std::unordered_map<std::string, std::size_t> place;
  std::vector<std::vector<std::pair<std::size_t, const Fields*>>> values;
  for (std::size_t row = 0; row < objects.size(); ++row) {
    if (!objects[row]->is_object()) continue;
    for (const auto& [key, value] : objects[row]->items()) {
      const auto [at, added] = place.try_emplace(key, names.size());
      if (added) {
        names.push_back(key);
        values.emplace_back();
      }
      values[at->second].emplace_back(row, &value);
    }
  }
  OA_CHECK(check_cells(names.size(), objects.size()));
  std::vector<TableColumn> columns;
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::vector<const Fields*> all(objects.size(), nullptr);
    for (const auto& [row, value] : values[i]) all[row] = value;
    columns.push_back(column_of_json(names[i], all));
  }
  return columns;
}

Result<std::vector<TableColumn>> columns_of_json(const std::vector<Fields>& objects) {
  std::vector<const Fields*> pointers;
  for (const Fields& object : objects) pointers.push_back(&object);
  return columns_of_json(pointers);
}

}  // namespace openaffect
