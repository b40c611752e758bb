#include "openaffect/evaluate/benchmark_sets.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <unordered_set>

#include <fmt/format.h>

#include "openaffect/catalog/store.h"
#include "openaffect/core/names.h"
#include "openaffect/data/table.h"
#include "openaffect/evaluate/benchmark_cells.h"
#include "openaffect/evaluate/benchmark_rows.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);
constexpr const char* kSplit = "split";

std::string with_field(std::string column, const std::string& field) {
  constexpr std::string_view kPlace = "{field}";
  if (const auto at = column.find(kPlace); at != std::string::npos) column.replace(at, kPlace.size(), field);
  return column;
}

// One task, or one field of it, and the columns that it needs.
struct Part {
  const BenchmarkTask* task = nullptr;
  std::string field;
  std::size_t gold = kNone, prediction = kNone, split_by = kNone;
  std::vector<std::pair<std::size_t, std::string>> rows;
};

struct Plan {
  std::size_t id = kNone, text = kNone, split = kNone;
  std::vector<Part> parts;
  std::vector<std::size_t> wanted;  // columns, ascending
};

// Finds columns by name and remembers that they are wanted.
class Columns {
 public:
  Columns(const TableReader& reader, const std::string& path) : path_(path) {
    for (const ColumnInfo& column : reader.columns()) names_.push_back(column.name);
  }

  std::size_t find(const std::string& name) {
    const auto found = std::find(names_.begin(), names_.end(), name);
    if (found == names_.end()) return kNone;
    wanted_.push_back(static_cast<std::size_t>(found - names_.begin()));
    return wanted_.back();
  }

  Result<std::size_t> need(const std::string& name) {
    const std::size_t at = find(name);
    if (at != kNone) return at;
    return Error{ErrorKind::unknown, unknown_name_message("column", name, names_), {path_, {}, "", {}}};
  }

  std::vector<std::size_t> wanted() {
    std::sort(wanted_.begin(), wanted_.end());
    wanted_.erase(std::unique(wanted_.begin(), wanted_.end()), wanted_.end());
    return wanted_;
  }

 private:
  std::string path_;
  std::vector<std::string> names_;
  std::vector<std::size_t> wanted_;
};

Result<Part> make_part(const BenchmarkTask& task, const std::string& field, bool predictions, Columns& columns) {
  Part part{&task, field, kNone, kNone, kNone, {}};
  OA_TRY(gold, columns.need(with_field(task.gold, field)));
  part.gold = gold;
  if (predictions && !task.prediction.empty()) {
    OA_TRY(prediction, columns.need(with_field(task.prediction, field)));
    part.prediction = prediction;
  }
  if (!task.split_by.empty()) {
    OA_TRY(split_by, columns.need(task.split_by));
    part.split_by = split_by;
  }
  for (const BenchmarkFilter& filter : task.rows) {
    OA_TRY(column, columns.need(filter.column));
    part.rows.emplace_back(column, filter.value);
  }
  return part;
}

Result<Plan> make_plan(const Benchmark& benchmark, bool predictions, Columns& columns) {
  Plan plan;
  const bool is_set = benchmark.reader == BenchmarkReader::catalog;
  plan.id = columns.find(benchmark.data.id);
  if (plan.id == kNone && (is_set || benchmark.data.id != BenchmarkData().id))
    OA_CHECK(columns.need(benchmark.data.id));
  plan.text = columns.find(benchmark.data.text);
  if (plan.text == kNone && !predictions) OA_CHECK(columns.need(benchmark.data.text));
  if (!benchmark.data.split.empty()) {
    OA_TRY(split, columns.need(kSplit));
    plan.split = split;
  }
  for (const BenchmarkTask& task : benchmark.tasks) {
    for (const std::string& field : task.fields.empty() ? std::vector<std::string>{""} : task.fields) {
      OA_TRY(part, make_part(task, field, predictions, columns));
      plan.parts.push_back(std::move(part));
    }
  }
  plan.wanted = columns.wanted();
  return plan;
}

// A boolean cell says True or False in a csv, true or false in ours.
bool is_cell(const std::optional<std::string>& cell, const std::string& value) {
  if (!cell) return false;
  if (*cell == value) return true;
  return (value == "true" && *cell == "True") || (value == "false" && *cell == "False");
}

class Loader {
 public:
  Loader(const Benchmark& benchmark, const std::string& path, const ReadOptions& read, bool predictions)
      : benchmark_(benchmark), path_(path), read_(read), predictions_(predictions) {}

  Result<BenchmarkItems> load() {
    OA_TRY(reader, open_table(path_, read_));
    Columns columns(*reader, path_);
    OA_TRY(plan, make_plan(benchmark_, predictions_, columns));
    plan_ = std::move(plan);
    columns_.assign(reader->columns().begin(), reader->columns().end());
    start();
    reader->want(plan_.wanted);
    while (true) {
      OA_TRY(raw, reader->next());
      if (!raw) break;
      OA_TRY(block, reader->parse(*raw, plan_.wanted));
      OA_CHECK(add_block(block));
    }
    for (const ScoringTask& task : items_.gold)
      if (task.ids.empty())
        return Error{ErrorKind::format,
                     fmt::format("has no row of task {}{}{}", task.task, task.field.empty() ? "" : " ", task.field),
                     {path_, {}, "", {}}};
    return std::move(items_);
  }

