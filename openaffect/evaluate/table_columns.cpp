#include "openaffect/evaluate/table_columns.h"

#include <algorithm>

#include "openaffect/core/names.h"

namespace openaffect {

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

Result<Done> TableColumns::read(std::span<const std::string> names) {
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

const TextCells& TableColumns::cells(const std::string& name) const {
  const auto found = cells_.find(name);
  if (found == cells_.end()) throw ContractError("column " + name + " was not read");
  return found->second;
}

}  // namespace openaffect
