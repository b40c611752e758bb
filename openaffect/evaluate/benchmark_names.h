// The words that benchmark files use for kinds, readers and metrics. For this module.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "openaffect/core/scheme_json.h"
#include "openaffect/evaluate/benchmark.h"

namespace openaffect {

// classes, grades, label_sets, numbers, texts; aeb, esc, catalog, table. Errors name the nearest one.
Result<TaskKind> read_task_kind(const scheme_json::Object& object, std::string_view key);
Result<BenchmarkReader> read_benchmark_reader(const scheme_json::Object& object, std::string_view key);

// The metrics that a task of this kind can have, by their stable names.
std::vector<std::string> metrics_of_benchmark(TaskKind kind);

// A metric of tasks of this kind, by its stable name; else an error at `path`.
Result<Done> check_metric(std::string_view metric, TaskKind kind, const std::string& path);

}  // namespace openaffect
