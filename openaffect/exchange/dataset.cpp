#include "openaffect/exchange/dataset.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "openaffect/core/scheme.h"
#include "openaffect/exchange/values.h"

namespace openaffect {
namespace {

constexpr std::array<std::string_view, 7> kValueTypes = {"str", "int", "float", "bool", "time", "date", "object"};

template <class Part>
const Part* find_id(const std::vector<Part>& parts, std::string_view id) {
  const auto found = std::find_if(parts.begin(), parts.end(), [&](const Part& part) { return part.id == id; });
  return found == parts.end() ? nullptr : &*found;
}

bool holds_only(const TableColumn& column, const DatasetScheme& scheme) {
  const auto known = [&](const std::string& text) {
    return std::find(scheme.labels.begin(), scheme.labels.end(), text) != scheme.labels.end();
  };
  if (const auto* texts = std::get_if<TableColumn::Cells<std::string>>(&column.values))
    return !scheme.several && std::all_of(texts->begin(), texts->end(), [&](const auto& t) { return !t || known(*t); });
  if (const auto* lists = std::get_if<TableColumn::Cells<std::vector<std::string>>>(&column.values))
    return scheme.several && std::all_of(lists->begin(), lists->end(), [&](const auto& list) {
             return !list || std::all_of(list->begin(), list->end(), known);
           });
  return false;
}

DatasetScheme dataset_scheme(const Scheme& scheme) {
  DatasetScheme made;
  made.id = scheme.id();
  made.description = scheme.title();
  made.several = scheme.kind() == SchemeKind::multi_categories;
  made.more = {{"version", scheme.version()}, {"source", scheme.source()}};
  for (const Label& label : scheme.labels()) made.labels.push_back(label.id);
  return made;
}

}  // namespace

std::string_view value_type_name(ValueType type) {
  return kValueTypes[static_cast<std::size_t>(type)];
}

std::optional<ValueType> value_type_of_name(std::string_view name) {
  const auto found = std::find(kValueTypes.begin(), kValueTypes.end(), name);
  if (found == kValueTypes.end()) return std::nullopt;
  return static_cast<ValueType>(found - kValueTypes.begin());
}

std::size_t DatasetTable::find(std::string_view column) const {
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [&](const DatasetColumn& each) { return each.cells.name == column; });
  return static_cast<std::size_t>(found - columns.begin());
}

const DatasetScheme* Dataset::scheme(std::string_view id) const {
  return find_id(schemes, id);
}
const DatasetPart* Dataset::rater(std::string_view id) const {
  return find_id(raters, id);
}
const DatasetPart* Dataset::split(std::string_view id) const {
  return find_id(splits, id);
}

std::vector<std::string> labels_of(const Dataset& dataset, const DatasetScheme& scheme) {
  if (scheme.labels_from.empty()) return scheme.labels;
  std::vector<std::string> labels;
  const DatasetTable* table = find_id(dataset.tables, scheme.labels_from);
  for (std::size_t row = 0; table && table->keys == 1 && row < table->rows(); ++row)
    labels.push_back(cell_text(table->columns[0].cells, row).value_or(""));
  return labels;
}

namespace {

bool same_type(const TableColumn& a, const TableColumn& b) {
  return a.values.index() == b.values.index() && a.meaning == b.meaning;
}

bool same_columns(const DatasetTable& a, const DatasetTable& b) {
  return a.kind == b.kind && a.keys == b.keys &&
         std::equal(a.columns.begin(), a.columns.end(), b.columns.begin(), b.columns.end(),
                    [](const DatasetColumn& x, const DatasetColumn& y) {
                      return x.cells.name == y.cells.name && same_type(x.cells, y.cells);
                    });
}

// The columns of `table` in the order of `first`, where they are called the same.
void order_as(const DatasetTable& first, DatasetTable& table) {
  if (table.columns.size() != first.columns.size()) return;
  std::vector<std::size_t> places;
  for (const DatasetColumn& column : first.columns) places.push_back(table.find(column.cells.name));
  if (std::find(places.begin(), places.end(), table.columns.size()) != places.end()) return;
  std::vector<DatasetColumn> ordered;
  for (const std::size_t place : places) ordered.push_back(std::move(table.columns[place]));
  table.columns = std::move(ordered);
}

}  // namespace

