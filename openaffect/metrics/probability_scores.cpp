#include "openaffect/metrics/probability_scores.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include <fmt/core.h>

#include "openaffect/metrics/bah_average_precision.h"
#include "openaffect/metrics/family.h"
#include "openaffect/metrics/pair_sums.h"
#include "openaffect/metrics/probability_table.h"
#include "openaffect/metrics/ranking.h"

namespace openaffect {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

constexpr FamilyMetric kTable[] = {{kLogLoss, "log_loss"},
                                   {kBrier, "brier"},
                                   {kEce, "ece", ScoreScope::both},
                                   {kEceEqualMass, "ece_equal_mass"},
                                   {kEceClasswise, "ece_classwise"},
                                   {kRocAuc, "roc_auc", ScoreScope::both},
                                   {kAveragePrecision, "average_precision", ScoreScope::both},
                                   {kPrAucTrapezoid, "pr_auc_trapezoid", ScoreScope::both},
                                   {kBah, "bah_average_precision", ScoreScope::per_label, true},
                                   {kBahCorrected, "bah_average_precision_corrected", ScoreScope::per_label, true},
                                   {kAurc, "aurc"},                                     // of one label an item
                                   {kMeanAveragePrecision, "mean_average_precision"}};  // of several
constexpr std::size_t kCommon = 10;

// Metrics that are computed label by label, whether for values of labels or for their average.
constexpr std::array kByLabel = {kEce, kRocAuc, kAveragePrecision, kPrAucTrapezoid, kBah, kBahCorrected};

// The metric whose values by label an overall value is the mean of.
ProbabilityMetric averaged(std::size_t metric) {
  if (metric == kEceClasswise) return kEce;
  return metric == kMeanAveragePrecision ? kAveragePrecision : static_cast<ProbabilityMetric>(metric);
}

class ProbabilityScores final : public PlannedScores {
 public:
  ProbabilityScores(FamilyPlan plan, std::shared_ptr<const ProbabilityTable> table,
                    const ProbabilityScoreOptions& options);
  void score(std::span<const std::uint32_t> counts, std::span<double> values) override;
  std::unique_ptr<CountedScores> clone() const override { return std::make_unique<ProbabilityScores>(*this); }

 protected:
  std::string_view why_undefined(const PlannedValue&, std::span<const std::uint32_t> counts) const override {
    return sum_of_counts(counts) == 0 ? "too_few" : "no_support";
  }

 private:
  double overall(std::size_t metric, std::span<const std::uint32_t> counts);
  double of_label(std::size_t metric, std::size_t label, std::span<const std::uint32_t> counts);
  double bah(std::size_t metric, std::size_t label, std::span<const std::uint32_t> counts);
  double mean_over_labels(std::size_t metric) const;
  std::span<const std::uint32_t> ranked_counts(std::span<const std::uint32_t> counts);
  double mean(std::span<const double> losses, std::span<const std::uint32_t> counts) const;

