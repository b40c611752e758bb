#include "openaffect/catalog/item_table.h"

namespace openaffect {
namespace {

std::vector<std::string> label_ids(const std::string& scheme) {
  std::vector<std::string> ids;
  for (const Label& label : built_in_scheme(scheme)->labels()) ids.push_back(label.id);
  return ids;
}

}  // namespace

template <class T>
ColumnOf<T> ItemTable::declare(const std::string& name, ColumnNote note, std::vector<std::string> dictionary) {
  for (const TableColumn& column : columns_)
    if (column.name == name) throw ContractError("column " + name + " is declared twice");
  columns_.push_back({name, TableColumn::Cells<T>(), std::move(dictionary)});
  notes_.push_back(std::move(note));
  return {columns_.size() - 1};
}

ColumnOf<std::string> ItemTable::text(const std::string& name, const std::string& about) {
  return declare<std::string>(name, {"", about});
}
ColumnOf<double> ItemTable::number(const std::string& name, const std::string& scheme, const std::string& about) {
  return declare<double>(name, {scheme, about});
}
ColumnOf<std::int64_t> ItemTable::integer(const std::string& name, const std::string& about) {
  return declare<std::int64_t>(name, {"", about});
}
ColumnOf<bool> ItemTable::boolean(const std::string& name, const std::string& about) {
  return declare<bool>(name, {"", about});
}
ColumnOf<std::vector<double>> ItemTable::numbers(const std::string& name, const std::string& about) {
  return declare<std::vector<double>>(name, {"", about});
}
ColumnOf<std::vector<std::string>> ItemTable::texts(const std::string& name, const std::string& about) {
  return declare<std::vector<std::string>>(name, {"", about});
}
ColumnOf<LabelId> ItemTable::label(const std::string& scheme, const std::string& about) {
  return declare<LabelId>(scheme, {scheme, about}, label_ids(scheme));
}
ColumnOf<std::vector<LabelId>> ItemTable::labels(const std::string& scheme, const std::string& about) {
  return declare<std::vector<LabelId>>(scheme, {scheme, about}, label_ids(scheme));
}

std::span<const TableColumn> ItemTable::columns() {
  for (TableColumn& column : columns_) std::visit([&](auto& cells) { cells.resize(rows_); }, column.values);
  return columns_;
}

}  // namespace openaffect
