#include "openaffect/evaluate/benchmark_esc.h"

#include <filesystem>
#include <unordered_set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/evaluate/benchmark_rows.h"
#include "openaffect/system/file.h"

namespace openaffect {
namespace {

using nlohmann::json;

constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 30;
constexpr const char* kStrategy = "strategy";
constexpr const char* kResponse = "response";

// A member as text; nothing when it is not there, null, or something else.
std::optional<std::string> text_at(const json& item, const char* key) {
  const auto found = item.find(key);
  if (found == item.end()) return std::nullopt;
  if (found->is_string()) return found->get<std::string>();
  if (found->is_number_integer()) return found->dump();
  return std::nullopt;
}

struct Reader {
  const BenchmarkTask& task;
  LabelId others;
  ScoringTask strategy;
  ScoringTask response;
  bool has_responses = true;
  std::uint64_t unknown = 0;
  std::unordered_set<std::string> ids = {};

  Result<Done> add(const json& item, std::size_t row) {
    const auto fail = [&](ErrorKind kind, std::string what) { return Error{kind, std::move(what), {"", row, "", {}}}; };
    if (!item.is_object()) return fail(ErrorKind::format, "is no object");
    const auto gold = text_at(item, "strg_gold");
    const auto label = gold ? task.scheme->find_label(*gold) : std::nullopt;
    if (!label) return fail(ErrorKind::format, "strg_gold is none of the strategies");
    const std::string id = text_at(item, "sample_id").value_or(std::to_string(row));
    if (!ids.insert(id).second) return fail(ErrorKind::refused, fmt::format("sample_id {} stands twice", id));
    const auto answer = text_at(item, "strg_pred");
    const auto predicted = answer ? task.scheme->find_label(*answer) : std::nullopt;
    unknown += predicted ? 0 : 1;
    strategy.ids.push_back(id);
    strategy.texts.push_back(text_at(item, "context").value_or(""));
    strategy.gold_labels.push_back(*label);
    strategy.predicted_labels.push_back(predicted.value_or(others));
    strategy.answers.push_back(answer.value_or(""));
    add_response(item);
    return Done{};
  }

  void add_response(const json& item) {
    const auto gold = text_at(item, "res_gold"), predicted = text_at(item, "res_pred");
    has_responses = has_responses && gold && predicted;
    if (!has_responses) return;
    response.gold_texts.push_back(*gold);
    response.predicted_texts.push_back(*predicted);
  }
};

Result<json> read_items(const std::string& path) {
  OA_TRY(bytes, read_file(path, kMostBytes));
  json items = json::parse(bytes, nullptr, false);
  if (!items.is_array())
    return Error{ErrorKind::format, "is no JSON list of items with strg_gold and strg_pred", {path, {}, "", {}}};
  if (items.empty()) return Error{ErrorKind::format, "has no item", {path, {}, "", {}}};
  return items;
}

void finish(const Benchmark& benchmark, Reader& reader, BenchmarkSystem& system) {
  reader.strategy.system = reader.response.system = system.name;
  if (reader.unknown > 0)
    system.notes.push_back(
        fmt::format("{} predicted strategies are none of the eight and count as others", reader.unknown));
  if (benchmark.find_task(kResponse)) {
    if (reader.has_responses) {
      reader.response.ids = reader.strategy.ids, reader.response.texts = reader.strategy.texts;
      system.tasks = {std::move(reader.strategy), std::move(reader.response)};
      return;
    }
    system.absent.push_back({kResponse, "", "absent"});
  }
  system.tasks.push_back(std::move(reader.strategy));
}

}  // namespace

Result<BenchmarkSystem> read_esc(const Benchmark& benchmark, const std::string& path) {
  const BenchmarkTask* task = benchmark.find_task(kStrategy);
  const auto others = task && task->scheme ? task->scheme->find_label("others") : std::nullopt;
  if (!others)
    return Error{ErrorKind::format,
                 fmt::format("the benchmark {} has no task strategy with a label others", benchmark.name)};
  OA_TRY(items, read_items(path));
  const BenchmarkTask* response = benchmark.find_task(kResponse);
  Reader reader{*task, *others, empty_scoring_task(*task, ""),
                response ? empty_scoring_task(*response, "") : ScoringTask()};
  for (std::size_t i = 0; i < items.size(); ++i)
    if (const auto done = reader.add(items[i], i + 1); !done) {
      Error error = done.error();
      error.where.file = path;
      return error;
    }
  BenchmarkSystem system;
  system.name = std::filesystem::path(path).stem().string();
  finish(benchmark, reader, system);
  return system;
}

}  // namespace openaffect
