#include "openaffect/evaluate/table_columns.h"

#include <algorithm>

#include <set>

#include <fmt/format.h>

#include "openaffect/core/names.h"
#include "openaffect/core/stop.h"
#include "openaffect/evaluate/label_cells.h"

namespace openaffect {

namespace {

constexpr std::size_t kNamedValues = 40;

// A cell of the filter's column that it does not keep may have been meant.
Error keeps_none(const std::string& path, const CellFilter& filter, const TextCells& cells) {
  std::set<std::string> values;
  for (const auto& cell : cells)
    if (cell && values.size() < kNamedValues) values.insert(cell->substr(0, 80));
  const std::vector<std::string> names(values.begin(), values.end());
  return Error{ErrorKind::unknown, unknown_name_message("value", filter.value, names), {path, {}, filter.column, {}}};
}

bool keeps(const CellFilter& filter, const std::optional<double>& number, const std::optional<std::string>& cell) {
  if (!cell) return false;
  return *cell == filter.value || (number && cell_number(*cell) == number);
}

}  // namespace

Result<CellFilter> CellFilter::parse(const std::string& text) {
  const std::size_t sign = text.find('=');
  if (sign != std::string::npos && sign > 0) return CellFilter{text.substr(0, sign), text.substr(sign + 1)};
  return Error{ErrorKind::unknown, fmt::format("'{}' is not COLUMN=VALUE", text)};
}

Result<TableColumns> TableColumns::open(const std::string& path, const ReadOptions& options) {
  OA_TRY(reader, open_table(path, options));
  TableColumns table;
  table.path_ = path;
  table.format_ = reader->format();
  table.columns_.assign(reader->columns().begin(), reader->columns().end());
  table.reader_ = std::move(reader);
  return table;
}

std::vector<std::string> TableColumns::names() const {
  std::vector<std::string> names;
  for (const ColumnInfo& column : columns_) names.push_back(column.name);
  return names;
}

const ColumnInfo* TableColumns::find(std::string_view name) const {
  const auto found = std::ranges::find(columns_, name, &ColumnInfo::name);
  return found == columns_.end() ? nullptr : &*found;
}

Result<Done> TableColumns::read(std::span<const std::string> names, const std::atomic<bool>* stop) {
  std::vector<std::size_t> wanted;
  for (const std::string& name : names) {
    const ColumnInfo* column = find(name);
    if (!column)
      return Error{ErrorKind::unknown, unknown_name_message("column", name, this->names()), {path_, {}, "", {}}};
    wanted.push_back(static_cast<std::size_t>(column - columns_.data()));
    cells_[name];
  }
  std::ranges::sort(wanted);
  wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
  reader_->want(wanted);
  while (true) {
    OA_CHECK(check_stop(stop));
    OA_TRY(raw, reader_->next());
    if (!raw) break;
    OA_TRY(block, reader_->parse(*raw, wanted));
    rows_ += block.rows();
    for (const std::size_t column : wanted) {
      TextCells& cells = cells_[columns_[column].name];
      for (auto& cell : block.as_texts(column)) cells.push_back(std::move(cell));
    }
  }
  reader_.reset();
  return Done{};
}

Result<Done> TableColumns::keep(std::span<const CellFilter> filters) {
  if (filters.empty()) return Done{};
  dropped_.assign(rows_, false);
  for (const CellFilter& filter : filters) {
    const TextCells& column = cells(filter.column);
    const auto number = cell_number(filter.value);
    bool any = false;
    for (std::size_t row = 0; row < rows_; ++row) {
      const bool kept = keeps(filter, number, column[row]);
      any = any || kept;
      if (!kept) dropped_[row] = true;
    }
    if (!any && rows_ > 0) return keeps_none(path_, filter, column);
  }
  return Done{};
}

const TextCells& TableColumns::cells(const std::string& name) const {
  const auto found = cells_.find(name);
  if (found == cells_.end()) throw ContractError("column " + name + " was not read");
  return found->second;
}

}  // namespace openaffect
