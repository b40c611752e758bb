// What the families of CountedScores have in common: the choice of values, and rows for items that are the same. For
// the .cpp files of this module.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <numeric>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/metrics/counted_scores.h"
#include "openaffect/metrics/metric_choice.h"

namespace openaffect {

// A line of a family's table of metrics.
struct FamilyMetric {
  std::size_t metric = 0;  // the family's own number of it
  std::string_view name;
  ScoreScope scope = ScoreScope::overall;
  bool when_asked = false;  // slow or rare: not among "all"
};

inline constexpr std::size_t kAllLabels = static_cast<std::size_t>(-1);

struct PlannedValue {
  std::size_t metric = 0;
  std::size_t label = kAllLabels;
};

struct DistinctRows {
  std::vector<std::uint32_t> row_of_item;   // [items]
  std::vector<std::uint32_t> first_of_row;  // [rows] the first item of each
};

// Items that `less` does not tell apart share a row; rows stand in the order of `less`.
DistinctRows distinct_rows(std::size_t items, auto&& less) {
  std::vector<std::uint32_t> order(items);
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), less);
  DistinctRows rows{std::vector<std::uint32_t>(items), {}};
  for (std::size_t i = 0; i < items; ++i) {
    if (i == 0 || less(order[i - 1], order[i])) rows.first_of_row.push_back(order[i]);
    rows.row_of_item[order[i]] = static_cast<std::uint32_t>(rows.first_of_row.size() - 1);
  }
  return rows;
}

DistinctRows every_item(std::size_t items);  // a row each

// The values that a family computes: first those of all labels, in the order of the table, then metric by metric those
// of each label.
struct FamilyPlan {
  std::vector<ScoreName> names;
  std::vector<PlannedValue> values;
  DistinctRows rows;

  bool wants(std::size_t metric) const;
  bool wants_overall(std::size_t metric) const;
  bool wants_labels(std::size_t metric) const;
};

// Fails as unknown, naming those there are, when a chosen metric is not in the table or has nothing in the chosen
// scope.
Result<FamilyPlan> plan_family(std::span<const FamilyMetric> table, const MetricChoice& choice,
                               std::span<const std::string> labels, DistinctRows rows);

// Everything of CountedScores but the scores: score() and why_undefined() are the family's. Copies share the plan.
class PlannedScores : public CountedScores {
 public:
  explicit PlannedScores(FamilyPlan plan);
  std::span<const ScoreName> names() const final { return plan_->names; }
  std::size_t rows() const final { return plan_->rows.first_of_row.size(); }
  std::span<const std::uint32_t> row_of_item() const final { return plan_->rows.row_of_item; }
  std::string reason(std::size_t value, std::span<const std::uint32_t> counts) final;

 protected:
  // For an undefined value, right after score() with the same counts.
  virtual std::string_view why_undefined(const PlannedValue& value, std::span<const std::uint32_t> counts) const = 0;

  // Throws ContractError when counts or values are not as many as rows or names.
  void check_sizes(std::span<const std::uint32_t> counts, std::span<const double> values) const;
  const FamilyPlan& plan() const { return *plan_; }

 private:
  std::shared_ptr<const FamilyPlan> plan_;
  std::vector<double> scratch_;
};

// Checks of columns. Lengths that differ are a bug: ContractError; what is in them is the world's.
void check_lengths(std::string_view family, std::size_t gold, std::size_t predicted);
Error bad_item(std::string_view family, std::size_t item, std::string_view what);  // row counts from 1

std::uint64_t sum_of_counts(std::span<const std::uint32_t> counts);

}  // namespace openaffect
