#include "openaffect/metrics/family.h"

#include <cmath>

#include <fmt/core.h>

namespace openaffect {
namespace {

bool has(ScoreScope scope, ScoreScope wanted) {
  return (static_cast<int>(scope) & static_cast<int>(wanted)) != 0;
}

Error unknown_metric(std::span<const FamilyMetric> table, std::string_view name) {
  std::string known;
  for (const FamilyMetric& metric : table) known += (known.empty() ? "" : ", ") + std::string(metric.name);
  return {ErrorKind::unknown, fmt::format("no metric '{}' here; there are {}", name, known)};
}

Result<Done> check_choice(std::span<const FamilyMetric> table, const MetricChoice& choice) {
  for (const std::string& name : choice.metrics) {
    const auto same = [&name](const FamilyMetric& metric) { return metric.name == name; };
    const auto found = std::find_if(table.begin(), table.end(), same);
    if (found == table.end()) return unknown_metric(table, name);
    if (!has(found->scope, choice.scope))
      return Error{ErrorKind::unknown,
                   fmt::format("metric '{}' is a value {}", name,
                               found->scope == ScoreScope::overall ? "of all labels together" : "of each label")};
  }
  return Done{};
}

bool is_chosen(const FamilyMetric& metric, const MetricChoice& choice) {
  if (choice.metrics.empty()) return !metric.when_asked;
  return std::find(choice.metrics.begin(), choice.metrics.end(), metric.name) != choice.metrics.end();
}

}  // namespace

DistinctRows every_item(std::size_t items) {
  std::vector<std::uint32_t> same(items);
  std::iota(same.begin(), same.end(), 0U);
  return {same, same};
}

bool FamilyPlan::wants(std::size_t metric) const {
  return wants_overall(metric) || wants_labels(metric);
}

bool FamilyPlan::wants_overall(std::size_t metric) const {
  return std::any_of(values.begin(), values.end(), [metric](const PlannedValue& value) {
    return value.metric == metric && value.label == kAllLabels;
  });
}

bool FamilyPlan::wants_labels(std::size_t metric) const {
  return std::any_of(values.begin(), values.end(), [metric](const PlannedValue& value) {
    return value.metric == metric && value.label != kAllLabels;
  });
}

Result<FamilyPlan> plan_family(std::span<const FamilyMetric> table, const MetricChoice& choice,
                               std::span<const std::string> labels, DistinctRows rows) {
  OA_CHECK(check_choice(table, choice));
  FamilyPlan plan;
  plan.rows = std::move(rows);
  for (const ScoreScope scope : {ScoreScope::overall, ScoreScope::per_label}) {
    if (!has(choice.scope, scope)) continue;
    for (const FamilyMetric& metric : table) {
      if (!has(metric.scope, scope) || !is_chosen(metric, choice)) continue;
      const std::string name(metric.name);
      const std::size_t times = scope == ScoreScope::overall ? 1 : labels.size();
      for (std::size_t i = 0; i < times; ++i) {
        plan.names.push_back({name, scope == ScoreScope::overall ? std::string() : labels[i]});
        plan.values.push_back({metric.metric, scope == ScoreScope::overall ? kAllLabels : i});
      }
    }
  }
  return plan;
}

PlannedScores::PlannedScores(FamilyPlan plan)
    : plan_(std::make_shared<const FamilyPlan>(std::move(plan))), scratch_(plan_->names.size()) {}

std::string PlannedScores::reason(std::size_t value, std::span<const std::uint32_t> counts) {
  if (value >= scratch_.size()) throw ContractError(fmt::format("scores: value {} of {}", value, scratch_.size()));
  score(counts, scratch_);
  return std::isnan(scratch_[value]) ? std::string(why_undefined(plan_->values[value], counts)) : std::string();
}

void PlannedScores::check_sizes(std::span<const std::uint32_t> counts, std::span<const double> values) const {
  if (counts.size() != rows() || values.size() != plan_->names.size())
    throw ContractError(fmt::format("scores: {} counts for {} rows, {} values for {} names", counts.size(), rows(),
                                    values.size(), plan_->names.size()));
}

void check_lengths(std::string_view family, std::size_t gold, std::size_t predicted) {
  if (gold != predicted) throw ContractError(fmt::format("{}: {} gold and {} predicted", family, gold, predicted));
}

Error bad_item(std::string_view family, std::size_t item, std::string_view what) {
  return {
      ErrorKind::format, fmt::format("{}: {}", family, what), {.file = {}, .row = item + 1, .column = {}, .byte = {}}};
}

std::uint64_t sum_of_counts(std::span<const std::uint32_t> counts) {
  std::uint64_t sum = 0;
  for (const std::uint32_t count : counts) sum += count;
  return sum;
}

}  // namespace openaffect
