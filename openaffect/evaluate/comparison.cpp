#include "openaffect/evaluate/comparison.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "openaffect/core/names.h"
#include "openaffect/evaluate/joined_tasks.h"
#include "openaffect/statistics/mcnemar.h"
#include "openaffect/statistics/multiple.h"
#include "openaffect/statistics/paired.h"
#include "openaffect/statistics/permutation.h"
#include "openaffect/statistics/smallest_difference.h"

namespace openaffect {
namespace {

constexpr const char* kTestNames[] = {"paired_permutation", "paired_bootstrap", "mcnemar_exact"};

PairedSample paired_sample(const CountedScores& scores, const Clusters& clusters) {
  const auto rows = scores.row_of_item();
  const std::size_t items = rows.size() / 2;
  return {{rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(items)},
          {rows.begin() + static_cast<std::ptrdiff_t>(items), rows.end()},
          scores.rows(),
          clusters.of_item,
          clusters.count};
}

double mcnemar_p(const ScoringTask& a, const ScoringTask& b) {
  std::uint64_t only_a = 0, only_b = 0;
  for (std::size_t item = 0; item < a.gold_labels.size(); ++item) {
    const bool right_a = a.predicted_labels[item] == a.gold_labels[item];
    const bool right_b = b.predicted_labels[item] == b.gold_labels[item];
    only_a += right_a && !right_b;
    only_b += right_b && !right_a;
  }
  return mcnemar_exact(only_a, only_b);
}

std::string pair_note(const PairedValue& value, double p) {
  if (value.tie) return "a tie";
  if (std::isnan(value.difference.standard_error) || p < 0.05) return "";
  return fmt::format("could show {:.4f}", smallest_difference(value.difference.standard_error));
}

class Comparison {
 public:
  explicit Comparison(const ComparisonOptions& options) : options_(options) {}

  Result<Done> add_pair(const ScoringTask& a, const ScoringTask& b) {
    OA_TRY(joined, join_tasks(a, b));
    if (!has_a_metric(joined.both, options_.scoring)) return Done{};
    ScoringOptions scoring = options_of_task(joined.both, options_.scoring);
    scoring.scope = ScoreScope::overall;
    OA_TRY(scores, scores_of_task(joined.both, scoring));
    const Clusters clusters(joined.a.clusters);
    for (const auto& family : scores.families) OA_CHECK(add_family(*family, clusters, joined));
    return Done{};
  }

  std::vector<ResultRow> rows() {
    std::vector<double> p;
    for (const ResultRow& row : rows_) p.push_back(row.test->p);
    const std::vector<double> adjusted = holm(p);
    const auto family =
        static_cast<std::uint64_t>(std::ranges::count_if(p, [](double one) { return !std::isnan(one); }));
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      rows_[i].test->p_adjusted = adjusted[i];
      rows_[i].test->family = family;
    }
    return std::move(rows_);
  }

 private:
  Result<std::vector<double>> p_values(const PairedSample& sample, std::span<const ScoreName> names,
                                       const StatisticMaker& maker, const std::vector<PairedValue>& paired,
                                       const JoinedTasks& joined) {
    std::vector<double> p;
    const std::size_t values = names.size();
    if (options_.test == PairedTest::mcnemar) {
      if (joined.a.kind != TaskKind::classes || !joined.a.clusters.empty() ||
          options_.scoring.metrics != std::vector<std::string>{"accuracy"})
        return Error{ErrorKind::refused,
                     "McNemar's test compares the accuracy of classes on items that stand alone: --metric accuracy "
                     "--cluster none"};
      return std::vector<double>(values, mcnemar_p(joined.a, joined.b));
    }
    if (options_.test == PairedTest::bootstrap) {
      for (std::size_t i = 0; i < values; ++i)  // resamples say nothing of variety
        p.push_back(is_about_variety(names[i].metric) && !paired[i].tie ? std::nan("") : paired[i].p);
      return p;
    }
    const BootstrapOptions& bootstrap = options_.scoring.intervals.bootstrap;
    for (const PermutationValue& value : paired_permutation(
             sample, values, maker, {bootstrap.resamples, bootstrap.seed, bootstrap.threads, bootstrap.stop}))
      p.push_back(value.p);
    return p;
  }

