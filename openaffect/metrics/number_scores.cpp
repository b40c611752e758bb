#include "openaffect/metrics/number_scores.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "openaffect/metrics/family.h"
#include "openaffect/metrics/pair_sums.h"
#include "openaffect/metrics/rank_correlation.h"

namespace openaffect {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

enum Metric : std::size_t { kCcc, kPearson, kSpearman, kKendallTau, kRmse, kMae, kR2 };

// Pairs that have both numbers, shifted by their means, each side by its own.
struct NumberTable {
  std::vector<double> gold, predicted;    // [pairs]
  std::vector<double> absolute, squared;  // of the difference
  double gold_mean = 0, predicted_mean = 0;
  PairRanks ranks;
};

// Sums of squares that lose more digits than this are done again in two passes.
constexpr double kCancels = 1e-6;

class NumberScores final : public PlannedScores {
 public:
  NumberScores(FamilyPlan plan, std::shared_ptr<const NumberTable> table)
      : PlannedScores(std::move(plan)), table_(std::move(table)) {
    const FamilyPlan& values = this->plan();
    wants_spreads_ = values.wants(kCcc) || values.wants(kPearson) || values.wants(kR2);
    if (values.wants(kSpearman) || values.wants(kKendallTau)) memory_ = table_->ranks.memory();
  }
  void score(std::span<const std::uint32_t> counts, std::span<double> values) override;
  std::unique_ptr<CountedScores> clone() const override { return std::make_unique<NumberScores>(*this); }

 protected:
  std::string_view why_undefined(const PlannedValue& value, std::span<const std::uint32_t>) const override {
    const bool is_error = value.metric == kRmse || value.metric == kMae;
    return items_ < (is_error ? 1 : 2) ? "too_few" : "constant";
  }

 private:
  void sum_spreads(std::span<const std::uint32_t> pairs);
  double value_of(std::size_t metric, std::span<const std::uint32_t> pairs);
  double ccc(std::span<const std::uint32_t> pairs) const;
  double pearson() const;

  std::shared_ptr<const NumberTable> table_;
  bool wants_spreads_ = false;
  double items_ = 0;
  PairSpreads spreads_;
  PairRanks::Memory memory_;
};

void NumberScores::sum_spreads(std::span<const std::uint32_t> pairs) {
  const PairMoments sums = pair_moments(pairs, table_->gold, table_->predicted);
  const double gold = sums.spread_x(), predicted = sums.spread_y();
  if (gold > kCancels * sums.xx && predicted > kCancels * sums.yy)
    spreads_ = {sums.n, sums.x / sums.n, sums.y / sums.n, gold, predicted, sums.spread_both()};
  else
    spreads_ = pair_spreads(pairs, table_->gold, table_->predicted);
}

double NumberScores::ccc(std::span<const std::uint32_t> pairs) const {
  // Two constants have no concordance when they are equal, which the shifted means do not say to the last digit.
  if (spreads_.x == 0 && spreads_.y == 0) return weighted_sum(pairs, table_->squared) > 0 ? 0 : kUndefined;
  const double apart = (spreads_.mean_x + table_->gold_mean) - (spreads_.mean_y + table_->predicted_mean);
  const double scale = spreads_.x + spreads_.y + spreads_.n * apart * apart;
  return 2 * spreads_.both / scale;
}

double NumberScores::pearson() const {
  if (!(spreads_.x > 0 && spreads_.y > 0)) return kUndefined;
  return std::clamp(spreads_.both / (std::sqrt(spreads_.x) * std::sqrt(spreads_.y)), -1.0, 1.0);
}

double NumberScores::value_of(std::size_t metric, std::span<const std::uint32_t> pairs) {
  const bool enough = items_ >= 2;
  switch (metric) {
    case kCcc:
      return enough ? ccc(pairs) : kUndefined;
    case kPearson:
      return enough ? pearson() : kUndefined;
    case kSpearman:
      return enough ? table_->ranks.spearman(pairs, memory_) : kUndefined;
    case kKendallTau:
      return enough ? table_->ranks.kendall_tau(pairs, memory_) : kUndefined;
    case kRmse:
      return items_ > 0 ? std::sqrt(weighted_sum(pairs, table_->squared) / items_) : kUndefined;
    case kMae:
      return items_ > 0 ? weighted_sum(pairs, table_->absolute) / items_ : kUndefined;
    case kR2:
      return enough && spreads_.x > 0 ? 1 - weighted_sum(pairs, table_->squared) / spreads_.x : kUndefined;
    default:
      return kUndefined;
  }
}

void NumberScores::score(std::span<const std::uint32_t> counts, std::span<double> values) {
  check_sizes(counts, values);
  const auto pairs = counts.first(table_->gold.size());
  items_ = static_cast<double>(sum_of_counts(pairs));
  if (wants_spreads_ && items_ > 0) sum_spreads(pairs);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = value_of(plan().values[i].metric, pairs);
}

// The mean of numbers, taken from the first one so that large numbers keep their digits.
double mean_of(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value - values.front();
  return values.empty() ? 0 : values.front() + sum / static_cast<double>(values.size());
}

std::shared_ptr<const NumberTable> number_table(std::vector<double> gold, std::vector<double> predicted) {
  PairRanks ranks(gold, predicted);
  NumberTable table{std::move(gold), std::move(predicted), {}, {}, 0, 0, std::move(ranks)};
  table.gold_mean = mean_of(table.gold);
  table.predicted_mean = mean_of(table.predicted);
  for (std::size_t i = 0; i < table.gold.size(); ++i) {
    const double apart = table.gold[i] - table.predicted[i];
    table.absolute.push_back(std::abs(apart));
    table.squared.push_back(apart * apart);
    table.gold[i] -= table.gold_mean;
    table.predicted[i] -= table.predicted_mean;
  }
  return std::make_shared<const NumberTable>(std::move(table));
}

}  // namespace

Result<std::unique_ptr<CountedScores>> number_scores(std::span<const double> gold, std::span<const double> predicted,
                                                     const NumberScoreOptions& options) {
  check_lengths("number scores", gold.size(), predicted.size());
  for (std::size_t i = 0; i < gold.size(); ++i)
    if (std::isinf(gold[i]) || std::isinf(predicted[i]))
      return bad_item("number scores", i, fmt::format("gold {}, predicted {}", gold[i], predicted[i]));
  const auto left_out = [&](std::uint32_t item) { return std::isnan(gold[item]) || std::isnan(predicted[item]); };
  DistinctRows rows = distinct_rows(gold.size(), [&](std::uint32_t left, std::uint32_t right) {
    if (left_out(left) || left_out(right)) return !left_out(left);
    return std::pair(gold[left], predicted[left]) < std::pair(gold[right], predicted[right]);
  });
  std::vector<double> of_gold, of_predicted;
  for (const std::uint32_t item : rows.first_of_row) {
    if (left_out(item)) continue;
    of_gold.push_back(gold[item]);
    of_predicted.push_back(predicted[item]);
  }
  const FamilyMetric table[] = {
      {kCcc, "ccc"},
      {kPearson, "pearson"},
      {kSpearman, "spearman"},
      {kKendallTau, "kendall_tau", ScoreScope::overall, of_gold.size() > options.kendall_rows},
      {kRmse, "rmse"},
      {kMae, "mae"},
      {kR2, "r2"}};
  OA_TRY(plan, plan_family(table, options.choice, {}, std::move(rows)));
  return std::unique_ptr<CountedScores>(
      std::make_unique<NumberScores>(std::move(plan), number_table(std::move(of_gold), std::move(of_predicted))));
}

}  // namespace openaffect
