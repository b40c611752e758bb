#include "openaffect/evaluate/benchmark_aeb.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include <fmt/format.h>

#include "openaffect/evaluate/benchmark_aeb_file.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

constexpr std::string_view kEnding = ".jsonl";
constexpr int kMostFolders = 2;

Result<Done> collect(const std::string& folder, int depth, std::vector<std::string>& files) {
  std::error_code failure;
  std::vector<std::string> inner;
  for (std::filesystem::directory_iterator at(folder, failure), end; !failure && at != end; at.increment(failure)) {
    const std::string path = at->path().string();
    if (is_folder(path)) {
      inner.push_back(path);
    } else if (path.ends_with(kEnding)) {
      files.push_back(path);
    }
  }
  if (failure) return system_error(folder, failure.value(), "list");
  for (const std::string& each : inner)
    if (depth < kMostFolders) OA_CHECK(collect(each, depth + 1, files));
  return Done{};
}

Result<std::vector<std::string>> files_of(std::span<const std::string> paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    if (!is_folder(path)) {
      files.push_back(path);
      continue;
    }
    const std::size_t before = files.size();
    OA_CHECK(collect(path, 1, files));
    if (files.size() == before)
      return Error{ErrorKind::not_found, "holds no *.jsonl of recorded answers", {path, {}, "", {}}};
  }
  std::sort(files.begin(), files.end());
  files.erase(std::unique(files.begin(), files.end()), files.end());
  return files;
}

std::string system_of(const std::string& path) {
  const std::string name = std::filesystem::path(path).filename().string();
  return name.ends_with(kEnding) ? name.substr(0, name.size() - kEnding.size()) : name;
}

Result<Done> add_tasks(const std::string& path, std::vector<ScoringTask> tasks, BenchmarkSystem& system) {
  for (ScoringTask& task : tasks) {
    for (const ScoringTask& other : system.tasks)
      if (other.task == task.task && other.field == task.field)
        return Error{ErrorKind::refused,
                     fmt::format("{} {} of {} stands in another file too", task.task, task.field, system.name),
                     {path, {}, "", {}}};
    task.system = system.name;
    system.tasks.push_back(std::move(task));
  }
  return Done{};
}

// Brings the tasks into the benchmark's order and names what is missing.
void arrange(const Benchmark& benchmark, BenchmarkSystem& system) {
  std::vector<ScoringTask> ordered;
  for (const BenchmarkTask& task : benchmark.tasks)
    for (const std::string& field : task.fields.empty() ? std::vector<std::string>{""} : task.fields) {
      const auto found = std::find_if(system.tasks.begin(), system.tasks.end(), [&](const ScoringTask& each) {
        return each.task == task.id && each.field == field;
      });
      if (found == system.tasks.end()) {
        system.absent.push_back({task.id, field, "absent"});
      } else {
        ordered.push_back(std::move(*found));
      }
    }
  system.tasks = std::move(ordered);
}

}  // namespace

Result<std::vector<BenchmarkSystem>> read_aeb(const Benchmark& benchmark, std::span<const std::string> paths) {
  OA_TRY(files, files_of(paths));
  std::map<std::string, BenchmarkSystem> by_name;
  for (const std::string& file : files) {
    OA_TRY(tasks, read_aeb_file(benchmark, file));
    BenchmarkSystem& system = by_name[system_of(file)];
    system.name = system_of(file);
    OA_CHECK(add_tasks(file, std::move(tasks), system));
  }
  std::vector<BenchmarkSystem> systems;
  for (auto& [name, system] : by_name) {
    arrange(benchmark, system);
    systems.push_back(std::move(system));
  }
  return systems;
}

}  // namespace openaffect
