#include "openaffect/learn/model_scores.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "openaffect/data/table.h"
#include "openaffect/learn/calibration.h"
#include "openaffect/raters/rate_all.h"

namespace openaffect {
namespace {

constexpr std::size_t kGroupsToDraw = 10;

std::vector<std::string> metrics_of(HeadKind kind) {
  switch (kind) {
    case HeadKind::single_label:
      return {"macro_f1", "accuracy", "balanced_accuracy"};
    case HeadKind::multi_label:
      return {"macro_f1", "micro_f1", "jaccard"};
    case HeadKind::ordinal:
      return {"cohen_kappa_quadratic", "accuracy", "mae"};
    case HeadKind::regression:
      return {"pearson", "ccc", "mae"};
    case HeadKind::distribution:
      return {"kl", "js"};
  }
  throw ContractError("metrics_of: no such kind");
}

Result<RatingBatch> rated(const Rater& rater, const HeldOutPart& part, const ModelScoreOptions& options) {
  std::vector<Item> items;
  for (const HeldOutText& text : part.texts) items.push_back({.text = text.text});
  return rate_all(rater, items,
                  {options.threads, options.watcher, fmt::format("scoring {}, {}", part.source, part.part)});
}

// Rows of `metrics` in their order.
Result<std::vector<ResultRow>> scored(const ScoringTask& task, const std::vector<std::string>& metrics,
                                      const IntervalOptions& intervals) {
  if (task.ids.empty()) return std::vector<ResultRow>{};
  std::vector<std::string> wanted = metrics;
  if (metrics.front() == "macro_f1") wanted.emplace_back("f1");  // of each label, as parts of macro_f1
  OA_TRY(rows, score_task(task, {.intervals = intervals, .metrics = wanted}));
  std::vector<ResultRow> ordered;
  for (const std::string& metric : metrics)
    for (ResultRow& row : rows)
      if (row.metric == metric) ordered.push_back(std::move(row));
  return ordered;
}

// Groups with enough texts, the largest first, equally large ones by name.
std::vector<std::string> groups_of(const HeldOutPart& part, std::size_t fewest) {
  std::map<std::string, std::size_t> counts;
  for (const HeldOutText& text : part.texts)
    if (!text.group.empty()) ++counts[text.group];
  std::vector<std::pair<std::string, std::size_t>> large;
  for (const auto& group : counts)
    if (group.second >= fewest) large.push_back(group);
  std::ranges::stable_sort(large, [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<std::string> names;
  for (const auto& [name, count] : large) names.push_back(name);
  return names;
}

// Whether intervals are drawn over groups: where every text has one, and there are enough of them.
bool draws_groups(const ScoringTask& task) {
  const Clusters clusters(task.clusters);
  return clusters.count >= kGroupsToDraw &&
         std::ranges::none_of(task.clusters, [](const std::string& group) { return group.empty(); });
}

struct Scoring {
  const TrainedHead& head;
  const Scheme& scheme;
  std::string column;
  const HeldOutPart& part;
  const RaterInfo& rater;
  const RatingBatch& ratings;
  const ModelScoreOptions& options;
};

Result<Done> add_rows(const Scoring& scoring, const std::string& group, HeadScores& scores) {
  std::vector<bool> only;
  for (const HeldOutText& text : scoring.part.texts)
    if (!group.empty()) only.push_back(text.group == group);
  for (ScoringTask& task :
       head_tasks(scoring.head, scoring.scheme, scoring.column, scoring.part, scoring.rater, scoring.ratings, only)) {
    if (!group.empty() && task.ids.size() < scoring.options.fewest_of_group) continue;
    if (!draws_groups(task)) task.clusters.clear();
    task.system = scoring.rater.name;
    if (group.empty()) {
      scores.texts = std::max<std::uint64_t>(scores.texts, task.ids.size());
      scores.without_answer = std::max<std::uint64_t>(
          scores.without_answer, static_cast<std::uint64_t>(std::ranges::count(task.status, AnswerStatus::no_answer)));
    }
    OA_TRY(rows, scored(task, metrics_of(scoring.head.kind), scoring.options.intervals));
    for (ResultRow& row : rows) {
      row.part = group;
      scores.rows.push_back(std::move(row));
    }
  }
  return Done{};
}

Result<HeadScores> scores_of(const Scoring& scoring) {
  HeadScores scores{.source = scoring.part.source,
                    .part = scoring.part.part,
                    .head = scoring.head.id,
                    .kind = scoring.head.kind,
                    .rows = {}};
  OA_CHECK(add_rows(scoring, "", scores));
  for (const std::string& group : groups_of(scoring.part, scoring.options.fewest_of_group))
    OA_CHECK(add_rows(scoring, group, scores));
  if (const auto judged = judged_by_rater(scoring.head, scoring.column, scoring.part, scoring.rater, scoring.ratings)) {
    scores.ece_before = calibration_error(*judged, 1 / scoring.head.temperature);
    scores.ece_after = calibration_error(*judged, 1);
  }
  return scores;
}

}  // namespace

Result<std::vector<HeadScores>> score_model(const Rater& rater, const TrainedModel& model,
                                            std::span<const HeldOutPart> parts, const ModelScoreOptions& options) {
  std::vector<HeadScores> all;
  for (const HeldOutPart& part : parts) {
    OA_TRY(ratings, rated(rater, part, options));
    for (std::size_t i = 0; i < model.heads.size(); ++i) {
      OA_TRY(scores, scores_of({model.heads[i], *model.schemes[i], head_column(model, i), part, rater.info(), ratings,
                                options}));
      if (scores.texts > 0) all.push_back(std::move(scores));
    }
  }
  return all;
}

const ResultRow* headline(const HeadScores& scores) {
  return scores.rows.empty() ? nullptr : &scores.rows.front();
}

}  // namespace openaffect
