#include "openaffect/evaluate/benchmark_names.h"

#include <algorithm>

#include <fmt/format.h>

#include "openaffect/core/names.h"
#include "openaffect/evaluate/scorer.h"

namespace openaffect {
namespace {

struct KindName {
  std::string_view name;
  TaskKind kind;
};
constexpr KindName kKinds[] = {{"classes", TaskKind::classes},
                               {"grades", TaskKind::grades},
                               {"label_sets", TaskKind::label_sets},
                               {"numbers", TaskKind::numbers},
                               {"texts", TaskKind::texts}};

struct ReaderName {
  std::string_view name;
  BenchmarkReader reader;
};
constexpr ReaderName kReaders[] = {{"aeb", BenchmarkReader::aeb},
                                   {"esc", BenchmarkReader::esc},
                                   {"catalog", BenchmarkReader::catalog},
                                   {"table", BenchmarkReader::table}};

}  // namespace

Result<TaskKind> read_task_kind(const scheme_json::Object& object, std::string_view key) {
  OA_TRY(name, object.text(key));
  std::vector<std::string> known;
  for (const KindName& each : kKinds) {
    if (each.name == name) return each.kind;
    known.emplace_back(each.name);
  }
  return object.error(key, unknown_name_message("kind", name, known));
}

Result<BenchmarkReader> read_benchmark_reader(const scheme_json::Object& object, std::string_view key) {
  OA_TRY(name, object.text(key));
  std::vector<std::string> known;
  for (const ReaderName& each : kReaders) {
    if (each.name == name) return each.reader;
    known.emplace_back(each.name);
  }
  return object.error(key, unknown_name_message("reader", name, known));
}

std::vector<std::string> metrics_of_benchmark(TaskKind kind) {
  std::vector<std::string> known = metrics_of_kind(kind, true);
  const std::string preference = "preference_bias";
  if (kind == TaskKind::classes && std::find(known.begin(), known.end(), preference) == known.end())
    known.push_back(preference);
  return known;
}

Result<Done> check_metric(std::string_view metric, TaskKind kind, const std::string& path) {
  const std::vector<std::string> known = metrics_of_benchmark(kind);
  if (std::find(known.begin(), known.end(), metric) != known.end()) return Done{};
  return Error{ErrorKind::format,
               fmt::format("{}: {}", path, unknown_name_message("metric of this kind", metric, known))};
}

}  // namespace openaffect