bool share_type(TableColumn& a, TableColumn& b) {
  for (const ValueType type : {ValueType::number, ValueType::text}) {
    if (same_type(a, b)) return true;
    auto first = as_type(a, type), second = as_type(b, type);
    if (first && second && same_type(*first, *second)) a = *std::move(first), b = *std::move(second);
  }
  return same_type(a, b);
}

Result<Done> check_keys(const DatasetTable& table, const std::string& file) {
  constexpr ValueType kFile[] = {ValueType::text};
  constexpr ValueType kSegment[] = {ValueType::text, ValueType::duration, ValueType::duration};
  std::span<const ValueType> wanted;
  if (table.kind == TableKind::files) wanted = kFile;
  if (table.kind == TableKind::segments) wanted = kSegment;
  if (table.keys > table.columns.size() || (!wanted.empty() && table.keys != wanted.size()))
    return Error{ErrorKind::format, "table " + table.id + " lacks the keys of its type", {file, {}, "", {}}};
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const TableColumn& key = table.columns[i].cells;
    if (value_type_of(key) != wanted[i] || std::holds_alternative<TableColumn::Cells<LabelId>>(key.values))
      return Error{ErrorKind::format,
                   fmt::format("is a key of type {}, and holds {}", value_type_name(wanted[i]),
                               value_type_name(value_type_of(key))),
                   {file, {}, key.name, {}}};
  }
  return Done{};
}

void settle_groups(Dataset& dataset) {
  std::map<std::string, std::vector<DatasetTable*>> groups;
  for (DatasetTable& table : dataset.tables)
    if (!table.group.empty()) groups[table.group].push_back(&table);
  for (auto& [name, tables] : groups) {
    for (DatasetTable* table : tables) order_as(*tables[0], *table);
    // Twice: a type that a later table asked for is carried back to the earlier ones.
    for (int round = 0; round < 2; ++round)
      for (DatasetTable* table : tables)
        for (std::size_t i = 0; i < std::min(table->columns.size(), tables[0]->columns.size()); ++i)
          (void)share_type(tables[0]->columns[i].cells, table->columns[i].cells);
    if (std::all_of(tables.begin(), tables.end(), [&](const auto* table) { return same_columns(*tables[0], *table); }))
      continue;
    for (DatasetTable* table : tables) table->group.clear();
  }
}

DatasetTable join_tables(std::span<const DatasetTable* const> tables, const std::string& split) {
  if (tables.empty()) return {};
  DatasetTable joined = *tables[0];
  TableColumn::Cells<std::string> names(joined.rows(), tables[0]->split);
  for (const DatasetTable* table : tables.subspan(1)) {
    if (!same_columns(joined, *table))
      throw ContractError("tables " + joined.id + " and " + table->id + " have other columns");
    names.insert(names.end(), table->rows(), table->split);
    for (std::size_t i = 0; i < joined.columns.size(); ++i)
      std::visit(
          [&](auto& cells) {
            const auto& more = std::get<std::remove_reference_t<decltype(cells)>>(table->columns[i].cells.values);
            cells.insert(cells.end(), more.begin(), more.end());
          },
          joined.columns[i].cells.values);
  }
  if (!split.empty()) joined.columns.push_back({{split, std::move(names)}});
  if (!joined.group.empty()) joined.id = joined.group;
  if (tables.size() > 1 || !split.empty()) joined.split.clear();
  joined.group.clear();
  return joined;
}

