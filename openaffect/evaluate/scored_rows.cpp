#include "openaffect/evaluate/scored_rows.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace openaffect {
namespace {

std::optional<ResultInterval> interval_of(const BootstrapValue& value, const BootstrapOptions& options) {
  if (std::isnan(value.low) || std::isnan(value.high)) return std::nullopt;
  const bool fell_back = value.note.starts_with("percentile_");
  return ResultInterval{
      value.low,         value.high,   interval_method_name(fell_back ? IntervalMethod::percentile : options.method),
      options.resamples, options.seed, value.undefined,
      value.note};
}

// The row that says the average of a metric over labels.
ResultRow* average_row(std::span<ResultRow> rows, const std::string& metric) {
  for (const std::string& name : {metric + "_classwise", metric, "macro_" + metric, "mean_" + metric, metric + "_bias"})
    for (ResultRow& row : rows)
      if (row.metric == name) return &row;
  return nullptr;
}

}  // namespace

// A resample repeats texts, so what counts different ones lies below the sample's own value in all of them.
bool is_about_variety(const std::string& metric) {
  return metric.starts_with("distinct_");
}

Clusters::Clusters(std::span<const std::string> names) {
  std::unordered_map<std::string_view, std::uint32_t> numbers;
  for (const std::string& name : names)
    of_item.push_back(numbers.emplace(name, static_cast<std::uint32_t>(numbers.size())).first->second);
  count = numbers.size();
}

Sample sample_of(const CountedScores& scores, const Clusters& clusters) {
  const auto rows = scores.row_of_item();
  return {{rows.begin(), rows.end()}, scores.rows(), clusters.of_item, clusters.count};
}

StatisticMaker statistic_of(const CountedScores& scores) {
  return [&scores]() -> Statistic {
    const std::shared_ptr<CountedScores> own = scores.clone();
    return [own](std::span<const std::uint32_t> counts, std::span<double> values) { own->score(counts, values); };
  };
}

std::vector<ResultRow> scored_rows(CountedScores& scores, const Clusters& clusters, const ResultRow& place,
                                   const IntervalOptions& options) {
  const std::vector<Score> values = scores_of_all(scores);
  std::vector<BootstrapValue> intervals(values.size());
  if (options.wanted && scores.rows() > 0)
    intervals = bootstrap(sample_of(scores, clusters), values.size(), statistic_of(scores), options.bootstrap);
  std::vector<ResultRow> rows;
  std::size_t averages = 0;  // rows of all labels together stand in front
  for (const bool labelled : {false, true}) {
    averages = rows.size();
    for (std::size_t i = 0; i < values.size(); ++i) {
      const Score& score = values[i];
      if (score.name.label.empty() == labelled) continue;
      const bool biased = is_about_variety(score.name.metric);
      const auto interval = biased ? std::nullopt : interval_of(intervals[i], options.bootstrap);
      ResultRow* average = labelled ? average_row(std::span(rows).first(averages), score.name.metric) : nullptr;
      if (average) {
        average->per_label.push_back({score.name.label, score.value, score.reason, interval});
        continue;
      }
      ResultRow row = place;
      row.metric = score.name.metric;
      if (labelled) row.label = score.name.label;
      row.value = score.value;
      row.reason = score.reason;
      row.interval = interval;
      if (biased && options.wanted) row.note = kNoVarietyInterval;
      row.n_items = scores.row_of_item().size();
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

}  // namespace openaffect
