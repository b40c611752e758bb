#include "openaffect/evaluate/page_data.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <filesystem>
#include <numeric>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "openaffect/core/random.h"
#include "openaffect/version.h"

namespace openaffect {
namespace {

PageJson interval_json(const std::optional<ResultInterval>& interval) {
  if (!interval || !std::isfinite(interval->low) || !std::isfinite(interval->high)) return nullptr;
  return {interval->low, interval->high};
}

PageJson parts_json(const std::vector<ResultPart>& parts) {
  PageJson list = PageJson::array();
  for (const ResultPart& part : parts) {
    list.push_back({{"name", part.name},
                    {"value", page_number(part.value)},
                    {"reason", part.reason},
                    {"ci", interval_json(part.interval)}});
    if (part.n) list.back()["n"] = *part.n;
  }
  return list;
}

PageJson row_json(const ResultRow& row) {
  PageJson json = {{"system", row.system},
                   {"against", row.against},
                   {"task", row.part.empty() ? row.task : fmt::format("{} ({})", row.task, row.part)},
                   {"label", row.label},
                   {"metric", row.metric},
                   {"level", row.level},
                   {"value", page_number(row.value)},
                   {"reason", row.reason},
                   {"ci", interval_json(row.interval)},
                   {"n_items", row.n_items},
                   {"n_ratings", row.n_ratings},
                   {"per_label", parts_json(row.per_label)},
                   {"per_rater", parts_json(row.per_rater)},
                   {"note", row.note}};
  if (row.interval)
    json.update(
        {{"ci_method", row.interval->method}, {"resamples", row.interval->resamples}, {"seed", row.interval->seed}});
  if (row.test)
    json.update({{"difference", page_number(row.test->difference)},
                 {"p", page_number(row.test->p)},
                 {"p_adjusted", page_number(row.test->p_adjusted)},
                 {"family", row.test->family},
                 {"test", row.test->name}});
  if (row.published) json["published"] = page_number(*row.published);
  return json;
}

// Names of the columns behind the labels: answers that are none.
constexpr AnswerStatus kNoLabels[] = {AnswerStatus::out_of_range, AnswerStatus::no_number, AnswerStatus::no_answer};

AnswerStatus status_of(const ScoringTask& task, std::size_t item) {
  return task.status.empty() ? AnswerStatus::ok : task.status[item];
}

const double* metric_value(std::span<const ResultRow> rows, const ScoringTask& task, std::string_view metric) {
  for (const ResultRow& row : rows)
    if (row.metric == metric && row.system == task.system && row.task == task.task && row.label == task.field)
      return &row.value;
  return nullptr;
}

}  // namespace

std::string page_text(const std::string& text) {
  constexpr std::size_t kLongest = 2000;
  if (text.size() <= kLongest) return text;
  std::size_t end = kLongest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

PageJson page_number(double value) {
  return std::isfinite(value) ? PageJson(value) : PageJson(nullptr);
}

PageJson page_head(const ResultFacts& facts, std::span<const ResultRow> rows) {
  PageJson inputs = PageJson::array(), list = PageJson::array();
  for (const ResultInput& input : facts.inputs)
    inputs.push_back({{"path", input.path}, {"sha256", input.sha256}, {"role", input.role}});
  for (const ResultRow& row : rows) list.push_back(row_json(row));
  return {{"kind", "results"},
          {"version", 1},
          {"command", facts.command},
          {"title", facts.title},
          {"generator", "OpenAffect " OPENAFFECT_VERSION},
          {"made", fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)))},
          {"inputs", inputs},
          {"items", facts.items},
          {"ratings", facts.ratings},
          {"seed", facts.seed},
          {"resamples", facts.resamples},
          {"clusters", facts.cluster_column.empty() ? PageJson(nullptr) : PageJson(facts.cluster_column)},
          {"cluster_count", facts.cluster_count},
          {"rows", list},
          {"warnings", facts.warnings}};
}

PageJson page_place(const ScoringTask& task) {
  return {{"system", task.system}, {"against", "gold"}, {"task", task.task}, {"label", task.field}};
}