TableColumn pick_rows(const TableColumn& column, std::span<const std::size_t> rows) {
  TableColumn picked{column.name, {}, column.dictionary, column.meaning};
  std::visit(
      [&](const auto& cells) {
        std::remove_cvref_t<decltype(cells)> kept;
        kept.reserve(rows.size());
        for (const std::size_t row : rows) kept.push_back(cells[row]);
        picked.values = std::move(kept);
      },
      column.values);
  return picked;
}

DatasetTable without_cells(const DatasetTable& table) {
  DatasetTable bare{table.id,    table.kind,  table.keys,        {},        table.split,
                    table.media, table.group, table.description, table.more};
  for (const DatasetColumn& column : table.columns)
    bare.columns.push_back({pick_rows(column.cells, {}), column.scheme, column.rater, column.description, column.more});
  return bare;
}

std::vector<DatasetTable> divide_by_split(const DatasetTable& table, std::string_view split) {
  const std::size_t column = table.find(split);
  if (column == table.columns.size() || column < table.keys || !table.split.empty()) return {table};
  const auto* cells = std::get_if<TableColumn::Cells<std::string>>(&table.columns[column].cells.values);
  if (!cells || std::any_of(cells->begin(), cells->end(), [](const auto& cell) { return !cell || cell->empty(); }))
    return {table};
  constexpr std::size_t kMostSplits = 100;
  std::vector<std::pair<std::string, std::vector<std::size_t>>> parts;
  std::unordered_map<std::string, std::size_t> place;
  for (std::size_t row = 0; row < cells->size(); ++row) {
    const auto [part, added] = place.try_emplace(*(*cells)[row], parts.size());
    if (added) parts.push_back({part->first, {}});
    if (parts.size() > kMostSplits) return {table};
    parts[part->second].second.push_back(row);
  }
  std::vector<DatasetTable> divided;
  for (const auto& [name, rows] : parts) {
    DatasetTable part = without_cells(table);
    part.columns.erase(part.columns.begin() + static_cast<std::ptrdiff_t>(column));
    for (std::size_t i = 0; i < part.columns.size(); ++i)
      part.columns[i].cells = pick_rows(table.columns[i < column ? i : i + 1].cells, rows);
    part.id = name;
    part.split = name;
    part.group = table.id;
    divided.push_back(std::move(part));
  }
  return divided.empty() ? std::vector{table} : divided;
}

std::string_view usual_split_type(std::string_view split) {
  constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
      {"train", "train"},     {"training", "train"}, {"dev", "dev"},   {"devel", "dev"},
      {"development", "dev"}, {"validation", "dev"}, {"valid", "dev"}, {"test", "test"}};
  for (const auto& [name, type] : kTypes)
    if (name == split) return type;
  return "other";
}

void declare_splits(Dataset& dataset) {
  for (const DatasetTable& table : dataset.tables)
    if (!table.split.empty() && !dataset.split(table.split))
      dataset.splits.push_back({table.split, std::string(usual_split_type(table.split))});
}

std::optional<DatasetScheme> known_scheme(std::string_view id) {
  const auto known = built_in_scheme_ids();
  if (std::find(known.begin(), known.end(), id) == known.end()) return std::nullopt;
  return dataset_scheme(*built_in_scheme(id));
}

void recognise_schemes(Dataset& dataset) {
  for (DatasetTable& table : dataset.tables)
    for (std::size_t i = table.keys; i < table.columns.size(); ++i) {
      DatasetColumn& column = table.columns[i];
      if (!column.scheme.empty()) continue;
      const auto scheme = known_scheme(column.cells.name);
      if (!scheme) continue;
      const DatasetScheme* there = dataset.scheme(scheme->id);
      if (!holds_only(column.cells, *scheme) || (there && *there != *scheme)) continue;
      if (!there) dataset.schemes.push_back(*scheme);
      column.scheme = scheme->id;
    }
}

}  // namespace openaffect
