#include "openaffect/metrics/soft_label_scores.h"

#include <array>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include "openaffect/metrics/family.h"
#include "openaffect/metrics/pair_sums.h"
#include "openaffect/metrics/soft_labels.h"

namespace openaffect {
namespace {

enum Metric : std::size_t { kKl, kJs, kCrossEntropy, kTotalVariation, kMetrics };

constexpr FamilyMetric kTable[] = {
    {kKl, "kl"}, {kJs, "js"}, {kCrossEntropy, "cross_entropy"}, {kTotalVariation, "total_variation"}};

constexpr std::array<double (*)(std::span<const double>, std::span<const double>), kMetrics> kOfItem = {
    kl_divergence, js_divergence, cross_entropy, total_variation};

using ItemValues = std::array<std::vector<double>, kMetrics>;  // [items] where the metric is wanted

class SoftLabelScores final : public PlannedScores {
 public:
  SoftLabelScores(FamilyPlan plan, std::shared_ptr<const ItemValues> items)
      : PlannedScores(std::move(plan)), items_(std::move(items)) {}

  void score(std::span<const std::uint32_t> counts, std::span<double> values) override {
    check_sizes(counts, values);
    const auto items = static_cast<double>(sum_of_counts(counts));
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] = items > 0 ? weighted_sum(counts, (*items_)[plan().values[i].metric]) / items
                            : std::numeric_limits<double>::quiet_NaN();
  }
  std::unique_ptr<CountedScores> clone() const override { return std::make_unique<SoftLabelScores>(*this); }

 protected:
  std::string_view why_undefined(const PlannedValue&, std::span<const std::uint32_t>) const override {
    return "too_few";
  }

 private:
  std::shared_ptr<const ItemValues> items_;
};

// The sum of an item's numbers; NaN when one is negative or not finite.
double sum_of(std::span<const double> numbers) {
  double sum = 0;
  for (const double number : numbers) {
    if (!(number >= 0 && std::isfinite(number))) return std::numeric_limits<double>::quiet_NaN();
    sum += number;
  }
  return sum;
}

}  // namespace

Result<std::unique_ptr<CountedScores>> soft_label_scores(std::span<const double> gold,
                                                         std::span<const double> predicted, std::size_t labels,
                                                         const SoftLabelScoreOptions& options) {
  check_lengths("soft label scores", gold.size(), predicted.size());
  if (labels == 0 || gold.size() % labels != 0)
    throw ContractError(fmt::format("soft label scores: {} numbers for {} labels", gold.size(), labels));
  const std::size_t items = gold.size() / labels;
  for (std::size_t item = 0; item < items; ++item) {
    const double of_gold = sum_of(gold.subspan(item * labels, labels));
    if (!(of_gold > 0 && std::isfinite(of_gold)))
      return bad_item("soft label scores", item, "gold is no distribution: negative, not finite, or nothing");
    const double of_predicted = sum_of(predicted.subspan(item * labels, labels));
    if (!(std::abs(of_predicted - 1) <= 1e-3))
      return bad_item("soft label scores", item, fmt::format("the prediction sums to {:.6g}, not to 1", of_predicted));
  }
  OA_TRY(plan, plan_family(kTable, options.choice, {}, every_item(items)));
  auto values = std::make_shared<ItemValues>();
  for (std::size_t metric = 0; metric < kMetrics; ++metric)
    for (std::size_t item = 0; plan.wants(metric) && item < items; ++item)
      (*values)[metric].push_back(
          kOfItem[metric](gold.subspan(item * labels, labels), predicted.subspan(item * labels, labels)));
  return std::unique_ptr<CountedScores>(std::make_unique<SoftLabelScores>(std::move(plan), std::move(values)));
}

}  // namespace openaffect
