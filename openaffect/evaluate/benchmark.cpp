#include "openaffect/evaluate/benchmark.h"

#include <algorithm>

#include <fmt/format.h>

#include "openaffect/catalog/entry.h"
#include "openaffect/core/scheme_json.h"
#include "openaffect/evaluate/benchmark_names.h"
#include "openaffect/evaluate/benchmark_task.h"

namespace openaffect {

using scheme_json::Object;
using scheme_json::Value;

namespace {

constexpr std::string_view kSchema = "openaffect/benchmark/1";

bool is_benchmark_name(std::string_view name) {
  const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-'; };
  return !name.empty() && name.size() <= 64 && name[0] >= 'a' && name[0] <= 'z' &&
         std::all_of(name.begin(), name.end(), allowed);
}

Result<Done> read_words(const Object& object, Benchmark& benchmark) {
  OA_TRY(name, object.text("name"));
  if (!is_benchmark_name(name)) return object.error("name", "has to be lower case letters, digits, _ and -");
  OA_TRY(title, object.text("title"));
  OA_TRY(paper, object.text_or("paper", ""));
  OA_TRY(reader, read_benchmark_reader(object, "reader"));
  OA_TRY(notes, object.texts("notes"));
  benchmark.name = name, benchmark.title = title, benchmark.paper = paper;
  benchmark.reader = reader, benchmark.notes = notes;
  return Done{};
}

Result<Done> read_data(const Object& object, Benchmark& benchmark) {
  const bool is_set = benchmark.reader == BenchmarkReader::catalog;
  const Value* value = object.find("data");
  if (!value) return is_set ? Result<Done>(object.error("data", "missing")) : Result<Done>(Done{});
  OA_TRY(data, Object::open(*value, "data"));
  if (!is_set && benchmark.reader != BenchmarkReader::table)
    return object.error("data", "this reader has its own form");
  if (is_set) {
    OA_CHECK(data.check_keys({"set", "split"}));
    OA_TRY(set, data.text("set"));
    OA_TRY(split, data.text_or("split", ""));
    if (!set.ends_with(".json"))
      if (const auto entry = find_catalog_entry(CatalogKind::data_set, set); !entry)
        return data.error("set", entry.error().what);
    if (!split.empty() && split != "train" && split != "development" && split != "test")
      return data.error("split", "has to be train, development or test");
    benchmark.data.set = set, benchmark.data.split = split;
    return Done{};
  }
  OA_CHECK(data.check_keys({"id", "text"}));
  OA_TRY(id, data.text_or("id", "id"));
  OA_TRY(text, data.text_or("text", "text"));
  benchmark.data.id = id, benchmark.data.text = text;
  return Done{};
}

Result<Done> read_tasks(const Object& object, Benchmark& benchmark) {
  OA_TRY(list, object.list("tasks"));
  for (std::size_t i = 0; i < list->size(); ++i) {
    OA_TRY(item, Object::open((*list)[i], fmt::format("tasks[{}]", i)));
    OA_TRY(task, parse_benchmark_task(item, benchmark.reader));
    if (benchmark.find_task(task.id)) return item.error("id", fmt::format("'{}' stands twice", task.id));
    benchmark.tasks.push_back(std::move(task));
  }
  if (benchmark.tasks.empty()) return object.error("tasks", "has no task");
  return Done{};
}

Result<Done> check_place(const Benchmark& benchmark, const PublishedPlace& place, const std::string& path) {
  const std::vector<std::string>& fields = benchmark.find_task(place.task)->fields;
  if (place.field.empty() || std::find(fields.begin(), fields.end(), place.field) != fields.end()) return Done{};
  return Error{ErrorKind::format, fmt::format("{}: task {} has no field '{}'", path, place.task, place.field)};
}

Result<Done> read_published(const Object& object, Benchmark& benchmark) {
  if (!object.find("published")) return Done{};
  OA_TRY(list, object.list("published"));
  std::vector<std::string> ids;
  for (const BenchmarkTask& task : benchmark.tasks) ids.push_back(task.id);
  for (std::size_t i = 0; i < list->size(); ++i) {
    const std::string path = fmt::format("published[{}]", i);
    OA_TRY(table, Object::open((*list)[i], path));
    OA_TRY(values, parse_published(table, ids));
    for (const PublishedValue& other : benchmark.published)
      if (!values.empty() && other.source == values[0].source)
        return table.error("source", fmt::format("'{}' stands twice", other.source));
    for (PublishedValue& value : values) {
      OA_CHECK(check_place(benchmark, value.place, path));
      benchmark.published.push_back(std::move(value));
    }
  }
  return Done{};
}

}  // namespace

const BenchmarkTask* Benchmark::find_task(std::string_view id) const {
  const auto found = std::find_if(tasks.begin(), tasks.end(), [&](const BenchmarkTask& task) { return task.id == id; });
  return found == tasks.end() ? nullptr : &*found;
}

Result<Benchmark> parse_benchmark(std::string_view json) {
  OA_TRY(document, scheme_json::parse(json));
  OA_TRY(object, Object::open(document, ""));
  OA_CHECK(object.check_schema(kSchema));
  OA_CHECK(object.check_keys({"schema", "name", "title", "paper", "reader", "data", "tasks", "published", "notes"}));
  Benchmark benchmark;
  OA_CHECK(read_words(object, benchmark));
  OA_CHECK(read_data(object, benchmark));
  OA_CHECK(read_tasks(object, benchmark));
  OA_CHECK(read_published(object, benchmark));
  return benchmark;
}

}  // namespace openaffect
