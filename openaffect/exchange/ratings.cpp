#include "openaffect/exchange/ratings.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "openaffect/exchange/bounds.h"
#include "openaffect/exchange/folder_files.h"
#include "openaffect/exchange/json.h"
#include "openaffect/exchange/json_columns.h"
#include "openaffect/exchange/values.h"

namespace openaffect {
namespace {

template <class T>
using Cells = TableColumn::Cells<T>;

constexpr std::array<std::string_view, 13> kColumns = {"item",   "source",     "start", "end",   "rater",
                                                       "scheme", "field",      "label", "value", "confidence",
                                                       "status", "rater_type", "type"};

// Whether cells of this type hold one text, whatever stands in it.
bool is_one_text(std::string_view type) {
  return type == "textarea" || type == "datetime" || type == "pairwise";
}

// "a|b", or ["a|b","c"] where a label has a | or looks like a list.
std::string joined(const std::vector<std::string>& labels, std::string_view type) {
  if (labels.size() == 1 && is_one_text(type) && !labels[0].starts_with('[')) return labels[0];
  const bool plain = std::all_of(labels.begin(), labels.end(), [](const std::string& label) {
    return label.find('|') == std::string::npos && !label.starts_with('[') && !label.empty();
  });
  if (!plain || labels.empty()) return json_line(Fields(labels));
  std::string text;
  for (const std::string& label : labels) text += (text.empty() ? "" : "|") + label;
  return text;
}

std::vector<std::string> divided(const std::string& text, const std::string& type) {
  if (text.starts_with('[')) {
    const auto list = parse_document(text, "");
    if (list && list->is_array() &&
        std::all_of(list->begin(), list->end(), [](const Fields& each) { return each.is_string(); }))
      return list->get<std::vector<std::string>>();
  }
  if (is_one_text(type)) return {text};
  std::vector<std::string> labels;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t bar = std::min(text.find('|', at), text.size());
    labels.push_back(text.substr(at, bar - at));
    at = bar + 1;
  }
  return labels;
}

std::optional<double> seconds(const std::optional<std::int64_t>& nanoseconds) {
  return nanoseconds ? std::optional(seconds_of(*nanoseconds)) : std::nullopt;
}

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

Result<std::vector<DatasetColumn>> more_columns(const std::vector<ItemRating>& ratings) {
  std::vector<const Fields*> rows;
  for (const ItemRating& rating : ratings) rows.push_back(&rating.more);
  OA_TRY(made, columns_of_json(rows));
  return plain_columns(std::move(made));
}

// Of the texts in a row.
std::uint64_t bytes_of_row(const DatasetTable& table, std::size_t row) {
  std::uint64_t bytes = 0;
  for (const DatasetColumn& column : table.columns) {
    if (const auto* texts = std::get_if<Cells<std::string>>(&column.cells.values))
      bytes += (*texts)[row] ? (*texts)[row]->size() : 0;
    else if (!std::holds_alternative<Cells<double>>(column.cells.values))
      bytes += cell_text(column.cells, row).value_or("").size();
  }
  return bytes;
}

// How often each row of `items` is wanted must not blow up what stands in it once.
Result<Done> check_data(const DatasetTable& items, const std::vector<std::size_t>& rows) {
  OA_CHECK(check_cells(items.columns.size(), rows.size()));
  std::vector<std::uint64_t> times(items.rows() + 1);
  for (const std::size_t row : rows) ++times[row];
  std::uint64_t bytes = 0;
  for (std::size_t row = 0; row < items.rows(); ++row) {
    if (times[row] == 0) continue;
    bytes += times[row] * bytes_of_row(items, row);
    OA_CHECK(check_repeated(bytes));
  }
  return Done{};
}

Result<Done> append_data(const std::vector<ItemRating>& ratings, const DatasetTable& items, DatasetTable& table) {
  std::unordered_map<std::string, std::size_t> row_of;
  for (std::size_t row = 0; row < items.rows(); ++row) row_of.try_emplace(item_of(items, row), row);
  std::vector<std::size_t> rows;
  for (const ItemRating& rating : ratings) {
    const auto found = row_of.find(rating.item);
    rows.push_back(found == row_of.end() ? items.rows() : found->second);
  }
  OA_CHECK(check_data(items, rows));
  for (std::size_t i = 0; i < items.columns.size(); ++i) {
    if (i < items.keys && items.columns[i].cells.name == "item") continue;  // it stands there
    DatasetColumn column = items.columns[i];
    // One row more, which is null, for ratings of items that are not there.
    std::visit([](auto& cells) { cells.emplace_back(); }, column.cells.values);
    column.cells = pick_rows(column.cells, rows);
    if (!column.cells.name.starts_with(kOfData)) column.cells.name.insert(0, kOfData);
    table.columns.push_back(std::move(column));
  }
  return Done{};
}

template <class T, class Get>
DatasetColumn long_column(std::string_view name, const std::vector<ItemRating>& ratings, Get get) {
  Cells<T> cells;
  cells.reserve(ratings.size());
  for (const ItemRating& rating : ratings) cells.push_back(get(rating));
  return {{std::string(name), std::move(cells)}};
}

// Reads the columns of a long table by name; absent columns are null.
class LongReader {
 public:
  explicit LongReader(const DatasetTable& table) : table_(table) {}

