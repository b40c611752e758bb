// The benchmarks under benchmarks/, embedded by cmake/embed_benchmarks.cmake.
#include <fmt/format.h>

#include "openaffect/core/names.h"
#include "openaffect/evaluate/benchmark.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

struct EmbeddedBenchmark {
  std::string_view name;  // the file's name, and the name inside it
  std::string_view json;
};

// Defines kEmbeddedBenchmarks, an array of the above in alphabetical order.
#include "benchmarks.inc"

constexpr std::uint64_t kMostBenchmarkBytes = std::uint64_t{4} << 20;

std::vector<Benchmark> parse_all() {
  std::vector<Benchmark> benchmarks;
  for (const EmbeddedBenchmark& each : kEmbeddedBenchmarks) {
    Result<Benchmark> benchmark = parse_benchmark(each.json);
    if (!benchmark)
      throw ContractError(fmt::format("built-in benchmark {}: {}", each.name, describe_error(benchmark.error())));
    if (benchmark->name != each.name)
      throw ContractError(fmt::format("built-in benchmark {} calls itself {}", each.name, benchmark->name));
    benchmarks.push_back(*std::move(benchmark));
  }
  return benchmarks;
}

}  // namespace

std::span<const Benchmark> built_in_benchmarks() {
  static const std::vector<Benchmark> benchmarks = parse_all();
  return benchmarks;
}

std::vector<std::string> benchmark_names() {
  std::vector<std::string> names;
  for (const Benchmark& benchmark : built_in_benchmarks()) names.push_back(benchmark.name);
  return names;
}

std::uint64_t benchmark_items(const Benchmark& benchmark) {
  std::uint64_t items = 0;
  for (const BenchmarkTask& task : benchmark.tasks) items += task.items;
  return items;
}

std::string benchmark_takes(const Benchmark& benchmark) {
  switch (benchmark.reader) {
    case BenchmarkReader::aeb:
      return "files of answers, or a folder";
    case BenchmarkReader::esc:
      return "results.json";
    case BenchmarkReader::catalog:
      return "--rater, or labelled tables";
    case BenchmarkReader::table:
      return "tables, or --rater and a table";
  }
  throw ContractError("benchmark_takes: no such reader");
}

Result<Benchmark> find_benchmark(const std::string& name) {
  if (name.ends_with(".json")) {
    OA_TRY(json, read_file(name, kMostBenchmarkBytes));
    Result<Benchmark> benchmark = parse_benchmark(json);
    if (benchmark) return benchmark;
    Error error = benchmark.error();
    error.where.file = name;
    return error;
  }
  for (const Benchmark& benchmark : built_in_benchmarks())
    if (benchmark.name == name) return benchmark;
  return Error{ErrorKind::unknown, unknown_name_message("benchmark", name, benchmark_names())};
}

}  // namespace openaffect
