#include "openaffect/evaluate/published.h"

#include <algorithm>

#include <fmt/format.h>

#include "openaffect/core/names.h"
#include "openaffect/core/scheme_json.h"

namespace openaffect {

using scheme_json::Object;
using scheme_json::Value;

namespace {

struct Column {
  PublishedPlace place;
  std::string title, note;
};

Result<Column> read_column(const Object& object, std::span<const std::string> tasks) {
  OA_CHECK(object.check_keys({"task", "metric", "field", "part", "title", "note"}));
  OA_TRY(task, object.text("task"));
  OA_TRY(metric, object.name("metric"));
  OA_TRY(field, object.text_or("field", ""));
  OA_TRY(part, object.text_or("part", ""));
  OA_TRY(title, object.text_or("title", ""));
  OA_TRY(note, object.text_or("note", ""));
  if (std::find(tasks.begin(), tasks.end(), task) == tasks.end())
    return object.error("task", unknown_name_message("task", task, tasks));
  return Column{{task, metric, field, part}, title, note};
}

Result<std::vector<Column>> read_columns(const Object& table, std::span<const std::string> tasks) {
  OA_TRY(list, table.list("columns"));
  std::vector<Column> columns;
  for (std::size_t i = 0; i < list->size(); ++i) {
    const std::string path = fmt::format("{}[{}]", table.path_of("columns"), i);
    OA_TRY(object, Object::open((*list)[i], path));
    OA_TRY(column, read_column(object, tasks));
    for (const Column& other : columns)
      if (other.place == column.place) return Error{ErrorKind::format, path + ": stands twice"};
    columns.push_back(std::move(column));
  }
  if (columns.empty()) return table.error("columns", "has no column");
  return columns;
}

Result<Done> read_row(const Object& row, const std::vector<Column>& columns, const std::string& source,
                      std::vector<PublishedValue>& values) {
  OA_CHECK(row.check_keys({"system", "values", "rater", "note"}));
  OA_TRY(system, row.text("system"));
  OA_TRY(rater, row.text_or("rater", ""));
  OA_TRY(note, row.text_or("note", ""));
  OA_TRY(cells, row.list("values"));
  if (cells->size() != columns.size())
    return row.error("values", fmt::format("{} values for {} columns", cells->size(), columns.size()));
  for (std::size_t i = 0; i < cells->size(); ++i) {
    const auto& cell = (*cells)[i].data;
    if (std::holds_alternative<std::nullptr_t>(cell)) continue;
    const double* number = std::get_if<double>(&cell);
    if (!number) return row.error("values", fmt::format("value {} is neither a number nor null", i));
    values.push_back({system, columns[i].place, *number, source, i, columns[i].title, columns[i].note, note, rater});
  }
  return Done{};
}

std::string comparable_name(std::string_view name) {
  std::string kept;
  for (const char c : name)
    if (c != ' ' && c != '-' && c != '_') kept += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return kept;
}

}  // namespace

std::string PublishedValue::note() const {
  return column_note + (column_note.empty() || row_note.empty() ? "" : "; ") + row_note;
}

bool is_same_system(const PublishedValue& value, std::string_view system) {
  const std::string wanted = comparable_name(system);
  return comparable_name(value.system) == wanted || (!value.rater.empty() && comparable_name(value.rater) == wanted);
}

Result<std::vector<PublishedValue>> parse_published(const Object& table, std::span<const std::string> tasks) {
  OA_CHECK(table.check_keys({"source", "columns", "rows"}));
  OA_TRY(source, table.text("source"));
  OA_TRY(columns, read_columns(table, tasks));
  OA_TRY(rows, table.list("rows"));
  std::vector<PublishedValue> values;
  for (std::size_t i = 0; i < rows->size(); ++i) {
    OA_TRY(row, Object::open((*rows)[i], fmt::format("{}[{}]", table.path_of("rows"), i)));
    OA_CHECK(read_row(row, columns, source, values));
  }
  return values;
}

const PublishedValue* find_published(std::span<const PublishedValue> values, std::string_view system,
                                     const PublishedPlace& place) {
  const auto found = std::find_if(values.begin(), values.end(), [&](const PublishedValue& value) {
    return value.place == place && is_same_system(value, system);
  });
  return found == values.end() ? nullptr : &*found;
}

std::vector<PublishedValue> published_at(std::span<const PublishedValue> values, const PublishedPlace& place) {
  std::vector<PublishedValue> there;
  std::copy_if(values.begin(), values.end(), std::back_inserter(there),
               [&](const PublishedValue& value) { return value.place == place; });
  return there;
}

}  // namespace openaffect