  std::optional<std::string> text(std::string_view name, std::size_t row) const {
    const std::size_t column = table_.find(name);
    return column == table_.columns.size() ? std::nullopt : cell_text(table_.columns[column].cells, row);
  }

  Result<std::optional<double>> number(std::string_view name, std::size_t row) const {
    const auto cell = text(name, row);
    if (!cell || cell->empty()) return std::optional<double>();
    const auto value = parse_number(*cell);
    if (!value)
      return Error{ErrorKind::format,
                   fmt::format("'{}' is no number", cell->substr(0, 60)),
                   {"", row + 1, std::string(name), {}}};
    return std::isnan(*value) ? std::optional<double>() : value;
  }

  // Seconds, or a duration.
  Result<std::optional<std::int64_t>> time(std::string_view name, std::size_t row) const {
    const std::size_t column = table_.find(name);
    if (column == table_.columns.size()) return std::optional<std::int64_t>();
    if (table_.columns[column].cells.meaning == TableColumn::Meaning::duration)
      return std::get<Cells<std::int64_t>>(table_.columns[column].cells.values)[row];
    OA_TRY(value, number(name, row));
    const auto nanoseconds = value ? nanoseconds_of(*value) : std::nullopt;
    if (value && !nanoseconds)
      return Error{ErrorKind::format, "a time beyond 285 years", {"", row + 1, std::string(name), {}}};
    return nanoseconds;
  }

