#include "openaffect/metrics/class_scores.h"

#include <cmath>
#include <limits>
#include <utility>

#include <fmt/core.h>

#include "openaffect/metrics/classification.h"
#include "openaffect/metrics/family.h"
#include "openaffect/metrics/grades.h"
#include "openaffect/metrics/pair_sums.h"

namespace openaffect {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

enum Metric : std::size_t {
  kAccuracy,
  kBalancedAccuracy,
  kPrecision,
  kRecall,
  kMacroF1,
  kMicroF1,
  kWeightedF1,
  kMcc,
  kCohenKappa,
  kF1,
  kQuadraticKappa,  // from here on: of graded labels
  kLinearKappa,
  kMae,
  kPearson,
};

constexpr FamilyMetric kTable[] = {{kAccuracy, "accuracy"},
                                   {kBalancedAccuracy, "balanced_accuracy"},
                                   {kPrecision, "precision", ScoreScope::both},
                                   {kRecall, "recall", ScoreScope::both},
                                   {kMacroF1, "macro_f1"},
                                   {kMicroF1, "micro_f1"},
                                   {kWeightedF1, "weighted_f1"},
                                   {kMcc, "mcc"},
                                   {kCohenKappa, "cohen_kappa"},
                                   {kF1, "f1", ScoreScope::per_label},
                                   {kQuadraticKappa, "cohen_kappa_quadratic"},
                                   {kLinearKappa, "cohen_kappa_linear"},
                                   {kMae, "mae"},
                                   {kPearson, "pearson"}};

// The distinct pairs, by gold. Those whose prediction is no label have the column behind the last one.
struct PairTable {
  std::size_t labels = 0;
  std::vector<std::uint32_t> gold_ends;  // [labels] behind the rows of each gold label
  std::vector<std::uint16_t> predicted;  // [rows]
  std::vector<std::uint32_t> both_row;   // [labels] the row where both are the label; rows when there is none
  std::vector<std::uint32_t> outside;    // rows without a predicted label
  // Of graded labels, [rows]; what stands for a row in `outside` is never counted.
  std::vector<double> gold_position, predicted_position, gold_value, predicted_value;
  std::vector<double> step, apart;  // |positions|, |values| apart
};

struct GradeSums {
  PairMoments positions, values;
  double steps = 0, apart = 0, linear_chance = 0;
};

class ClassScores final : public PlannedScores {
 public:
  ClassScores(FamilyPlan plan, std::shared_ptr<const PairTable> table, LabelAverage average);
  void score(std::span<const std::uint32_t> counts, std::span<double> values) override;
  std::unique_ptr<CountedScores> clone() const override { return std::make_unique<ClassScores>(*this); }

 protected:
  std::string_view why_undefined(const PlannedValue& value, std::span<const std::uint32_t> counts) const override;

 private:
  void count_labels(std::span<const std::uint32_t> counts);
  void sum_grades(std::span<const std::uint32_t> counts);
  double overall(std::size_t metric) const;
  double pearson() const;
  std::span<const LabelCounts> labels() const { return {label_counts_.data(), table_->labels}; }

