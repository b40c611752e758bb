// A benchmark as data: which items, which tasks, which metrics, and what papers print. JSON files (benchmarks/*.json,
// docs/benchmark_files.md), the library's own and a user's.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/core/scheme.h"
#include "openaffect/evaluate/published.h"
#include "openaffect/evaluate/task.h"

namespace openaffect {

// Where items, gold and answers come from.
enum class BenchmarkReader {
  aeb,      // recorded answers as AEB publishes them (benchmark_aeb.h)
  esc,      // results.json of preference bias on emotional support (benchmark_esc.h)
  catalog,  // a data set of the catalogue: gold only, predictions from a rater (benchmark_sets.h)
  table,    // a user's table (benchmark_sets.h)
};

struct BenchmarkData {
  std::string set = {};    // of the catalogue; of reader `catalog`
  std::string split = {};  // train, development, test; "": all of it
  std::string id = "id";   // columns; a table may have no column of ids, a set always has one
  std::string text = "text";
};

struct BenchmarkMetric {
  std::string metric;      // a stable name: "macro_f1"
  std::string label = {};  // of f1, precision, recall: the label
  bool reported = true;    // whether the paper reports it; the first metric of a task is its headline
  bool per_label = false;  // of an average over labels: the labels' own figures are shown too
};

// Several labels scored as one, under a name of its own. Gold of no group leaves its item out; a prediction of no group
// is wrong (classes), or says nothing (label sets).
struct BenchmarkGroup {
  std::string id;
  std::vector<LabelId> labels;  // of the scheme
};

// A row counts when the text of this cell is `value` ("true" and "false" for a boolean).
struct BenchmarkFilter {
  std::string column, value;
};

struct BenchmarkTask {
  std::string id;  // "EI-reg"
  std::string title;
  TaskKind kind = TaskKind::classes;
  std::shared_ptr<const Scheme> scheme;   // null only for texts
  std::vector<std::string> fields = {};   // one ScoringTask each: fields of the scheme, or cells of `split_by`
  std::string split_by = {};              // a column whose cells are the fields
  bool average_fields = false;            // a figure of the whole task is the mean over its fields
  double minimum = 0, maximum = 0;        // of printed answers to a task of numbers, closed
  std::vector<std::int64_t> values = {};  // of printed answers to classes and grades, one a label
  std::vector<std::string> none = {};     // names for "no label at all", of label sets
  std::vector<BenchmarkGroup> groups = {};
  std::vector<BenchmarkMetric> metrics = {};
  std::uint64_t items = 0;  // how many a whole run has, over all fields; 0: not said
  // Of catalog and table: columns, "{field}" standing for the field's name.
  std::string gold = {};
  std::string prediction = {};
  std::vector<BenchmarkFilter> rows = {};
  std::string note = {};  // to print beside figures

  std::vector<std::string> label_ids() const;  // of the groups, else of the scheme; none for numbers and texts
};

struct Benchmark {
  std::string name;  // [a-z][a-z0-9_-]*
  std::string title;
  std::string paper;
  BenchmarkReader reader = BenchmarkReader::table;
  BenchmarkData data = {};
  std::vector<BenchmarkTask> tasks = {};
  std::vector<PublishedValue> published = {};
  std::vector<std::string> notes = {};

  const BenchmarkTask* find_task(std::string_view id) const;  // null when there is none
};

// One system's part of a benchmark.
struct AbsentTask {
  std::string task, field;
  std::string reason;  // "absent": no file has it; "not_rated": the rater has no such field
};

struct BenchmarkSystem {
  std::string name;
  std::vector<ScoringTask> tasks;       // in the benchmark's order
  std::vector<AbsentTask> absent = {};  // what is missing of it
  std::vector<std::string> notes = {};  // a sentence each
};

// Fails as a scheme does (docs/schemes.md): with the path of what is missing, unknown or of the wrong type.
Result<Benchmark> parse_benchmark(std::string_view json);

// The benchmarks that the library carries, in alphabetical order. Parsed on first use; safe from any thread. A broken
// one is a broken build (tested), hence ContractError.
std::span<const Benchmark> built_in_benchmarks();

std::vector<std::string> benchmark_names();

// How many items all its tasks have together; and what is given to it, in words: "answers", "results.json", "--rater",
// "a table".
std::uint64_t benchmark_items(const Benchmark& benchmark);
std::string benchmark_takes(const Benchmark& benchmark);

// One of them; `unknown`, with the nearest name, when there is none. `name` may also be a file of the user's own, known
// by its ending .json.
Result<Benchmark> find_benchmark(const std::string& name);

}  // namespace openaffect