  std::shared_ptr<const ProbabilityTable> table_;
  LabelAverage average_;
  std::vector<double> bins_;                  // memory of a calibration error
  std::vector<std::uint32_t> pooled_counts_;  // [items × labels]
  std::vector<std::pair<ProbabilityMetric, std::vector<double>>> by_label_;
  BahAveragePrecisionMeter bah_;
};

ProbabilityScores::ProbabilityScores(FamilyPlan plan, std::shared_ptr<const ProbabilityTable> table,
                                     const ProbabilityScoreOptions& options)
    : PlannedScores(std::move(plan)), table_(std::move(table)), average_(options.average), bins_(options.bins) {
  if (table_->ranked) pooled_counts_.resize(table_->ranked->size() == table_->items ? 0 : table_->ranked->size());
  for (const ProbabilityMetric metric : kByLabel) {
    const auto needs = [metric](const PlannedValue& value) {
      const bool is_mean = value.label == kAllLabels && value.metric != kEce && averaged(value.metric) == metric;
      return is_mean || (value.label != kAllLabels && value.metric == metric);
    };
    const auto& values = this->plan().values;
    if (std::any_of(values.begin(), values.end(), needs))
      by_label_.emplace_back(metric, std::vector<double>(table_->labels));
  }
}

double ProbabilityScores::bah(std::size_t metric, std::size_t label, std::span<const std::uint32_t> counts) {
  bah_.clear();
  const std::size_t begin = label * table_->items;
  for (std::size_t item = 0; item < counts.size(); ++item)
    bah_.add_step(table_->label_steps[begin + item], table_->truth[begin + item] != 0, counts[item]);
  return metric == kBah ? bah_.official() : bah_.corrected();
}

double ProbabilityScores::of_label(std::size_t metric, std::size_t label, std::span<const std::uint32_t> counts) {
  switch (metric) {
    case kEce:
      return table_->label_gaps[label].error(counts, bins_);
    case kRocAuc:
      return roc_auc(table_->label_ranked[label], counts);
    case kAveragePrecision:
      return average_precision(table_->label_ranked[label], counts);
    case kPrAucTrapezoid:
      return pr_auc_trapezoid(table_->label_ranked[label], counts);
    default:
      return bah(metric, label, counts);
  }
}

double ProbabilityScores::mean_over_labels(std::size_t metric) const {
  const auto same = [metric](const auto& entry) { return entry.first == averaged(metric); };
  const auto& values = std::find_if(by_label_.begin(), by_label_.end(), same)->second;
  double sum = 0, terms = 0;
  for (const double value : values) {
    if (std::isnan(value)) continue;
    sum += value;
    terms += 1;
  }
  if (terms == 0) return kUndefined;
  return sum / (average_ == LabelAverage::all && metric != kRocAuc ? static_cast<double>(values.size()) : terms);
}

std::span<const std::uint32_t> ProbabilityScores::ranked_counts(std::span<const std::uint32_t> counts) {
  if (pooled_counts_.empty()) return counts;
  for (std::size_t item = 0; item < counts.size(); ++item)
    std::fill_n(pooled_counts_.begin() + static_cast<std::ptrdiff_t>(item * table_->labels), table_->labels,
                counts[item]);
  return pooled_counts_;
}

double ProbabilityScores::mean(std::span<const double> losses, std::span<const std::uint32_t> counts) const {
  const std::uint64_t items = sum_of_counts(counts);
  return items > 0 ? weighted_sum(counts, losses) / static_cast<double>(items) : kUndefined;
}

double ProbabilityScores::overall(std::size_t metric, std::span<const std::uint32_t> counts) {
  switch (metric) {
    case kLogLoss:
      return mean(table_->log_loss, counts);
    case kBrier:
      return mean(table_->brier, counts);
    case kEce:
      return table_->gaps.error(counts, bins_);
    case kEceEqualMass:
      return ece_equal_mass(*table_->ranked, ranked_counts(counts), bins_.size());
    case kAurc:
      return aurc(*table_->ranked, counts);
    default:
      return mean_over_labels(metric);
  }
}

void ProbabilityScores::score(std::span<const std::uint32_t> counts, std::span<double> values) {
  check_sizes(counts, values);
  for (auto& [metric, of_labels] : by_label_)
    for (std::size_t label = 0; label < of_labels.size(); ++label) of_labels[label] = of_label(metric, label, counts);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const PlannedValue& value = plan().values[i];
    if (value.label == kAllLabels) {
      values[i] = overall(value.metric, counts);
      continue;
    }
    const auto same = [&value](const auto& entry) { return entry.first == value.metric; };
    values[i] = std::find_if(by_label_.begin(), by_label_.end(), same)->second[value.label];
  }
}

void check_shape(std::size_t items, std::size_t probabilities, std::size_t labels, std::size_t bins) {
  if (labels == 0 || bins == 0 || probabilities != items * labels)
    throw ContractError(fmt::format("probability scores: {} probabilities for {} items of {} labels, {} bins",
                                    probabilities, items, labels, bins));
}