  std::shared_ptr<const PairTable> table_;
  LabelAverage average_;
  bool wants_grades_, wants_linear_;
  std::vector<LabelCounts> label_counts_;  // [labels + 1], the last one out of the scheme
  std::vector<LabelCounts> inside_;        // [labels], of items whose prediction is a label
  std::vector<std::uint32_t> kept_;        // [rows], 0 for rows out of the scheme
  double items_ = 0;
  GradeSums grades_;
};

ClassScores::ClassScores(FamilyPlan plan, std::shared_ptr<const PairTable> table, LabelAverage average)
    : PlannedScores(std::move(plan)),
      table_(std::move(table)),
      average_(average),
      wants_grades_(false),
      wants_linear_(this->plan().wants(kLinearKappa)),
      label_counts_(table_->labels + 1) {
  for (const std::size_t metric : {kQuadraticKappa, kLinearKappa, kMae, kPearson})
    wants_grades_ = wants_grades_ || this->plan().wants(metric);
  if (!wants_grades_) return;
  inside_.resize(table_->labels);
  kept_.resize(rows());
}

void ClassScores::count_labels(std::span<const std::uint32_t> counts) {
  for (LabelCounts& label : label_counts_) label = {};
  std::size_t row = 0;
  std::uint64_t items = 0;
  for (std::size_t gold = 0; gold < table_->labels; ++gold) {
    std::uint64_t sum = 0;
    for (; row < table_->gold_ends[gold]; ++row) {
      sum += counts[row];
      label_counts_[table_->predicted[row]].predicted += static_cast<double>(counts[row]);
    }
    label_counts_[gold].gold = static_cast<double>(sum);
    items += sum;
    const std::uint32_t both = table_->both_row[gold];
    if (both < counts.size()) label_counts_[gold].both = static_cast<double>(counts[both]);
  }
  items_ = static_cast<double>(items);
}

void ClassScores::sum_grades(std::span<const std::uint32_t> counts) {
  std::copy(counts.begin(), counts.end(), kept_.begin());
  for (const std::uint32_t row : table_->outside) kept_[row] = 0;
  grades_.positions = pair_moments(kept_, table_->gold_position, table_->predicted_position);
  grades_.values = pair_moments(kept_, table_->gold_value, table_->predicted_value);
  grades_.apart = weighted_sum(kept_, table_->apart);
  if (!wants_linear_) return;
  grades_.steps = weighted_sum(kept_, table_->step);
  std::copy_n(label_counts_.begin(), inside_.size(), inside_.begin());
  for (const std::uint32_t row : table_->outside)
    inside_[static_cast<std::size_t>(table_->gold_position[row])].gold -= static_cast<double>(counts[row]);
  grades_.linear_chance = linear_chance(inside_);
}

double ClassScores::pearson() const {
  const PairMoments& sums = grades_.values;
  // Values are few, and constant exactly when every item has the same one: n copies of x have spread 0 up to rounding.
  const double x = sums.spread_x(), y = sums.spread_y();
  constexpr double kRounding = 1e-13;
  if (!(x > kRounding * sums.xx && y > kRounding * sums.yy)) return kUndefined;
  return std::clamp(sums.spread_both() / (std::sqrt(x) * std::sqrt(y)), -1.0, 1.0);
}

double ClassScores::overall(std::size_t metric) const {
  const double n = grades_.positions.n;
  switch (metric) {
    case kAccuracy:
      return accuracy(labels(), items_);
    case kBalancedAccuracy:
      return balanced_accuracy(labels(), average_);
    case kPrecision:
      return macro_precision(labels(), average_);
    case kRecall:
      return macro_recall(labels(), average_);
    case kMacroF1:
      return macro_f1(labels(), average_);
    case kMicroF1:
      return micro_f1(labels());
    case kWeightedF1:
      return weighted_f1(labels());
    case kMcc:
      return mcc(labels(), items_);
    case kCohenKappa:
      return cohen_kappa(labels(), items_);
    case kQuadraticKappa: {
      const PairMoments& sums = grades_.positions;  // all whole numbers: exact
      const double chance = n * (sums.xx + sums.yy) - 2 * sums.x * sums.y;
      return chance > 0 ? 1 - n * (sums.xx + sums.yy - 2 * sums.xy) / chance : kUndefined;
    }
    case kLinearKappa:
      return grades_.linear_chance > 0 ? 1 - n * grades_.steps / grades_.linear_chance : kUndefined;
    case kMae:
      return n > 0 ? grades_.apart / n : kUndefined;
    case kPearson:
      return n >= 2 ? pearson() : kUndefined;
    default:
      return kUndefined;
  }
}

void ClassScores::score(std::span<const std::uint32_t> counts, std::span<double> values) {
  check_sizes(counts, values);
  count_labels(counts);
  if (wants_grades_) sum_grades(counts);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const PlannedValue& value = plan().values[i];
    if (value.label == kAllLabels) {
      values[i] = overall(value.metric);
      continue;
    }
    const LabelCounts& label = label_counts_[value.label];
    values[i] = value.metric == kPrecision ? precision_of(label)
                : value.metric == kRecall  ? recall_of(label)
                                           : f1_of(label);
  }
}

std::string_view ClassScores::why_undefined(const PlannedValue& value, std::span<const std::uint32_t>) const {
  if (value.label != kAllLabels) return "no_support";
  const double scored = value.metric >= kQuadraticKappa ? grades_.positions.n : items_;
  if (scored < (value.metric == kPearson ? 2 : 1)) return "too_few";
  const bool is_correlation = value.metric == kMcc || value.metric == kCohenKappa || value.metric >= kQuadraticKappa;
  return is_correlation ? "constant" : "no_support";
}

