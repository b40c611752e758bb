#include "openaffect/evaluate/benchmark_score.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "openaffect/evaluate/mean_scores.h"

namespace openaffect {
namespace {

// A metric of one label ("f1" of irony) is found among the parts of its average.
struct Wanted {
  std::vector<std::string> metrics;
  std::vector<BenchmarkMetric> of_labels;
};

Wanted wanted_metrics(const BenchmarkTask& task, const ScoringOptions& options) {
  Wanted wanted;
  const std::vector<std::string> known = metrics_of_kind(task.kind, true);
  for (const BenchmarkMetric& metric : task.metrics) {
    if (!options.metrics.empty() && std::ranges::find(options.metrics, metric.metric) == options.metrics.end())
      continue;
    if (!metric.label.empty()) wanted.of_labels.push_back(metric);
    if (std::ranges::find(wanted.metrics, metric.metric) == wanted.metrics.end())
      wanted.metrics.push_back(metric.metric);
  }
  return wanted;
}

std::vector<const ScoringTask*> tasks_of(const BenchmarkSystem& system, const BenchmarkTask& task) {
  std::vector<const ScoringTask*> found;
  for (const ScoringTask& scoring : system.tasks)
    if (scoring.task == task.id) found.push_back(&scoring);
  return found;
}

class BenchmarkScorer {
 public:
  BenchmarkScorer(const Benchmark& benchmark, const BenchmarkSystem& system, const ScoringOptions& options)
      : benchmark_(benchmark), system_(system), options_(options) {}

  Result<std::vector<ResultRow>> rows() {
    for (const BenchmarkTask& task : benchmark_.tasks) OA_CHECK(add_task(task));
    return std::move(rows_);
  }

 private:
  Result<Done> add_task(const BenchmarkTask& task) {
    const Wanted wanted = wanted_metrics(task, options_);
    if (wanted.metrics.empty()) return Done{};
    const auto scored = tasks_of(system_, task);
    add_absent(task, wanted);
    if (scored.empty()) return Done{};
    ScoringOptions options = options_;
    options.metrics = wanted.metrics;
    const auto wants = [&](const char* metric) {
      return std::ranges::find(wanted.metrics, metric) != wanted.metrics.end();
    };
    if (wanted.of_labels.empty() && !wants("preference_bias") && !wants("macro_f1"))
      options.scope = ScoreScope::overall;
    if (task.average_fields && scored.size() > 1) OA_CHECK(add_mean(task, scored, options));
    if (wants("macro_f1") && !wants("f1")) options.metrics.emplace_back("f1");  // of each label, below the macro figure
    for (const ScoringTask* part : scored) {
      OA_TRY(rows, score_task(*part, options));
      for (ResultRow& row : rows) add(task, std::move(row), wanted);
    }
    return Done{};
  }

  // The whole task as the mean over its fields, all of whose items are drawn together.
  Result<Done> add_mean(const BenchmarkTask& task, const std::vector<const ScoringTask*>& parts,
                        const ScoringOptions& options) {
    ResultRow place;
    place.system = system_.name;
    place.against = "gold";
    place.task = task.id;
    if (parts.size() != task.fields.size()) {
      place.metric = options.metrics.front();
      place.reason = "absent";
      place.note = "not all fields are here";
      rows_.push_back(std::move(place));
      return Done{};
    }
    ScoringOptions overall = options;
    overall.scope = ScoreScope::overall;
    std::vector<std::unique_ptr<CountedScores>> families;
    for (const ScoringTask* part : parts) {
      OA_TRY(scores, scores_of_task(*part, overall));
      families.push_back(std::move(scores.families.front()));
    }
    const auto mean = mean_scores(std::move(families));
    for (ResultRow& row : scored_rows(*mean, Clusters({}), place, options.intervals)) add(task, std::move(row), {});
    return Done{};
  }

  void add_absent(const BenchmarkTask& task, const Wanted& wanted) {
    for (const AbsentTask& absent : system_.absent) {
      if (absent.task != task.id) continue;
      ResultRow row;
      row.system = system_.name;
      row.against = "gold";
      row.task = task.id;
      row.label = absent.field;
      row.metric = wanted.metrics.front();
      row.reason = absent.reason;
      put_published(row);
      rows_.push_back(std::move(row));
    }
  }

  void add(const BenchmarkTask& task, ResultRow row, const Wanted& wanted) {
    if (task.fields.size() <= 1 && !row.label.empty() && task.split_by.empty()) row.label.clear();
    row.note = task.note;
    const std::vector<ResultPart> parts = row.per_label;
    if (row.metric != "preference_bias" && row.metric != "macro_f1") row.per_label.clear();
    put_published(row);
    rows_.push_back(row);
    for (const BenchmarkMetric& metric : wanted.of_labels) {
      const auto part = std::ranges::find(parts, metric.label, &ResultPart::name);
      if (part == parts.end() || !row.metric.ends_with(metric.metric)) continue;
      ResultRow own = row;
      own.per_label.clear();
      own.metric = metric.metric;
      own.label = metric.label;
      own.value = part->value;
      own.reason = part->reason;
      own.interval = part->interval;
      own.published.reset();
      rows_.push_back(std::move(own));
    }
  }