 private:
  void start() {
    for (const Part& part : plan_.parts) {
      items_.gold.push_back(empty_scoring_task(*part.task, part.field));
      items_.task_of.push_back(static_cast<std::size_t>(part.task - benchmark_.tasks.data()));
      items_.items_of.emplace_back();
    }
  }

  Result<Done> add_block(const Block& block) {
    std::map<std::size_t, TextCells> cells;
    for (const std::size_t column : plan_.wanted) cells[column] = plain_cells(block, column, columns_[column].type);
    for (std::size_t row = 0; row < block.rows(); ++row) {
      if (plan_.split != kNone && !is_cell(cells[plan_.split][row], benchmark_.data.split)) continue;
      std::optional<std::uint32_t> item;
      for (std::size_t i = 0; i < plan_.parts.size(); ++i)
        OA_CHECK(add_row(i, cells, row, block.first_row() + row + 1, item));
    }
    return Done{};
  }

  Result<Done> add_row(std::size_t at, std::map<std::size_t, TextCells>& cells, std::size_t row, std::uint64_t number,
                       std::optional<std::uint32_t>& item) {
    const Part& part = plan_.parts[at];
    for (const auto& [column, value] : part.rows)
      if (!is_cell(cells[column][row], value)) return Done{};
    if (part.split_by != kNone && !is_cell(cells[part.split_by][row], part.field)) return Done{};
    const auto& gold = cells[part.gold][row];
    if (!gold) return Done{};
    ScoringTask& task = items_.gold[at];
    const GoldCell taken = append_gold_cell(*part.task, *gold, task);
    if (taken == GoldCell::left_out) return Done{};
    if (taken == GoldCell::bad)
      return Error{ErrorKind::format,
                   fmt::format("gold is none of task {}", part.task->id),
                   {path_, number, columns_[part.gold].name, {}}};
    if (!item) {
      OA_TRY(added, add_item(cells, row, number));
      item = added;
    }
    items_.items_of[at].push_back(*item);
    task.ids.push_back(items_.ids[*item]);
    task.texts.push_back(items_.texts[*item].value_or(""));
    if (part.prediction != kNone) {
      const auto& cell = cells[part.prediction][row];
      append_prediction_cell(*part.task, cell ? std::optional<std::string_view>(*cell) : std::nullopt, task);
    }
    return Done{};
  }

  Result<std::uint32_t> add_item(std::map<std::size_t, TextCells>& cells, std::size_t row, std::uint64_t number) {
    std::string id = std::to_string(number);
    if (plan_.id != kNone) id = cells[plan_.id][row].value_or("");
    if (!ids_.insert(id).second || id.empty())
      return Error{ErrorKind::refused,
                   id.empty() ? std::string("has no id") : fmt::format("the id {} stands twice", id),
                   {path_, number, benchmark_.data.id, {}}};
    items_.ids.push_back(std::move(id));
    items_.texts.push_back(plan_.text == kNone ? std::nullopt : cells[plan_.text][row]);
    return static_cast<std::uint32_t>(items_.ids.size() - 1);
  }

  const Benchmark& benchmark_;
  std::string path_;
  const ReadOptions& read_;
  bool predictions_;
  Plan plan_;
  std::vector<ColumnInfo> columns_;
  BenchmarkItems items_;
  std::unordered_set<std::string> ids_;
};

}  // namespace

Result<std::string> benchmark_table(const Benchmark& benchmark) {
  if (benchmark.reader != BenchmarkReader::catalog)
    throw ContractError("the benchmark " + benchmark.name + " has no set of the catalogue");
  OA_TRY(entry, find_catalog_entry(CatalogKind::data_set, benchmark.data.set));
  OA_TRY(folder, store_folder(CatalogKind::data_set, entry.name));
  if (!is_in_store(CatalogKind::data_set, entry.name))
    return Error{ErrorKind::not_found,
                 fmt::format("the data set {} is not here: openaffect data fetch {}", entry.name, benchmark.data.set)};
  return table_in(folder, entry.name);
}

Result<BenchmarkItems> load_benchmark_items(const Benchmark& benchmark, const std::string& path,
                                            const ReadOptions& read) {
  return Loader(benchmark, path, read, false).load();
}

Result<BenchmarkSystem> read_benchmark_table(const Benchmark& benchmark, const std::string& path,
                                             const ReadOptions& read) {
  for (const BenchmarkTask& task : benchmark.tasks)
    if (task.prediction.empty())
      return Error{ErrorKind::format,
                   fmt::format("task {} of {} names no column \"prediction\"", task.id, benchmark.name)};
  OA_TRY(items, Loader(benchmark, path, read, true).load());
  BenchmarkSystem system;
  system.name = std::filesystem::path(path).stem().string();
  system.tasks = std::move(items.gold);
  for (ScoringTask& task : system.tasks) task.system = system.name;
  return system;
}

std::vector<Item> items_to_rate(const BenchmarkItems& items) {
  std::vector<Item> all(items.ids.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (items.texts[i]) all[i].text = *items.texts[i];
    all[i].id = items.ids[i];
  }
  return all;
}

}  // namespace openaffect