 private:
  const DatasetTable& table_;
};

Result<ItemRating> rating_at_row(const DatasetTable& table, const LongReader& reader, std::size_t row) {
  const auto text = [&](std::string_view name) { return reader.text(name, row).value_or(""); };
  ItemRating rating;
  rating.item = text("item");
  rating.source = text("source");
  rating.rater = text("rater");
  rating.rater_type = text("rater_type");
  rating.scheme = text("scheme");
  rating.type = text("type");
  rating.status = text("status");
  OA_TRY(start, reader.time("start", row));
  OA_TRY(end, reader.time("end", row));
  OA_TRY(value, reader.number("value", row));
  OA_TRY(confidence, reader.number("confidence", row));
  rating.start = start, rating.end = end, rating.value = value, rating.confidence = confidence;
  if (const auto label = reader.text("label", row)) rating.labels = divided(*label, rating.type);
  if (const std::string field = text("field"); !field.empty() && field != rating.scheme) rating.scheme += "." + field;
  for (const DatasetColumn& column : table.columns) {
    const std::string& name = column.cells.name;
    if (name.starts_with(kOfData) || std::find(kColumns.begin(), kColumns.end(), name) != kColumns.end()) continue;
    if (Fields cell = cell_json(column.cells, row); !cell.is_null()) append_member(rating.more, name, std::move(cell));
  }
  return rating;
}

// Where data.file is what the items are called, they are files.
void make_files(DatasetTable& items) {
  const std::size_t file = items.find("file");
  if (file == items.columns.size() || items.columns[file].cells.values != items.columns[0].cells.values) return;
  items.kind = TableKind::files;
  items.columns[0].cells.name = "file";
  items.columns.erase(items.columns.begin() + static_cast<std::ptrdiff_t>(file));
}

std::optional<DatasetTable> items_of_data(const DatasetTable& table) {
  const std::size_t item = table.find("item");
  if (item == table.columns.size()) return std::nullopt;
  DatasetTable items;
  items.id = "items";
  items.keys = 1;
  std::vector<std::size_t> rows;
  std::set<std::string> seen;
  TableColumn::Cells<std::string> ids;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string id = cell_text(table.columns[item].cells, row).value_or("");
    if (!seen.insert(id).second) continue;
    rows.push_back(row);
    ids.emplace_back(id);
  }
  items.columns.push_back({{"item", std::move(ids)}});
  for (const DatasetColumn& column : table.columns) {
    if (!column.cells.name.starts_with(kOfData)) continue;
    DatasetColumn data = column;
    data.cells = pick_rows(column.cells, rows);
    data.cells.name.erase(0, kOfData.size());
    if (data.cells.name == "item") data.cells.name = column.cells.name;
    items.columns.push_back(std::move(data));
  }
  if (items.columns.size() < 2) return std::nullopt;
  make_files(items);
  return items;
}

// How a table's rated columns are named as schemes.
std::vector<std::string> scheme_names(const DatasetTable& table) {
  std::map<std::pair<std::string, std::string>, int> count;
  for (const DatasetColumn& column : table.columns) ++count[{column.scheme, column.rater}];
  std::vector<std::string> names;
  for (const DatasetColumn& column : table.columns)
    names.push_back(column.scheme.empty() || count[{column.scheme, column.rater}] > 1 ? column.cells.name
                                                                                      : column.scheme);
  return names;
}

// A scheme that is called as one of this program, and holds nothing but its labels, has all of them.
void complete_labels(DatasetScheme& scheme) {
  const auto known = known_scheme(scheme.id);
  if (!known || scheme.labels.empty()) return;
  const auto is_known = [&](const std::string& label) {
    return std::find(known->labels.begin(), known->labels.end(), label) != known->labels.end();
  };
  if (std::all_of(scheme.labels.begin(), scheme.labels.end(), is_known)) scheme.labels = known->labels;
}

void fill_value(const DatasetColumn& column, const DatasetScheme* scheme, std::size_t row, ItemRating& rating) {
  const Fields cell = cell_json(column.cells, row);
  if (cell.is_array() && std::all_of(cell.begin(), cell.end(), [](const Fields& each) { return each.is_string(); }))
    rating.labels = cell.get<std::vector<std::string>>();
  else if (cell.is_number() && (!scheme || scheme->labels.empty()))
    rating.value = cell.get<double>();
  else
    rating.labels = {cell.is_string() ? cell.get<std::string>() : json_line(cell)};
}