  Result<Done> add_family(CountedScores& scores, const Clusters& clusters, const JoinedTasks& joined) {
    const BootstrapOptions& bootstrap = options_.scoring.intervals.bootstrap;
    const PairedSample sample = paired_sample(scores, clusters);
    const std::size_t values = scores.names().size();
    const StatisticMaker maker = statistic_of(scores);
    const std::vector<PairedValue> paired = paired_bootstrap(sample, values, maker, bootstrap);
    OA_TRY(p, p_values(sample, scores.names(), maker, paired, joined));
    for (std::size_t i = 0; i < values; ++i) {
      if (!scores.names()[i].label.empty()) continue;
      ResultRow row;
      row.system = joined.a.system;
      row.against = joined.b.system;
      row.task = joined.a.task;
      row.label = joined.a.field;
      row.metric = scores.names()[i].metric;
      row.value = paired[i].a;
      const double difference = paired[i].difference.estimate;
      if (std::isnan(difference))
        row.reason = "undefined_difference";
      else if (!is_about_variety(row.metric))
        row.interval = ResultInterval{paired[i].difference.low, paired[i].difference.high,
                                      interval_method_name(bootstrap.method), bootstrap.resamples, bootstrap.seed};
      row.n_items = joined.a.ids.size();
      row.test = ResultTest{difference, p[i], p[i], 1, kTestNames[static_cast<std::size_t>(options_.test)]};
      row.note = is_about_variety(row.metric) ? kNoVarietyInterval : pair_note(paired[i], p[i]);
      rows_.push_back(std::move(row));
    }
    return Done{};
  }

  const ComparisonOptions& options_;
  std::vector<ResultRow> rows_;
};

Result<Done> check_metrics_of(std::span<const std::vector<ScoringTask>> systems,
                              const std::vector<std::string>& metrics) {
  std::vector<std::string> known;
  for (const auto& tasks : systems)
    for (const ScoringTask& task : tasks)
      for (const std::string& name : metrics_of_task(task)) known.push_back(name);
  std::ranges::sort(known);
  known.erase(std::unique(known.begin(), known.end()), known.end());
  for (const std::string& name : metrics)
    if (!std::ranges::binary_search(known, name))
      return Error{ErrorKind::unknown, unknown_name_message("metric", name, known)};
  return Done{};
}

}  // namespace

Result<PairedTest> paired_test_of_name(std::string_view name) {
  const std::vector<std::string> names = {"permutation", "bootstrap", "mcnemar"};
  const auto found = std::ranges::find(names, name);
  if (found != names.end()) return static_cast<PairedTest>(found - names.begin());
  return Error{ErrorKind::unknown, unknown_name_message("test", name, names)};
}

Result<std::vector<ResultRow>> compare_systems(std::span<const std::vector<ScoringTask>> systems,
                                               const ComparisonOptions& options) {
  std::vector<ResultRow> rows;
  OA_CHECK(check_metrics_of(systems, options.scoring.metrics));
  for (const auto& tasks : systems)
    for (const ScoringTask& task : tasks) {
      if (!has_a_metric(task, options.scoring)) continue;
      OA_TRY(own, score_task(task, options_of_task(task, options.scoring)));
      rows.insert(rows.end(), own.begin(), own.end());
    }
  Comparison comparison(options);
  for (std::size_t a = 0; a < systems.size(); ++a)
    for (std::size_t b = a + 1; b < systems.size(); ++b) {
      if (systems[a].size() != systems[b].size())
        return Error{ErrorKind::refused, "the systems have different tasks, so nothing is paired"};
      for (std::size_t task = 0; task < systems[a].size(); ++task)
        OA_CHECK(comparison.add_pair(systems[a][task], systems[b][task]));
    }
  const std::vector<ResultRow> pairs = comparison.rows();
  rows.insert(rows.end(), pairs.begin(), pairs.end());
  return rows;
}

}  // namespace openaffect