PageJson page_matrix(const ScoringTask& task) {
  if ((task.kind != TaskKind::classes && task.kind != TaskKind::grades) || task.labels.empty() ||
      !task.gold_shares.empty())
    return nullptr;
  const std::size_t labels = task.labels.size();
  std::vector<std::vector<std::uint64_t>> counts(labels, std::vector<std::uint64_t>(labels + std::size(kNoLabels)));
  for (std::size_t item = 0; item < task.gold_labels.size(); ++item) {
    const LabelId predicted = task.predicted_labels[item];
    std::size_t column = static_cast<std::size_t>(predicted);
    if (predicted == kNoLabel)
      column = labels + std::max<std::size_t>(1, static_cast<std::size_t>(status_of(task, item))) - 1;
    ++counts[static_cast<std::size_t>(task.gold_labels[item])][column];
  }
  std::vector<std::string> columns = task.labels;
  for (std::size_t extra = 0, at = labels; extra < std::size(kNoLabels); ++extra) {
    if (std::ranges::any_of(counts, [&](const auto& row) { return row[at] > 0; })) {
      columns.emplace_back(answer_status_name(kNoLabels[extra]));
      ++at;
    } else {
      for (auto& row : counts) row.erase(row.begin() + static_cast<std::ptrdiff_t>(at));
    }
  }
  PageJson json = page_place(task);
  json.update({{"labels", task.labels}, {"counts", counts}, {"n", task.gold_labels.size()}});
  if (columns.size() > labels) json["columns"] = columns;
  return json;
}

std::vector<std::size_t> sampled_places(std::size_t n, std::size_t most, std::uint64_t seed) {
  std::vector<std::size_t> places(n);
  std::iota(places.begin(), places.end(), std::size_t{0});
  Random random(seed);
  for (std::size_t i = 0; n > most && i < most; ++i)
    std::swap(places[i], places[i + static_cast<std::size_t>(random.below(n - i))]);
  places.resize(std::min(most, n));
  std::ranges::sort(places);
  return places;
}

PageJson page_bland_altman(std::span<const double> differences) {
  if (differences.size() < 2) return nullptr;
  const double n = static_cast<double>(differences.size());
  const double bias = std::accumulate(differences.begin(), differences.end(), 0.0) / n;
  double moment = 0;
  for (const double difference : differences) moment += (difference - bias) * (difference - bias);
  const double sd = std::sqrt(moment / (n - 1));
  return {{"bias", bias}, {"sd", sd}, {"lower", bias - 1.96 * sd}, {"upper", bias + 1.96 * sd}};
}

PageJson page_scatter(const ScoringTask& task, std::span<const ResultRow> rows, std::uint64_t seed, std::size_t most) {
  if (task.kind != TaskKind::numbers) return nullptr;
  std::vector<std::size_t> items;
  std::vector<double> differences;
  for (std::size_t item = 0; item < task.gold_numbers.size(); ++item) {
    if (!std::isfinite(task.predicted_numbers[item]) || status_of(task, item) != AnswerStatus::ok) continue;
    items.push_back(item);
    differences.push_back(task.predicted_numbers[item] - task.gold_numbers[item]);
  }
  if (items.empty()) return nullptr;
  PageJson points = PageJson::array(), ids = PageJson::array();
  for (const std::size_t place : sampled_places(items.size(), most, seed)) {
    points.push_back({task.gold_numbers[items[place]], task.predicted_numbers[items[place]]});
    ids.push_back(task.ids[items[place]]);
  }
  PageJson json = page_place(task);
  json.update(
      {{"n", items.size()}, {"points", points}, {"ids", ids}, {"bland_altman", page_bland_altman(differences)}});
  for (const char* metric : {"ccc", "pearson"}) {
    const double* value = metric_value(rows, task, metric);
    json[metric] = value ? page_number(*value) : PageJson(nullptr);
  }
  return json;
}

PageJson page_published(std::span<const ResultGrid> grids) {
  PageJson list = PageJson::array();
  for (const ResultGrid& grid : grids) {
    PageJson columns = PageJson::array();
    for (const ResultGrid::Column& column : grid.columns) columns.push_back(column.title);
    list.push_back({{"columns", columns}, {"rows", grid.rows}});
  }
  return list;
}

std::string page_title(const std::string& path) {
  const std::string name = std::filesystem::path(path).filename().string();
  return name.empty() ? path : name;
}

}  // namespace openaffect