void append_wide(const Dataset& dataset, const DatasetTable& table, std::vector<ItemRating>& ratings) {
  const std::vector<std::string> names = scheme_names(table);
  const std::vector<std::size_t> sure = confidence_columns(table);
  std::vector<const DatasetScheme*> schemes;
  std::vector<std::string> rater_types;
  for (const DatasetColumn& column : table.columns) {
    const DatasetPart* rater = column.rater.empty() ? nullptr : dataset.rater(column.rater);
    schemes.push_back(column.scheme.empty() ? nullptr : dataset.scheme(column.scheme));
    rater_types.push_back(rater ? rater->type : "");
  }
  const auto time = [&](std::size_t key, std::size_t row) {
    return std::get<Cells<std::int64_t>>(table.columns[key].cells.values)[row];
  };
  for (std::size_t row = 0; row < table.rows(); ++row)
    for (std::size_t i = table.keys; i < table.columns.size(); ++i) {
      const DatasetColumn& column = table.columns[i];
      if (column.scheme.empty() && column.rater.empty()) continue;
      if (cell_json(column.cells, row).is_null()) continue;
      ItemRating rating;
      rating.item =
          table.kind == TableKind::segments ? cell_text(table.columns[0].cells, row).value_or("") : item_of(table, row);
      if (table.kind == TableKind::segments) rating.start = time(1, row), rating.end = time(2, row);
      rating.source = table.id;
      rating.rater = column.rater;
      rating.rater_type = rater_types[i];
      rating.scheme = names[i];
      fill_value(column, schemes[i], row, rating);
      if (sure[i] < table.columns.size())
        if (const Fields cell = cell_json(table.columns[sure[i]].cells, row); cell.is_number())
          rating.confidence = cell.get<double>();
      ratings.push_back(std::move(rating));
    }
}

}  // namespace

std::vector<std::size_t> confidence_columns(const DatasetTable& table) {
  std::unordered_map<std::string_view, std::size_t> numbers;
  for (std::size_t i = table.keys; i < table.columns.size(); ++i) {
    const DatasetColumn& column = table.columns[i];
    const ValueType type = value_type_of(column.cells);
    if (column.scheme.empty() && column.rater.empty() && (type == ValueType::number || type == ValueType::integer))
      numbers.emplace(column.cells.name, i);
  }
  std::vector<std::size_t> sure(table.columns.size(), table.columns.size());
  for (std::size_t i = table.keys; i < table.columns.size() && !numbers.empty(); ++i) {
    const DatasetColumn& column = table.columns[i];
    if (column.scheme.empty() && column.rater.empty()) continue;
    if (const auto found = numbers.find(column.cells.name + ".confidence"); found != numbers.end())
      sure[i] = found->second;
  }
  return sure;
}

std::string item_of(const DatasetTable& table, std::size_t row) {
  if (table.keys == 0) return std::to_string(row + 1);
  std::string item;
  for (std::size_t i = 0; i < table.keys; ++i) {
    if (i > 0) item += ' ';
    item += cell_text(table.columns[i].cells, row).value_or("");
  }
  return item;
}

Result<DatasetTable> ratings_table(const std::vector<ItemRating>& ratings, const DatasetTable* items) {
  using Text = std::optional<std::string>;
  using Number = std::optional<double>;
  DatasetTable table;
  table.id = "ratings";
  table.kind = TableKind::ratings;
  const auto text = [&](std::string_view name, auto get) {
    table.columns.push_back(
        long_column<std::string>(name, ratings, [&](const ItemRating& r) -> Text { return get(r); }));
  };
  const auto number = [&](std::string_view name, auto get) {
    table.columns.push_back(long_column<double>(name, ratings, [&](const ItemRating& r) -> Number { return get(r); }));
  };
  text("item", [](const auto& r) { return Text(r.item); });
  text("source", [](const auto& r) { return unless_empty(r.source); });
  number("start", [](const auto& r) { return seconds(r.start); });
  number("end", [](const auto& r) { return seconds(r.end); });
  text("rater", [](const auto& r) { return unless_empty(r.rater); });
  text("scheme", [](const auto& r) { return unless_empty(r.scheme); });
  // As our own label job has it: a decision is of no field, a number of the one that is called as its scheme.
  text("field", [](const auto& r) { return r.value && !r.labels ? unless_empty(r.scheme) : Text(); });
  text("label", [](const auto& r) { return r.labels ? Text(joined(*r.labels, r.type)) : Text(); });
  number("value", [](const auto& r) { return r.value; });
  number("confidence", [](const auto& r) { return r.confidence; });
  text("status", [](const auto& r) {
    return Text(!r.status.empty() ? r.status : r.labels || r.value ? "ok" : "abstain");
  });
  text("rater_type", [](const auto& r) { return unless_empty(r.rater_type); });
  text("type", [](const auto& r) { return unless_empty(r.type); });
  OA_TRY(more, more_columns(ratings));
  for (DatasetColumn& column : more) table.columns.push_back(std::move(column));
  if (items) OA_CHECK(append_data(ratings, *items, table));
  return table;
}