  void put_published(ResultRow& row) const {
    const PublishedValue* printed = find_published(benchmark_.published, system_.name,
                                                   {.task = row.task, .metric = row.metric, .field = row.label});
    if (!printed) return;
    row.published = printed->value;
    if (!printed->note.empty()) row.note += (row.note.empty() ? "" : "; ") + printed->note;
  }

  const Benchmark& benchmark_;
  const BenchmarkSystem& system_;
  const ScoringOptions& options_;
  std::vector<ResultRow> rows_;
};

// The places that the papers print for all items, in their order.
std::vector<PublishedPlace> printed_places(const Benchmark& benchmark, std::span<const ResultRow> rows) {
  std::vector<PublishedPlace> places;
  for (const PublishedValue& value : benchmark.published) {
    const bool ours = std::ranges::any_of(rows, [&](const ResultRow& row) {
      return row.task == value.place.task && row.metric == value.place.metric && row.label == value.place.field;
    });
    if (ours && value.place.part.empty() && std::ranges::find(places, value.place) == places.end())
      places.push_back(value.place);
  }
  return places;
}

std::string place_title(const PublishedPlace& place) {
  std::string title = place.task;
  if (!place.field.empty()) title += " " + place.field;
  if (place.metric != "pearson") title += " " + place.metric;
  return title;
}

struct GridRow {
  std::string system;
  bool ours = false;
};

std::string our_cell(std::span<const ResultRow> rows, const std::string& system, const PublishedPlace& place) {
  for (const ResultRow& row : rows)
    if (row.system == system && row.task == place.task && row.metric == place.metric && row.label == place.field)
      return std::isnan(row.value) ? row.reason : fmt::format("{:.3f}", row.value);
  return "-";
}

std::string printed_cell(const Benchmark& benchmark, const std::string& system, const PublishedPlace& place) {
  const auto found = std::ranges::find_if(
      benchmark.published, [&](const PublishedValue& value) { return value.system == system && value.place == place; });
  return found == benchmark.published.end() ? "-" : fmt::format("{:.3f}", found->value);
}

// Published systems that print one of the places, each followed by ours of the same name; then the rest of ours.
std::vector<GridRow> grid_rows(const Benchmark& benchmark, std::span<const ResultRow> rows,
                               std::span<const PublishedPlace> places) {
  std::vector<std::string> ours, printed;
  for (const ResultRow& row : rows)
    if (std::ranges::find(ours, row.system) == ours.end()) ours.push_back(row.system);
  std::vector<GridRow> all;
  for (const PublishedValue& value : benchmark.published) {
    if (std::ranges::find(places, value.place) == places.end()) continue;
    if (std::ranges::find(printed, value.system) != printed.end()) continue;
    printed.push_back(value.system);
    all.push_back({value.system});
    for (auto own = ours.begin(); own != ours.end();) {
      const bool same = find_published(std::span(&value, 1), *own, value.place) != nullptr;
      if (same) all.push_back({*own, true});
      own = same ? ours.erase(own) : own + 1;
    }
  }
  for (const std::string& own : ours) all.push_back({own, true});
  return all;
}

}  // namespace

Result<std::vector<ResultRow>> score_benchmark(const Benchmark& benchmark, const std::vector<BenchmarkSystem>& systems,
                                               const ScoringOptions& options) {
  std::vector<ResultRow> rows;
  for (const BenchmarkSystem& system : systems) {
    OA_TRY(own, BenchmarkScorer(benchmark, system, options).rows());
    rows.insert(rows.end(), own.begin(), own.end());
  }
  return rows;
}

std::vector<ResultGrid> published_grids(const Benchmark& benchmark, std::span<const ResultRow> rows,
                                        std::size_t columns) {
  const std::vector<PublishedPlace> places = printed_places(benchmark, rows);
  std::vector<ResultGrid> grids;
  for (std::size_t begin = 0; begin < places.size(); begin += columns) {
    const auto part = std::span(places).subspan(begin, std::min(columns, places.size() - begin));
    ResultGrid grid;
    grid.columns.push_back({"system"});
    for (const PublishedPlace& place : part) grid.columns.push_back({place_title(place), true});
    for (const GridRow& row : grid_rows(benchmark, rows, part)) {
      std::vector<std::string> cells = {row.ours ? row.system + " (here)" : row.system};
      for (const PublishedPlace& place : part)
        cells.push_back(row.ours ? our_cell(rows, row.system, place) : printed_cell(benchmark, row.system, place));
      grid.rows.push_back(std::move(cells));
    }
    grids.push_back(std::move(grid));
  }
  return grids;
}

}  // namespace openaffect