Result<Done> check_probabilities(std::span<const double> probabilities, std::size_t labels) {
  for (std::size_t i = 0; i < probabilities.size(); ++i)
    if (!(probabilities[i] >= 0 && probabilities[i] <= 1))
      return bad_item("probability scores", i / labels,
                      fmt::format("probability {} of label {} is not in 0..1", probabilities[i], i % labels));
  return Done{};
}

Result<Done> check_sums(std::span<const double> probabilities, std::size_t labels) {
  constexpr double kTolerance = 1e-3;
  std::size_t bad = 0, first = 0;
  double first_sum = 0;
  for (std::size_t begin = 0; begin < probabilities.size(); begin += labels) {
    double sum = 0;
    for (const double probability : probabilities.subspan(begin, labels)) sum += probability;
    if (std::abs(sum - 1) <= kTolerance) continue;
    if (bad++ > 0) continue;
    first = begin / labels;
    first_sum = sum;
  }
  if (bad == 0) return Done{};
  return bad_item("probability scores", first,
                  fmt::format("probabilities sum to {:.6g}, not to 1; so do not those of {} of {} items", first_sum,
                              bad, probabilities.size() / labels));
}

Error bad_gold(std::size_t item, LabelId label, std::size_t labels) {
  return bad_item("probability scores", item, fmt::format("gold is label {} of {}", label, labels));
}

Result<std::unique_ptr<CountedScores>> make(const ProbabilitySample& sample, std::span<const FamilyMetric> metrics,
                                            const std::vector<std::string>& labels,
                                            const ProbabilityScoreOptions& options) {
  OA_TRY(plan, plan_family(metrics, options.choice, labels, every_item(sample.items)));
  auto table = std::make_shared<const ProbabilityTable>(probability_table(sample, plan, options.bins));
  return std::unique_ptr<CountedScores>(
      std::make_unique<ProbabilityScores>(std::move(plan), std::move(table), options));
}

}  // namespace

Result<std::unique_ptr<CountedScores>> probability_scores(std::span<const LabelId> gold,
                                                          std::span<const double> probabilities,
                                                          const std::vector<std::string>& labels,
                                                          const ProbabilityScoreOptions& options) {
  check_shape(gold.size(), probabilities.size(), labels.size(), options.bins);
  OA_CHECK(check_probabilities(probabilities, labels.size()));
  OA_CHECK(check_sums(probabilities, labels.size()));
  ProbabilitySample sample{gold.size(), labels.size(), probabilities, {}, true};
  sample.truth.resize(probabilities.size());
  for (std::size_t item = 0; item < gold.size(); ++item) {
    if (gold[item] < 0 || static_cast<std::size_t>(gold[item]) >= labels.size())
      return bad_gold(item, gold[item], labels.size());
    sample.truth[item * labels.size() + static_cast<std::size_t>(gold[item])] = 1;
  }
  return make(sample, std::span(kTable).first(kCommon + 1), labels, options);
}

Result<std::unique_ptr<CountedScores>> label_set_probability_scores(std::span<const std::vector<LabelId>> gold,
                                                                    std::span<const double> probabilities,
                                                                    const std::vector<std::string>& labels,
                                                                    const ProbabilityScoreOptions& options) {
  check_shape(gold.size(), probabilities.size(), labels.size(), options.bins);
  OA_CHECK(check_probabilities(probabilities, labels.size()));
  ProbabilitySample sample{gold.size(), labels.size(), probabilities, {}, false};
  sample.truth.resize(probabilities.size());
  for (std::size_t item = 0; item < gold.size(); ++item)
    for (const LabelId label : gold[item]) {
      if (label < 0 || static_cast<std::size_t>(label) >= labels.size()) return bad_gold(item, label, labels.size());
      sample.truth[item * labels.size() + static_cast<std::size_t>(label)] = 1;
    }
  std::vector<FamilyMetric> metrics(std::begin(kTable), std::begin(kTable) + kCommon);
  metrics.push_back(kTable[kCommon + 1]);
  return make(sample, metrics, labels, options);
}

}  // namespace openaffect