bool is_ratings_table(const std::vector<DatasetColumn>& columns) {
  const auto has = [&](std::string_view name) {
    return std::any_of(columns.begin(), columns.end(), [&](const auto& column) { return column.cells.name == name; });
  };
  return has("item") && has("rater") && has("scheme") && (has("label") || has("value"));
}

Result<LongRatings> ratings_from(const DatasetTable& table) {
  const LongReader reader(table);
  LongRatings found;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    OA_TRY(rating, rating_at_row(table, reader, row));
    found.ratings.push_back(std::move(rating));
  }
  found.items = items_of_data(table);
  return found;
}

Result<std::vector<ItemRating>> ratings_of(const Dataset& dataset) {
  std::vector<ItemRating> ratings;
  std::unordered_map<std::string_view, const DatasetPart*> raters;
  for (const DatasetPart& rater : dataset.raters) raters.emplace(rater.id, &rater);
  for (const DatasetTable& table : dataset.tables) {
    if (table.kind != TableKind::ratings) {
      append_wide(dataset, table, ratings);
      continue;
    }
    OA_TRY(found, ratings_from(table));
    for (ItemRating& rating : found.ratings)
      if (const auto rater = raters.find(rating.rater); rater != raters.end() && rating.rater_type.empty())
        rating.rater_type = rater->second->type;
    ratings.insert(ratings.end(), found.ratings.begin(), found.ratings.end());
  }
  return ratings;
}

void declare_parts(const std::vector<ItemRating>& ratings, Dataset& dataset) {
  constexpr std::size_t kMostLabels = 1000;  // more are no closed set
  std::map<std::string, std::set<std::string>> seen;
  for (const DatasetScheme& scheme : dataset.schemes)
    seen[scheme.id].insert(scheme.labels.begin(), scheme.labels.end());
  const std::size_t declared = dataset.schemes.size();
  std::map<std::string, std::size_t> place;
  std::set<std::string> closed;  // whoever declared their labels meant all of them
  for (std::size_t i = 0; i < declared; ++i) {
    place[dataset.schemes[i].id] = i;
    if (!dataset.schemes[i].labels.empty()) closed.insert(dataset.schemes[i].id);
  }
  std::set<std::string> raters;
  for (const DatasetPart& rater : dataset.raters) raters.insert(rater.id);
  for (const ItemRating& rating : ratings) {
    if (!rating.rater.empty() && raters.insert(rating.rater).second)
      dataset.raters.push_back({rating.rater, rating.rater_type.empty() ? "other" : rating.rater_type});
    if (rating.scheme.empty()) continue;
    const auto [at, added] = place.try_emplace(rating.scheme, dataset.schemes.size());
    if (added) dataset.schemes.emplace_back().id = rating.scheme;
    DatasetScheme& scheme = dataset.schemes[at->second];
    if (rating.value && scheme.labels.empty()) scheme.type = ValueType::number;
    if (!rating.labels || rating.type == "textarea" || rating.type == "datetime") continue;
    scheme.several = scheme.several || rating.labels->size() != 1;
    auto& labels = seen[rating.scheme];
    for (const std::string& label : *rating.labels)
      if (labels.insert(label).second) scheme.labels.push_back(label);
  }
  for (DatasetScheme& scheme : dataset.schemes)
    if (scheme.labels.size() > kMostLabels && !closed.contains(scheme.id)) scheme.labels.clear();
  for (std::size_t i = declared; i < dataset.schemes.size(); ++i) complete_labels(dataset.schemes[i]);
}

}  // namespace openaffect
