#include "openaffect/evaluate/benchmark_task.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/core/names.h"
#include "openaffect/evaluate/benchmark_names.h"

namespace openaffect {

using scheme_json::Object;
using scheme_json::Value;

namespace {

bool has_labels(TaskKind kind) {
  return kind == TaskKind::classes || kind == TaskKind::grades || kind == TaskKind::label_sets;
}

// A scheme of the task's own, for files that name labels or a range instead of a scheme.
Result<std::shared_ptr<const Scheme>> own_scheme(const Object& object, const BenchmarkTask& task,
                                                 const std::vector<std::string>& labels) {
  nlohmann::json json = {{"schema", "openaffect/scheme/1"},
                         {"id", "labels"},
                         {"version", "1.0"},
                         {"title", task.title},
                         {"description", task.title},
                         {"source", "a benchmark file"},
                         {"licence", "a benchmark file's"}};
  const char* key = has_labels(task.kind) ? "labels" : "fields";
  json["kind"] = task.kind == TaskKind::numbers      ? "numbers"
                 : task.kind == TaskKind::label_sets ? "multi_categories"
                 : task.kind == TaskKind::grades     ? "grades"
                                                     : "categories";
  for (const std::string& label : has_labels(task.kind) ? labels : task.fields) {
    nlohmann::json choice = {{"id", label}, {"definition", label}};
    if (task.kind == TaskKind::numbers) choice["minimum"] = task.minimum, choice["maximum"] = task.maximum;
    json[key].push_back(std::move(choice));
  }
  Result<Scheme> scheme = Scheme::parse(json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  if (!scheme) return object.error(key, scheme.error().what);
  return std::make_shared<const Scheme>(*std::move(scheme));
}

Result<Done> read_range(const Object& object, BenchmarkTask& task) {
  if (!object.find("range")) return Done{};
  OA_TRY(range, object.numbers("range"));
  if (task.kind != TaskKind::numbers) return object.error("range", "only numbers have one");
  if (range.size() != 2 || !(range[1] > range[0])) return object.error("range", "has to be [lowest, highest]");
  task.minimum = range[0], task.maximum = range[1];
  return Done{};
}

Result<Done> read_scheme(const Object& object, BenchmarkTask& task) {
  OA_TRY(id, object.text_or("scheme", ""));
  OA_TRY(labels, object.texts("labels"));
  if (task.kind == TaskKind::texts) {
    if (!id.empty() || !labels.empty()) return object.error("scheme", "texts have none");
    return Done{};
  }
  if (!id.empty() && !labels.empty()) return object.error("labels", "either a scheme or labels");
  if (!labels.empty() && !has_labels(task.kind)) return object.error("labels", "numbers have none");
  if (id.empty()) {
    const bool bare = has_labels(task.kind) ? labels.empty() : task.fields.empty() || !(task.maximum > task.minimum);
    if (bare)
      return object.error("scheme",
                          has_labels(task.kind) ? "missing, and no labels" : "missing, and no fields with a range");
    OA_TRY(own, own_scheme(object, task, labels));
    task.scheme = std::move(own);
    return Done{};
  }
  const auto found = find_scheme(id);
  if (!found) return object.error("scheme", found.error().what);
  if (has_labels(task.kind) ? (*found)->labels().empty() : (*found)->kind() != SchemeKind::numbers)
    return object.error("scheme", fmt::format("{} does not fit the kind of the task", id));
  task.scheme = *found;
  return Done{};
}

// Fields of a scheme of numbers are checked against it; cells of a column are whatever the file says.
Result<Done> check_fields(const Object& object, BenchmarkTask& task) {
  if (!task.split_by.empty()) {
    if (task.fields.empty()) return object.error("fields", "missing: which cells of split_by are wanted");
    return Done{};
  }
  if (task.kind != TaskKind::numbers) {
    if (!task.fields.empty()) return object.error("fields", "only numbers and tasks with split_by have fields");
    return Done{};
  }
  if (task.fields.empty())
    for (const NumberField& field : task.scheme->fields()) task.fields.push_back(field.id);
  std::vector<std::string> known;
  for (const NumberField& field : task.scheme->fields()) known.push_back(field.id);
  for (const std::string& field : task.fields)
    if (std::find(known.begin(), known.end(), field) == known.end())
      return object.error("fields", unknown_name_message("field", field, known));
  if (task.maximum > task.minimum) return Done{};
  task.minimum = task.scheme->find_field(task.fields[0])->minimum;
  task.maximum = task.scheme->find_field(task.fields[0])->maximum;
  return Done{};
}

Result<Done> read_values(const Object& object, BenchmarkTask& task) {
  std::vector<double> values;
  if (object.find("values")) {
    OA_TRY(given, object.numbers("values"));
    values = std::move(given);
  }
  const bool single = task.kind == TaskKind::classes || task.kind == TaskKind::grades;
  if (!values.empty() && (!single || values.size() != task.scheme->labels().size()))
    return object.error("values", "has to be one whole number for each label of classes or grades");
  for (const double value : values) {
    if (value != std::floor(value) || std::abs(value) > 1e6) return object.error("values", "has to be whole numbers");
    task.values.push_back(static_cast<std::int64_t>(value));
  }
  if (!single || !values.empty()) return Done{};
  for (const Label& label : task.scheme->labels())
    if (label.value && *label.value == std::floor(*label.value))
      task.values.push_back(static_cast<std::int64_t>(*label.value));
  if (task.values.size() != task.scheme->labels().size()) task.values.clear();
  return Done{};
}

Result<std::vector<BenchmarkGroup>> groups_of_scheme(const Object& object, const Scheme& scheme,
                                                     const std::string& grouping) {
  std::vector<std::string> known;
  for (const SchemeGrouping& each : scheme.groupings()) {
    known.push_back(each.id);
    if (each.id != grouping) continue;
    std::vector<BenchmarkGroup> groups;
    for (const LabelGroup& group : each.groups) groups.push_back({group.id, group.labels});
    return groups;
  }
  return object.error("groups", unknown_name_message("grouping", grouping, known));
}

Result<BenchmarkGroup> read_group(const Object& object, const Scheme& scheme) {
  OA_CHECK(object.check_keys({"id", "labels"}));
  OA_TRY(id, object.name("id"));
  OA_TRY(labels, object.texts("labels"));
  BenchmarkGroup group{id, {}};
  for (const std::string& label : labels) {
    const auto found = scheme.find_label(label);
    if (!found) return object.error("labels", fmt::format("{} has no label '{}'", scheme.id(), label));
    group.labels.push_back(*found);
  }
  if (group.labels.empty()) return object.error("labels", "has no label");
  return group;
}

Result<Done> check_disjoint(const Object& object, const BenchmarkTask& task) {
  std::vector<bool> used(task.scheme->labels().size());
  for (const BenchmarkGroup& group : task.groups)
    for (const LabelId label : group.labels) {
      if (used[static_cast<std::size_t>(label)])
        return object.error("groups", fmt::format("'{}' stands twice", task.scheme->label(label).id));
      used[static_cast<std::size_t>(label)] = true;
    }
  return Done{};
}

Result<Done> read_groups(const Object& object, BenchmarkTask& task) {
  const Value* value = object.find("groups");
  if (!value) return Done{};
  if (!has_labels(task.kind)) return object.error("groups", "only labels have groups");
  if (std::holds_alternative<std::string>(value->data)) {
    OA_TRY(name, object.text("groups"));
    OA_TRY(groups, groups_of_scheme(object, *task.scheme, name));
    task.groups = std::move(groups);
    return check_disjoint(object, task);
  }
  OA_TRY(list, object.list("groups"));
  for (std::size_t i = 0; i < list->size(); ++i) {
    OA_TRY(item, Object::open((*list)[i], fmt::format("{}[{}]", object.path_of("groups"), i)));
    OA_TRY(group, read_group(item, *task.scheme));
    task.groups.push_back(std::move(group));
  }
  return check_disjoint(object, task);
}

Result<bool> read_flag(const Object& object, std::string_view key) {
  const Value* value = object.find(key);
  if (!value) return false;
  const bool* flag = std::get_if<bool>(&value->data);
  return flag ? Result<bool>(*flag) : Result<bool>(object.error(key, "has to be true or false"));
}

Result<BenchmarkMetric> read_metric(const Value& value, const std::string& path, const BenchmarkTask& task) {
  BenchmarkMetric metric;
  if (const auto* name = std::get_if<std::string>(&value.data)) {
    metric.metric = *name;
  } else {
    OA_TRY(object, Object::open(value, path));
    OA_CHECK(object.check_keys({"metric", "label", "per_label"}));
    OA_TRY(text, object.text("metric"));
    OA_TRY(label, object.text_or("label", ""));
    OA_TRY(per_label, read_flag(object, "per_label"));
    metric = {.metric = text, .label = label, .per_label = per_label};
    if (per_label && text != "macro_f1" && text != "preference_bias")
      return object.error("per_label", "only macro_f1 and preference_bias have a figure for each label");
  }
  OA_CHECK(check_metric(metric.metric, task.kind, path));
  const bool of_label = metric.metric == "f1" || metric.metric == "precision" || metric.metric == "recall";
  if (of_label != !metric.label.empty())
    return Error{ErrorKind::format,
                 fmt::format("{}: {} {}", path, metric.metric,
                             of_label ? "speaks of one label: {\"metric\", \"label\"}" : "speaks of no label")};
  const std::vector<std::string> labels = task.label_ids();
  if (of_label && std::find(labels.begin(), labels.end(), metric.label) == labels.end())
    return Error{ErrorKind::format, fmt::format("{}: {}", path, unknown_name_message("label", metric.label, labels))};
  return metric;
}

Result<Done> read_metrics(const Object& object, BenchmarkTask& task) {
  for (const char* key : {"metrics", "more_metrics"}) {
    const bool reported = std::string_view(key) == "metrics";
    if (!reported && !object.find(key)) continue;
    OA_TRY(list, object.list(key));
    for (std::size_t i = 0; i < list->size(); ++i) {
      OA_TRY(metric, read_metric((*list)[i], fmt::format("{}[{}]", object.path_of(key), i), task));
      metric.reported = reported;
      task.metrics.push_back(std::move(metric));
    }
    if (task.metrics.empty()) return object.error(key, "has no metric");
  }
  return Done{};
}

Result<Done> read_rows(const Object& object, BenchmarkTask& task) {
  const Value* value = object.find("rows");
  if (!value) return Done{};
  OA_TRY(rows, Object::open(*value, object.path_of("rows")));
  for (const auto& member : rows.members()) {
    const auto& data = member.value.data;
    if (const bool* flag = std::get_if<bool>(&data)) {
      task.rows.push_back({member.key, *flag ? "true" : "false"});
    } else if (const auto* text = std::get_if<std::string>(&data)) {
      task.rows.push_back({member.key, *text});
    } else {
      return rows.error(member.key, "has to be a text, true or false");
    }
  }
  return Done{};
}

Result<Done> read_columns(const Object& object, BenchmarkReader reader, BenchmarkTask& task) {
  OA_TRY(gold, object.text_or("gold", ""));
  OA_TRY(prediction, object.text_or("prediction", ""));
  OA_CHECK(read_rows(object, task));
  const bool by_columns = reader == BenchmarkReader::catalog || reader == BenchmarkReader::table;
  if (!by_columns && (!gold.empty() || !prediction.empty() || !task.rows.empty()))
    return object.error("gold", "only the readers catalog and table have columns");
  if (by_columns && task.kind == TaskKind::texts && gold.empty()) return object.error("gold", "missing");
  if (gold.empty() && by_columns)
    gold = task.kind == TaskKind::numbers ? task.scheme->id() + ".{field}" : task.scheme->id();
  task.gold = std::move(gold), task.prediction = std::move(prediction);
  return Done{};
}

Result<Done> read_words(const Object& object, BenchmarkTask& task) {
  OA_TRY(id, object.text("id"));
  OA_TRY(title, object.text_or("title", id));
  OA_TRY(kind, read_task_kind(object, "kind"));
  OA_TRY(fields, object.texts("fields"));
  OA_TRY(split_by, object.text_or("split_by", ""));
  OA_TRY(average, object.text_or("average", ""));
  OA_TRY(none, object.texts("none"));
  OA_TRY(note, object.text_or("note", ""));
  OA_TRY(items, object.optional_number("items"));
  if (!average.empty() && average != "fields") return object.error("average", "has to be 'fields'");
  if (!none.empty() && kind != TaskKind::label_sets) return object.error("none", "only label sets can be empty");
  if (items && (*items < 0 || *items > 1e12 || *items != std::floor(*items)))
    return object.error("items", "not a count");
  for (std::size_t i = 0; i < fields.size(); ++i)
    if (std::find(fields.begin(), fields.begin() + static_cast<std::ptrdiff_t>(i), fields[i]) !=
        fields.begin() + static_cast<std::ptrdiff_t>(i))
      return object.error("fields", fmt::format("'{}' stands twice", fields[i]));
  task.id = id, task.title = title, task.kind = kind, task.fields = fields, task.split_by = split_by;
  task.average_fields = !average.empty(), task.none = none, task.note = note;
  task.items = static_cast<std::uint64_t>(items.value_or(0));
  return Done{};
}

}  // namespace

std::vector<std::string> BenchmarkTask::label_ids() const {
  std::vector<std::string> ids;
  if (!has_labels(kind)) return ids;
  for (const BenchmarkGroup& group : groups) ids.push_back(group.id);
  if (!ids.empty()) return ids;
  for (const Label& label : scheme->labels()) ids.push_back(label.id);
  return ids;
}

Result<BenchmarkTask> parse_benchmark_task(const Object& object, BenchmarkReader reader) {
  OA_CHECK(
      object.check_keys({"id", "title", "kind", "scheme", "labels", "fields", "split_by", "average", "range", "values",
                         "none", "groups", "metrics", "more_metrics", "items", "gold", "prediction", "rows", "note"}));
  BenchmarkTask task;
  OA_CHECK(read_words(object, task));
  OA_CHECK(read_range(object, task));
  OA_CHECK(read_scheme(object, task));
  OA_CHECK(check_fields(object, task));
  OA_CHECK(read_values(object, task));
  OA_CHECK(read_groups(object, task));
  OA_CHECK(read_metrics(object, task));
  OA_CHECK(read_columns(object, reader, task));
  return task;
}

}  // namespace openaffect