void add_grades(PairTable& table, std::span<const LabelId> gold, std::span<const LabelId> predicted,
                const DistinctRows& rows, std::span<const double> given) {
  std::vector<double> values(given.begin(), given.end());
  for (std::size_t label = values.size(); label < table.labels; ++label) values.push_back(static_cast<double>(label));
  double middle = 0;  // a shift costs nothing and saves digits
  for (const double value : values) middle += value / static_cast<double>(values.size());
  for (const std::uint32_t item : rows.first_of_row) {
    const auto at = static_cast<std::size_t>(gold[item]);
    const std::size_t of = predicted[item] == kNoLabel ? at : static_cast<std::size_t>(predicted[item]);
    table.gold_position.push_back(static_cast<double>(at));
    table.predicted_position.push_back(static_cast<double>(of));
    table.gold_value.push_back(values[at] - middle);
    table.predicted_value.push_back(values[of] - middle);
    table.step.push_back(std::abs(static_cast<double>(at) - static_cast<double>(of)));
    table.apart.push_back(std::abs(values[at] - values[of]));
  }
}

PairTable pair_table(std::span<const LabelId> gold, std::span<const LabelId> predicted, std::size_t labels,
                     const DistinctRows& rows) {
  PairTable table;
  table.labels = labels;
  table.both_row.assign(labels, static_cast<std::uint32_t>(rows.first_of_row.size()));
  table.gold_ends.assign(labels, 0);
  for (const std::uint32_t item : rows.first_of_row) {
    const auto row = static_cast<std::uint32_t>(table.predicted.size());
    const auto at = static_cast<std::size_t>(gold[item]);
    const bool outside = predicted[item] == kNoLabel;
    if (outside) table.outside.push_back(row);
    if (gold[item] == predicted[item]) table.both_row[at] = row;
    table.predicted.push_back(static_cast<std::uint16_t>(outside ? labels : static_cast<std::size_t>(predicted[item])));
    table.gold_ends[at] = row + 1;
  }
  for (std::size_t label = 1; label < labels; ++label)
    table.gold_ends[label] = std::max(table.gold_ends[label], table.gold_ends[label - 1]);
  return table;
}

Result<Done> check_labels(std::span<const LabelId> gold, std::span<const LabelId> predicted, std::size_t labels) {
  for (std::size_t i = 0; i < gold.size(); ++i) {
    const auto known = [labels](LabelId label) { return label >= 0 && static_cast<std::size_t>(label) < labels; };
    if (!known(gold[i])) return bad_item("class scores", i, fmt::format("gold is label {} of {}", gold[i], labels));
    if (predicted[i] != kNoLabel && !known(predicted[i]))
      return bad_item("class scores", i, fmt::format("predicted is label {} of {}", predicted[i], labels));
  }
  return Done{};
}

}  // namespace

Result<std::unique_ptr<CountedScores>> class_scores(std::span<const LabelId> gold, std::span<const LabelId> predicted,
                                                    const std::vector<std::string>& labels,
                                                    const ClassScoreOptions& options) {
  check_lengths("class scores", gold.size(), predicted.size());
  if (labels.empty()) throw ContractError("class scores: no labels");
  if (!options.values.empty() && options.values.size() != labels.size())
    throw ContractError(fmt::format("class scores: {} values for {} labels", options.values.size(), labels.size()));
  OA_CHECK(check_labels(gold, predicted, labels.size()));
  DistinctRows rows = distinct_rows(gold.size(), [gold, predicted](std::uint32_t left, std::uint32_t right) {
    return std::pair(gold[left], predicted[left]) < std::pair(gold[right], predicted[right]);
  });
  const bool graded = options.order == LabelOrder::graded;
  auto table = std::make_shared<PairTable>(pair_table(gold, predicted, labels.size(), rows));
  if (graded) add_grades(*table, gold, predicted, rows, options.values);
  const auto metrics = std::span(kTable).first(graded ? std::size(kTable) : kQuadraticKappa);
  OA_TRY(plan, plan_family(metrics, options.choice, labels, std::move(rows)));
  return std::unique_ptr<CountedScores>(
      std::make_unique<ClassScores>(std::move(plan), std::move(table), options.average));
}

}  // namespace openaffect
