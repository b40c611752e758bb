// Ratings that stand below each other become columns beside each other: with_wide_ratings().
#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "openaffect/exchange/bounds.h"
#include "openaffect/exchange/ratings.h"
#include "openaffect/exchange/values.h"

namespace openaffect {
namespace {

template <class T>
using Cells = TableColumn::Cells<T>;

struct Place {
  std::string item;
  std::optional<std::int64_t> start, end;
  auto operator<=>(const Place&) const = default;
};

// The column of one scheme and rater: of the rows that it has something in, the rating that fills them.
struct WideColumn {
  std::string scheme, rater;
  std::unordered_map<std::size_t, const ItemRating*> cells;
};

class Pivot {
 public:
  Pivot(const std::vector<ItemRating>& ratings, bool segments) {
    for (const ItemRating& rating : ratings)
      if ((rating.start || rating.end) == segments) add(rating);
  }

  bool empty() const { return places_.empty(); }
  std::size_t twice() const { return twice_; }

  // That the table, with `more` rows that it has no rating of, may be made.
  Result<Done> check(std::size_t more) const { return check_cells(columns_.size(), places_.size() + more); }

  DatasetTable table(const Dataset& dataset) const {
    DatasetTable made;
    std::map<std::string, int> raters_of;
    for (const WideColumn& column : columns_) ++raters_of[column.scheme];
    std::unordered_map<std::string_view, const DatasetScheme*> schemes;
    for (const DatasetScheme& scheme : dataset.schemes) schemes.emplace(scheme.id, &scheme);
    std::set<std::string> taken;
    for (const WideColumn& column : columns_) {
      std::string name = raters_of[column.scheme] > 1 ? column.scheme + "." + column.rater : column.scheme;
      while (!taken.insert(name).second) name += "_";
      made.columns.push_back(
          values(column, name, schemes.contains(column.scheme) ? schemes.at(column.scheme) : nullptr));
      if (auto sure = confidence(column, name)) made.columns.push_back(*std::move(sure));
    }
    return made;
  }

  const std::vector<Place>& places() const { return places_; }

 private:
  void add(const ItemRating& rating) {
    if (rating.scheme.empty() || (!rating.labels && !rating.value)) return;
    const auto [row, new_row] = row_of_.try_emplace({rating.item, rating.start, rating.end}, places_.size());
    if (new_row) places_.push_back(row->first);
    const auto [column, new_column] = column_of_.try_emplace({rating.scheme, rating.rater}, columns_.size());
    if (new_column) columns_.push_back({rating.scheme, rating.rater, {}});
    if (!columns_[column->second].cells.try_emplace(row->second, &rating).second) ++twice_;
  }

  DatasetColumn values(const WideColumn& column, const std::string& name, const DatasetScheme* scheme) const {
    bool several = false, numbers = true;
    for (const auto& [row, cell] : column.cells) {
      several = several || (cell->labels && cell->labels->size() != 1);
      numbers = numbers && !cell->labels;
    }
    several = several || (scheme && scheme->several && !numbers);
    const auto make = [&](auto cells, auto get) {
      cells.resize(places_.size());
      for (const auto& [row, cell] : column.cells) cells[row] = get(*cell);
      return DatasetColumn{{name, std::move(cells)}, column.scheme, column.rater};
    };
    if (numbers) return make(Cells<double>(), [](const ItemRating& cell) { return cell.value; });
    if (several)
      return make(Cells<std::vector<std::string>>(),
                  [](const ItemRating& cell) { return cell.labels.value_or(std::vector<std::string>()); });
    return make(Cells<std::string>(), [](const ItemRating& cell) {
      return cell.labels ? (*cell.labels)[0] : fmt::format("{}", cell.value.value_or(0));
    });
  }

  std::optional<DatasetColumn> confidence(const WideColumn& column, const std::string& name) const {
    Cells<double> cells(places_.size());
    bool any = false;
    for (const auto& [row, cell] : column.cells) {
      cells[row] = cell->confidence;
      any = any || cells[row].has_value();
    }
    if (!any) return std::nullopt;
    return DatasetColumn{{name + ".confidence", std::move(cells)}};
  }

