// The table that a loader fills: one row an item, columns declared first, a cell that is not set is null.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/core/scheme.h"
#include "openaffect/data/table_file.h"

namespace openaffect {

// A column of an ItemTable; valid as long as the table.
template <class T>
struct ColumnOf {
  std::size_t at = 0;
};

struct ColumnNote {
  std::string scheme;  // of gold columns: the scheme's id
  std::string about;   // what the column holds, where its name does not say it
};

// (text | number | … )* (set* end_row)* columns. Throws ContractError when a name is declared or a cell is set twice.
class ItemTable {
 public:
  ColumnOf<std::string> text(const std::string& name, const std::string& about = "");
  ColumnOf<double> number(const std::string& name, const std::string& scheme = "", const std::string& about = "");
  ColumnOf<std::int64_t> integer(const std::string& name, const std::string& about = "");
  ColumnOf<bool> boolean(const std::string& name, const std::string& about = "");
  ColumnOf<std::vector<double>> numbers(const std::string& name, const std::string& about = "");
  ColumnOf<std::vector<std::string>> texts(const std::string& name, const std::string& about = "");
  // Gold columns named as their scheme: one label, or a list of them.
  ColumnOf<LabelId> label(const std::string& scheme, const std::string& about = "");
  ColumnOf<std::vector<LabelId>> labels(const std::string& scheme, const std::string& about = "");

  template <class T>
  void set(ColumnOf<T> column, T value) {
    auto& cells = std::get<TableColumn::Cells<T>>(columns_[column.at].values);
    if (cells.size() > rows_) throw ContractError("column " + columns_[column.at].name + " is set twice");
    cells.resize(rows_);
    cells.emplace_back(std::move(value));
  }
  void set(ColumnOf<std::string> column, std::string_view value) { set<std::string>(column, std::string(value)); }
  void end_row() { ++rows_; }

  std::size_t rows() const { return rows_; }
  std::span<const TableColumn> columns();  // all as long as rows()
  const ColumnNote& note(std::size_t column) const { return notes_[column]; }

 private:
  template <class T>
  ColumnOf<T> declare(const std::string& name, ColumnNote note, std::vector<std::string> dictionary = {});

  std::size_t rows_ = 0;
  std::vector<TableColumn> columns_;
  std::vector<ColumnNote> notes_;
};

}  // namespace openaffect
