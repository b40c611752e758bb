#include "openaffect/evaluate/benchmark_score.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "openaffect/core/names.h"
#include "openaffect/evaluate/benchmark_names.h"
#include "openaffect/evaluate/benchmark_seen.h"
#include "openaffect/evaluate/mean_scores.h"

namespace openaffect {
namespace {

using Names = std::vector<std::string>;
using Parts = std::vector<const ScoringTask*>;

bool holds(const Names& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

std::vector<BenchmarkMetric> wanted_metrics(const BenchmarkTask& task, const Names& asked, BenchmarkMetrics which) {
  std::vector<BenchmarkMetric> wanted;
  for (const std::string& name : asked) {
    if (!holds(metrics_of_benchmark(task.kind), name)) continue;
    bool named = false;
    for (const BenchmarkMetric& metric : task.metrics)
      if (metric.metric == name) wanted.push_back(metric), named = true;
    const bool of_labels = name == "f1";  // there is no f1 over all labels but an average of theirs
    if (!named) wanted.push_back({.metric = of_labels ? "macro_f1" : name, .per_label = of_labels});
  }
  if (!asked.empty()) return wanted;
  for (const BenchmarkMetric& metric : task.metrics)
    if (metric.reported || which == BenchmarkMetrics::all) wanted.push_back(metric);
  return wanted;
}

bool is_of_labels(const BenchmarkMetric& metric) {
  return metric.per_label || !metric.label.empty();
}

// What to ask the scorer for: of the wanted metrics those that the answers allow.
ScoringOptions options_for(const std::vector<BenchmarkMetric>& wanted, bool probabilities, TaskKind kind,
                           const ScoringOptions& all) {
  Names possible = metrics_of_kind(kind, probabilities);
  if (kind == TaskKind::classes) possible.emplace_back("preference_bias");
  ScoringOptions options = all;
  options.metrics.clear();
  options.scope = std::ranges::any_of(wanted, is_of_labels) ? ScoreScope::both : ScoreScope::overall;
  const auto ask = [&](const std::string& metric) {
    if (holds(possible, metric) && !holds(options.metrics, metric)) options.metrics.push_back(metric);
  };
  for (const BenchmarkMetric& metric : wanted) {
    ask(metric.metric);
    if (metric.per_label && metric.metric == "macro_f1") ask("f1");
  }
  return options;
}

// A metric of one label is a row of its own, or a part of the row of its average.
std::optional<ResultRow> row_of_label(const std::vector<ResultRow>& rows, const BenchmarkMetric& wanted) {
  for (const ResultRow& row : rows) {
    if (row.metric == wanted.metric && row.label == wanted.label) return row;
    if (row.metric != wanted.metric && row.metric != "macro_" + wanted.metric) continue;
    const auto part = std::ranges::find(row.per_label, wanted.label, &ResultPart::name);
    if (part == row.per_label.end()) continue;
    ResultRow own = row;
    own.metric = wanted.metric, own.label = wanted.label;
    own.value = part->value, own.reason = part->reason, own.interval = part->interval;
    return own;
  }
  return std::nullopt;
}

// The rows of the wanted metrics in their order.
std::vector<ResultRow> rows_of(const std::vector<BenchmarkMetric>& wanted, const std::vector<ResultRow>& rows) {
  std::vector<ResultRow> chosen;
  for (const BenchmarkMetric& metric : wanted) {
    if (!metric.label.empty()) {
      if (auto row = row_of_label(rows, metric)) chosen.push_back(*std::move(row)), chosen.back().per_label.clear();
      continue;
    }
    for (const ResultRow& row : rows) {
      if (row.metric != metric.metric) continue;
      chosen.push_back(row);
      if (!metric.per_label) chosen.back().per_label.clear();
    }
  }
  return chosen;
}

AnswerCounts count_answers(const Parts& parts) {
  AnswerCounts counts;
  for (const ScoringTask* part : parts)
    for (const AnswerStatus status : part->status) {
      std::uint64_t* const of[] = {&counts.ok, &counts.out_of_range, &counts.no_number, &counts.no_answer};
      ++*of[static_cast<std::size_t>(status)];
    }
  return counts;
}

// What is scored over answers alone that are a grade.
bool leaves_out_failures(const BenchmarkTask& task, const std::string& metric) {
  static const Names kMetrics = {"cohen_kappa_linear", "cohen_kappa_quadratic", "mae", "pearson"};
  return task.kind == TaskKind::grades && holds(kMetrics, metric);
}

std::uint64_t count_labels(const Parts& parts) {
  std::uint64_t count = 0;
  for (const ScoringTask* part : parts)
    count +=
        part->predicted_labels.size() - static_cast<std::size_t>(std::ranges::count(part->predicted_labels, kNoLabel));
  return count;
}

class BenchmarkScorer {
 public:
  BenchmarkScorer(const Benchmark& benchmark, const BenchmarkSystem& system, const ScoringOptions& options,
                  BenchmarkMetrics which)
      : benchmark_(benchmark), system_(system), options_(options), which_(which) {}

  Result<std::vector<ResultRow>> rows() {
    for (const BenchmarkTask& task : benchmark_.tasks) OA_CHECK(add_task(task));
    return std::move(rows_);
  }

 private:
  Result<Done> add_task(const BenchmarkTask& task) {
    wanted_ = wanted_metrics(task, options_.metrics, which_);
    if (wanted_.empty()) return Done{};
    Parts parts;
    bool seen = false;
    for (const ScoringTask& scoring : system_.tasks) {
      if (scoring.task != task.id) continue;
      parts.push_back(&scoring);
      seen = seen || std::ranges::find(scoring.seen, true) != scoring.seen.end();
    }
    if (parts.empty()) return add_absent(task, ""), Done{};
    OA_CHECK(add_figures(task, parts, ""));
    if (!seen) return Done{};
    std::vector<ScoringTask> unseen;
    for (const ScoringTask* part : parts) unseen.push_back(unseen_part(*part));
    parts.clear();
    for (const ScoringTask& part : unseen) parts.push_back(&part);
    return add_figures(task, parts, "unseen");
  }

  Result<Done> add_figures(const BenchmarkTask& task, const Parts& parts, const std::string& of_items) {
    if (task.average_fields && task.fields.size() > 1) {
      if (parts.size() == task.fields.size()) {
        OA_CHECK(add_mean(task, parts, of_items));
      } else if (of_items.empty()) {
        add_absent(task, "");
      }
    }
    for (const std::string& field : task.fields.empty() ? Names{""} : task.fields) {
      const auto part = std::ranges::find(parts, field, &ScoringTask::field);
      if (part != parts.end()) {
        OA_CHECK(add_part(task, **part, of_items));
      } else if (of_items.empty()) {
        add_absent(task, field);
      }
    }
    return Done{};
  }

  Result<Done> add_part(const BenchmarkTask& task, const ScoringTask& part, const std::string& of_items) {
    const ScoringOptions options = options_for(wanted_, !part.probabilities.empty(), task.kind, options_);
    std::vector<ResultRow> rows;
    if (!options.metrics.empty()) {
      OA_TRY(scored, score_task(part, options));
      rows = std::move(scored);
    }
    add_rows(task, {&part}, std::move(rows), part.field, of_items);
    return Done{};
  }

  // The whole task as the mean over its fields, all of whose items are drawn together.
  Result<Done> add_mean(const BenchmarkTask& task, const Parts& parts, const std::string& of_items) {
    const bool probabilities =
        std::ranges::none_of(parts, [](const ScoringTask* part) { return part->probabilities.empty(); });
    ScoringOptions options = options_for(wanted_, probabilities, task.kind, options_);
    options.scope = ScoreScope::overall;
    std::vector<std::vector<std::unique_ptr<CountedScores>>> families;  // [kind of family][part]
    for (std::size_t i = 0; i < parts.size() && !options.metrics.empty(); ++i) {
      OA_TRY(scores, scores_of_task(*parts[i], options));
      families.resize(scores.families.size());
      for (std::size_t of = 0; of < families.size(); ++of) families[of].push_back(std::move(scores.families[of]));
    }
    std::vector<ResultRow> rows;
    for (auto& family : families) {
      const auto mean = mean_scores(std::move(family));
      for (ResultRow& row : scored_rows(*mean, Clusters({}), place(task, ""), options.intervals))
        rows.push_back(std::move(row));
    }
    add_rows(task, parts, std::move(rows), "", of_items);
    return Done{};
  }

  ResultRow place(const BenchmarkTask& task, const std::string& field) const {
    ResultRow row;
    row.system = system_.name, row.against = "gold", row.task = task.id;
    if (task.fields.size() != 1 || !task.split_by.empty()) row.label = field;  // one field is the task itself
    return row;
  }

  // Every wanted metric has a row: the scored one, or one that says why there is none.
  void add_rows(const BenchmarkTask& task, const Parts& parts, std::vector<ResultRow> scored, const std::string& field,
                const std::string& of_items) {
    for (ResultRow& row : scored)
      if (row.label == field) row.label = place(task, field).label;
    std::vector<ResultRow> rows = rows_of(wanted_, scored);
    for (const BenchmarkMetric& metric : wanted_) {
      if (std::ranges::find(rows, metric.metric, &ResultRow::metric) != rows.end()) continue;
      ResultRow row = place(task, field);
      row.metric = metric.metric;
      row.reason = scored.size() == 1 && scored[0].reason == "not_rated" ? "not_rated" : "no_probabilities";
      rows.push_back(std::move(row));
    }
    const AnswerCounts answers = count_answers(parts);
    for (ResultRow& row : rows) {
      row.part = of_items;
      if (row.n_items > 0 && leaves_out_failures(task, row.metric)) row.n_items = count_labels(parts);
      if (answers.ok + answers.out_of_range + answers.no_number + answers.no_answer > 0) row.answers = answers;
      add_row(task, std::move(row));
    }
  }

  void add_absent(const BenchmarkTask& task, const std::string& field) {
    const auto absent = std::ranges::find_if(system_.absent, [&](const AbsentTask& each) {
      return each.task == task.id && (field.empty() || each.field == field);
    });
    for (const BenchmarkMetric& metric : wanted_) {
      ResultRow row = place(task, field);
      row.metric = metric.metric;
      if (!metric.label.empty()) row.label = metric.label;
      row.reason = absent == system_.absent.end() ? "absent" : absent->reason;
      add_row(task, std::move(row));
    }
  }

  void add_row(const BenchmarkTask& task, ResultRow row) {
    if (!std::isnan(row.value) && row.note.empty()) row.note = task.note;
    const PublishedValue* printed = find_published(benchmark_.published, system_.name,
                                                   {.task = row.task, .metric = row.metric, .field = row.label});
    if (printed && row.part.empty()) {
      row.published = printed->value;
      if (!printed->note().empty()) row.note += (row.note.empty() ? "" : "; ") + printed->note();
    }
    rows_.push_back(std::move(row));
  }

  const Benchmark& benchmark_;
  const BenchmarkSystem& system_;
  const ScoringOptions& options_;
  BenchmarkMetrics which_;
  std::vector<BenchmarkMetric> wanted_;  // of the task at hand
  std::vector<ResultRow> rows_;
};

Result<Done> check_asked(const Benchmark& benchmark, const Names& asked) {
  Names known;
  for (const BenchmarkTask& task : benchmark.tasks)
    for (const std::string& name : metrics_of_benchmark(task.kind))
      if (!holds(known, name)) known.push_back(name);
  for (const std::string& name : asked)
    if (!holds(known, name)) return Error{ErrorKind::unknown, unknown_name_message("metric", name, known)};
  return Done{};
}

}  // namespace

Result<std::vector<ResultRow>> score_benchmark(const Benchmark& benchmark, const std::vector<BenchmarkSystem>& systems,
                                               const ScoringOptions& options, BenchmarkMetrics which) {
  OA_CHECK(check_asked(benchmark, options.metrics));
  std::vector<ResultRow> rows;
  for (const BenchmarkSystem& system : systems) {
    OA_TRY(own, BenchmarkScorer(benchmark, system, options, which).rows());
    rows.insert(rows.end(), own.begin(), own.end());
  }
  return rows;
}

}  // namespace openaffect
