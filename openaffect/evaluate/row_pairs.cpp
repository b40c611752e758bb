#include "openaffect/evaluate/row_pairs.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace openaffect {
namespace {

constexpr std::size_t kNamed = 5;

struct Rows {
  std::unordered_map<std::string_view, std::size_t> by_id;
  std::unordered_set<std::string_view> dropped;  // by a filter
};

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
  rows.by_id.reserve(cells.size());
  std::vector<std::string_view> repeated;
  std::size_t empty = 0;
  for (std::size_t row = 0; row < cells.size(); ++row) {
    if (!table.is_kept(row)) {
      if (cells[row]) rows.dropped.insert(*cells[row]);
    } else if (!cells[row])
      ++empty;
    else if (!rows.by_id.emplace(*cells[row], row).second)
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
    if (!second.is_kept(row)) continue;
    const std::string_view one = *second_ids[row];
    if (const auto found = first_rows.by_id.find(one); found != first_rows.by_id.end())
      pairs.rows.emplace_back(found->second, row);
    else if (!first_rows.dropped.contains(one))
      only_second.push_back(one);
  }
  const TextCells& first_ids = first.cells(id);
  for (std::size_t row = 0; row < first_ids.size(); ++row)
    if (first.is_kept(row) && !second_rows.by_id.contains(*first_ids[row]) &&
        !second_rows.dropped.contains(*first_ids[row]))
      only_first.push_back(*first_ids[row]);
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
  for (std::size_t row = 0; row < first.rows(); ++row)
    if (first.is_kept(row) && second.is_kept(row)) pairs.rows.emplace_back(row, row);
  return pairs;
}

}  // namespace openaffect
