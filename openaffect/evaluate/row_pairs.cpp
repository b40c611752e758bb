#include "openaffect/evaluate/row_pairs.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace openaffect {
namespace {

constexpr std::size_t kNamed = 5;

using Rows = std::unordered_map<std::string_view, std::size_t>;

std::string some_of(const std::vector<std::string_view>& ids) {
  std::vector<std::string> named;
  for (const std::string_view id : std::span(ids).first(std::min(ids.size(), kNamed)))
    named.push_back(fmt::format("'{}'", id.substr(0, 80)));
  return fmt::format("{}{}", fmt::join(named, ", "), ids.size() > kNamed ? ", …" : "");
}

Error refusal(const TableColumns& table, const std::string& column, const std::string& what) {
  return Error{ErrorKind::refused, what, {table.path(), {}, column, {}}};
}

Result<Rows> rows_by_id(const TableColumns& table, const std::string& id) {
  const TextCells& cells = table.cells(id);
  Rows rows;
  rows.reserve(cells.size());
  std::vector<std::string_view> repeated;
  std::size_t empty = 0;
  for (std::size_t row = 0; row < cells.size(); ++row) {
    if (!cells[row])
      ++empty;
    else if (!rows.emplace(*cells[row], row).second)
      repeated.push_back(*cells[row]);
  }
  if (empty > 0) return refusal(table, id, fmt::format("{} rows have no id", empty));
  if (!repeated.empty())
    return refusal(table, id,
                   fmt::format("{} rows have the id of another row: {}", repeated.size(), some_of(repeated)));
  return rows;
}

}  // namespace

Result<RowPairs> pair_by_id(const TableColumns& first, const TableColumns& second, const std::string& id,
                            bool allow_missing) {
  OA_TRY(first_rows, rows_by_id(first, id));
  OA_TRY(second_rows, rows_by_id(second, id));
  RowPairs pairs;
  std::vector<std::string_view> only_first, only_second;
  const TextCells& second_ids = second.cells(id);
  for (std::size_t row = 0; row < second_ids.size(); ++row) {
    const auto found = first_rows.find(*second_ids[row]);
    if (found == first_rows.end())
      only_second.push_back(*second_ids[row]);
    else
      pairs.rows.emplace_back(found->second, row);
  }
  for (const auto& cell : first.cells(id))
    if (!second_rows.contains(*cell)) only_first.push_back(*cell);
  pairs.only_first = only_first.size();
  pairs.only_second = only_second.size();
  if (allow_missing || (only_first.empty() && only_second.empty())) return pairs;
  const bool of_first = !only_first.empty();
  return refusal(
      of_first ? first : second, id,
      fmt::format("{} of its ids are not in {} ({}), and {} of that one's are not here; --allow-missing drops "
                  "and counts them",
                  of_first ? only_first.size() : only_second.size(), (of_first ? second : first).path(),
                  some_of(of_first ? only_first : only_second), of_first ? only_second.size() : only_first.size()));
}

Result<RowPairs> pair_by_order(const TableColumns& first, const TableColumns& second) {
  if (first.rows() != second.rows())
    return Error{
        ErrorKind::refused,
        fmt::format("has {} rows, and {} has {}; without ids, rows are paired in order: name a column with --id",
                    first.rows(), second.path(), second.rows()),
        {first.path(), {}, "", {}}};
  RowPairs pairs;
  for (std::size_t row = 0; row < first.rows(); ++row) pairs.rows.emplace_back(row, row);
  return pairs;
}

}  // namespace openaffect
