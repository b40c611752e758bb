// Ratings that stand below each other become columns beside each other: with_wide_ratings().
#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

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

// The column of one scheme and rater: for each row the rating that fills it.
struct WideColumn {
  std::string scheme, rater;
  std::vector<const ItemRating*> cells;
};

class Pivot {
 public:
  Pivot(const std::vector<ItemRating>& ratings, bool segments) {
    for (const ItemRating& rating : ratings)
      if ((rating.start || rating.end) == segments) add(rating);
  }

  bool empty() const { return places_.empty(); }
  std::size_t twice() const { return twice_; }

  DatasetTable table(const Dataset& dataset) const {
    DatasetTable made;
    std::map<std::string, int> raters_of;
    for (const WideColumn& column : columns_) ++raters_of[column.scheme];
    std::set<std::string> taken;
    for (const WideColumn& column : columns_) {
      std::string name = raters_of[column.scheme] > 1 ? column.scheme + "." + column.rater : column.scheme;
      while (!taken.insert(name).second) name += "_";
      made.columns.push_back(values(column, name, dataset.scheme(column.scheme)));
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
    auto& cells = columns_[column->second].cells;
    if (cells.size() <= row->second) cells.resize(row->second + 1, nullptr);
    if (cells[row->second])
      ++twice_;
    else
      cells[row->second] = &rating;
  }

  DatasetColumn values(const WideColumn& column, const std::string& name, const DatasetScheme* scheme) const {
    bool several = false, numbers = true;
    for (const ItemRating* cell : column.cells) {
      several = several || (cell && cell->labels && cell->labels->size() != 1);
      numbers = numbers && (!cell || !cell->labels);
    }
    several = several || (scheme && scheme->several && !numbers);
    Cells<double> as_numbers(places_.size());
    Cells<std::string> texts(places_.size());
    Cells<std::vector<std::string>> lists(places_.size());
    for (std::size_t row = 0; row < column.cells.size(); ++row) {
      const ItemRating* cell = column.cells[row];
      if (!cell) continue;
      as_numbers[row] = cell->value;
      lists[row] = cell->labels.value_or(std::vector<std::string>());
      texts[row] =
          cell->labels && cell->labels->size() == 1 ? (*cell->labels)[0] : fmt::format("{}", cell->value.value_or(0));
    }
    DatasetColumn made{{name, Cells<std::string>()}, column.scheme, column.rater};
    if (numbers)
      made.cells.values = std::move(as_numbers);
    else if (several)
      made.cells.values = std::move(lists);
    else
      made.cells.values = std::move(texts);
    return made;
  }

  std::optional<DatasetColumn> confidence(const WideColumn& column, const std::string& name) const {
    Cells<double> cells(places_.size());
    bool any = false;
    for (std::size_t row = 0; row < column.cells.size(); ++row) {
      if (!column.cells[row]) continue;
      cells[row] = column.cells[row]->confidence;
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
  for (DatasetColumn& column : wide.columns) {
    std::visit([](auto& cells) { cells.emplace_back(); }, column.cells.values);
    column.cells = pick_rows(column.cells, from);
    while (items.find(column.cells.name) < items.columns.size()) column.cells.name += "_";
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
  for (const ItemRating& rating : ratings) {
    if (rating.more.is_object())
      for (const auto& [key, value] : rating.more.items()) keys.insert(key);
    if (!rating.labels && !rating.value)
      notes.add("answers without a value (skipped, or of a kind without labels) are left out");
  }
  std::string text;
  for (const std::string& key : keys) text += (text.empty() ? "" : ", ") + key;
  if (!keys.empty()) notes.add(fmt::format("of each rating, {} {} left out", text, keys.size() > 1 ? "are" : "is"));
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
  if (!whole.empty() || items) dataset = with_items(std::move(dataset), whole, std::move(items));
  if (!segments.empty()) dataset.tables.push_back(segments_table(segments, dataset));
  return dataset;
}

}  // namespace openaffect