  std::vector<Place> places_;
  std::vector<WideColumn> columns_;
  std::map<Place, std::size_t> row_of_;
  std::map<std::pair<std::string, std::string>, std::size_t> column_of_;
  std::size_t twice_ = 0;
};

// Of stretches of files: keys file, start, end.
DatasetTable segments_table(const Pivot& pivot, const Dataset& dataset) {
  DatasetTable table = pivot.table(dataset);
  Cells<std::string> files;
  Cells<std::int64_t> starts, ends;
  for (const Place& place : pivot.places()) {
    files.emplace_back(place.item);
    starts.emplace_back(place.start.value_or(0));
    ends.push_back(place.end);
  }
  const auto duration = TableColumn::Meaning::duration;
  const DatasetColumn keys[] = {{{"file", std::move(files)}},
                                {{"start", std::move(starts), {}, duration}},
                                {{"end", std::move(ends), {}, duration}}};
  table.columns.insert(table.columns.begin(), std::begin(keys), std::end(keys));
  table.id = "segments";
  table.kind = TableKind::segments;
  table.keys = 3;
  return table;
}

// The columns of `wide` beside those of the items that it speaks of; items that it does not know are added.
void beside(const Pivot& pivot, DatasetTable wide, DatasetTable& items) {
  std::unordered_map<std::string, std::size_t> row_of;
  for (std::size_t row = 0; row < items.rows(); ++row) row_of.try_emplace(item_of(items, row), row);
  std::size_t rows = items.rows();
  for (const Place& place : pivot.places()) {
    if (!row_of.try_emplace(place.item, rows).second) continue;
    ++rows;
    for (std::size_t i = 0; i < items.columns.size(); ++i)
      std::visit(
          [&](auto& cells) {
            cells.emplace_back();
            if constexpr (std::is_same_v<std::remove_cvref_t<decltype(cells)>, Cells<std::string>>)
              if (i == 0) cells.back() = place.item;
          },
          items.columns[i].cells.values);
  }
  std::vector<std::size_t> from(rows, pivot.places().size());
  for (std::size_t row = 0; row < pivot.places().size(); ++row) from[row_of.at(pivot.places()[row].item)] = row;
  constexpr std::string_view kConfidence = ".confidence";
  std::unordered_set<std::string> names;
  for (const DatasetColumn& column : items.columns) names.insert(column.cells.name);
  std::string given, taken;  // how the column before was called, and is now: its confidence follows it
  for (DatasetColumn& column : wide.columns) {
    std::visit([](auto& cells) { cells.emplace_back(); }, column.cells.values);
    column.cells = pick_rows(column.cells, from);
    std::string& name = column.cells.name;
    if (column.scheme.empty() && name == given + std::string(kConfidence)) name = taken + std::string(kConfidence);
    given = name;
    while (!names.insert(name).second) name += "_";
    taken = name;
    items.columns.push_back(std::move(column));
  }
}

DatasetTable empty_items() {
  DatasetTable items;
  items.id = "items";
  items.keys = 1;
  items.columns.push_back({{"item", Cells<std::string>()}});
  return items;
}

// The set with the ratings of whole items beside them: beside the first table that has one key, all splits of it, or
// `items`, or a table of nothing but their names.
Dataset with_items(Dataset dataset, const Pivot& whole, std::optional<DatasetTable> items) {
  const auto known = std::find_if(dataset.tables.begin(), dataset.tables.end(), [](const DatasetTable& table) {
    return table.keys == 1 && (table.kind == TableKind::items || table.kind == TableKind::files);
  });
  DatasetTable joined = items ? *std::move(items) : empty_items();
  std::vector<DatasetTable> rest;
  if (known == dataset.tables.end()) {
    rest = std::move(dataset.tables);
  } else {
    const std::string group = known->group;
    std::vector<const DatasetTable*> parts;
    for (const DatasetTable& table : dataset.tables) {
      const bool is_part = group.empty() ? &table == &*known : table.group == group;
      is_part ? parts.push_back(&table) : rest.push_back(table);
    }
    joined = group.empty() ? *known : join_tables(parts, "split");
  }
  if (!whole.empty()) beside(whole, whole.table(dataset), joined);
  dataset.tables = divide_by_split(joined, "split");
  dataset.tables.insert(dataset.tables.end(), std::make_move_iterator(rest.begin()),
                        std::make_move_iterator(rest.end()));
  return dataset;
}

void note_losses(const std::vector<ItemRating>& ratings, std::size_t twice, Notes& notes) {
  if (twice > 0) notes.add(fmt::format("{} ratings are left out: their rater had judged the item before", twice));
  std::set<std::string> keys;
  std::size_t nameless = 0;
  for (const ItemRating& rating : ratings) {
    if (!rating.type.empty()) keys.insert("type");
    if (!rating.source.empty()) keys.insert("source");
    if (rating.labels && rating.value) keys.insert("value");
    if (!rating.status.empty() && rating.status != "ok" && rating.status != "abstain") keys.insert("status");
    if (rating.scheme.empty() && (rating.labels || rating.value)) ++nameless;
    if (rating.more.is_object())
      for (const auto& [key, value] : rating.more.items()) keys.insert(key);
    if (!rating.labels && !rating.value)
      notes.add("answers without a value (skipped, or of a kind without labels) are left out");
  }
  if (nameless > 0) notes.add(fmt::format("{} ratings are left out: they are of no scheme", nameless));
  if (!keys.empty())
    notes.add(fmt::format("of each rating, {} {} left out", fmt::join(keys, ", "), keys.size() > 1 ? "are" : "is"));
}

}  // namespace

Result<Dataset> with_wide_ratings(Dataset dataset, Notes& notes) {
  settle_groups(dataset);
  std::vector<ItemRating> ratings;
  std::optional<DatasetTable> items;
  std::vector<DatasetTable> rest;
  for (DatasetTable& table : dataset.tables) {
    if (table.kind != TableKind::ratings) {
      rest.push_back(std::move(table));
      continue;
    }
    OA_TRY(found, ratings_from(table));
    ratings.insert(ratings.end(), std::make_move_iterator(found.ratings.begin()),
                   std::make_move_iterator(found.ratings.end()));
    if (found.items && !items) items = std::move(found.items);
  }
  dataset.tables = std::move(rest);
  if (ratings.empty()) return dataset;
  declare_parts(ratings, dataset);
  const Pivot whole(ratings, false), segments(ratings, true);
  note_losses(ratings, whole.twice() + segments.twice(), notes);
  std::size_t others = items ? items->rows() : 0;
  for (const DatasetTable& table : dataset.tables) others += table.keys == 1 ? table.rows() : 0;
  OA_CHECK(whole.check(others));
  OA_CHECK(segments.check(0));
  if (!whole.empty() || items) dataset = with_items(std::move(dataset), whole, std::move(items));
  if (!segments.empty()) dataset.tables.push_back(segments_table(segments, dataset));
  return dataset;
}

}  // namespace openaffect
