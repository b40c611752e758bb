#include "openaffect/metrics/label_set_scores.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <tuple>
#include <utility>

#include <fmt/core.h>

#include "openaffect/metrics/family.h"
#include "openaffect/metrics/pair_sums.h"

namespace openaffect {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

enum Metric : std::size_t {
  kJaccard,
  kHammingLoss,
  kSubsetAccuracy,
  kPrecision,
  kRecall,
  kMacroF1,
  kMicroF1,
  kWeightedF1,
  kF1,
};

constexpr FamilyMetric kTable[] = {{kJaccard, "jaccard"},
                                   {kHammingLoss, "hamming_loss"},
                                   {kSubsetAccuracy, "subset_accuracy"},
                                   {kPrecision, "precision", ScoreScope::both},
                                   {kRecall, "recall", ScoreScope::both},
                                   {kMacroF1, "macro_f1"},
                                   {kMicroF1, "micro_f1"},
                                   {kWeightedF1, "weighted_f1"},
                                   {kF1, "f1", ScoreScope::per_label}};

// The labels of each row, one row after the other.
struct LabelLists {
  std::vector<std::uint16_t> labels;
  std::vector<std::uint32_t> ends;  // [rows]

  void add(std::span<const LabelId> row) {
    for (const LabelId label : row) labels.push_back(static_cast<std::uint16_t>(label));
    ends.push_back(static_cast<std::uint32_t>(labels.size()));
  }
};

struct SetTable {
  std::size_t labels = 0;
  LabelLists both, gold_only, predicted_only;
  std::vector<double> jaccard;    // [rows], 0 for those left out
  std::vector<double> different;  // labels on one side only
  std::vector<double> equal;
  std::vector<std::uint32_t> left_out;  // rows that jaccard leaves out
};

class LabelSetScores final : public PlannedScores {
 public:
  LabelSetScores(FamilyPlan plan, std::shared_ptr<const SetTable> table, LabelAverage average)
      : PlannedScores(std::move(plan)), table_(std::move(table)), average_(average), counts_(table_->labels) {
    for (const PlannedValue& value : this->plan().values) wants_labels_ = wants_labels_ || value.metric >= kPrecision;
  }
  void score(std::span<const std::uint32_t> counts, std::span<double> values) override;
  std::unique_ptr<CountedScores> clone() const override { return std::make_unique<LabelSetScores>(*this); }

 protected:
  std::string_view why_undefined(const PlannedValue&, std::span<const std::uint32_t>) const override {
    return items_ > 0 ? "no_support" : "too_few";
  }

 private:
  void count_labels(std::span<const std::uint32_t> counts);
  double overall(std::size_t metric, std::span<const std::uint32_t> counts) const;

  std::shared_ptr<const SetTable> table_;
  LabelAverage average_;
  bool wants_labels_ = false;
  double items_ = 0;
  std::vector<LabelCounts> counts_;  // [labels]
};

// Calls visit(label, count) for every label of every row in the sample.
void for_each_label(const LabelLists& lists, std::span<const std::uint32_t> counts, auto&& visit) {
  std::size_t at = 0;
  for (std::size_t row = 0; row < counts.size(); ++row) {
    const auto count = static_cast<double>(counts[row]);
    for (; at < lists.ends[row]; ++at) visit(lists.labels[at], count);
  }
}

void LabelSetScores::count_labels(std::span<const std::uint32_t> counts) {
  for (LabelCounts& label : counts_) label = {};
  for_each_label(table_->both, counts, [this](std::size_t label, double count) { counts_[label].both += count; });
  for_each_label(table_->gold_only, counts, [this](std::size_t label, double count) { counts_[label].gold += count; });
  for_each_label(table_->predicted_only, counts,
                 [this](std::size_t label, double count) { counts_[label].predicted += count; });
  for (LabelCounts& label : counts_) {
    label.gold += label.both;
    label.predicted += label.both;
  }
}

double LabelSetScores::overall(std::size_t metric, std::span<const std::uint32_t> counts) const {
  const auto labels = static_cast<double>(table_->labels);
  switch (metric) {
    case kJaccard: {
      double items = items_;
      for (const std::uint32_t row : table_->left_out) items -= static_cast<double>(counts[row]);
      return items > 0 ? weighted_sum(counts, table_->jaccard) / items : kUndefined;
    }
    case kHammingLoss:
      return items_ > 0 ? weighted_sum(counts, table_->different) / (items_ * labels) : kUndefined;
    case kSubsetAccuracy:
      return items_ > 0 ? weighted_sum(counts, table_->equal) / items_ : kUndefined;
    case kPrecision:
      return macro_precision(counts_, average_);
    case kRecall:
      return macro_recall(counts_, average_);
    case kMacroF1:
      return macro_f1(counts_, average_);
    case kMicroF1:
      return micro_f1(counts_);
    case kWeightedF1:
      return weighted_f1(counts_);
    default:
      return kUndefined;
  }
}

void LabelSetScores::score(std::span<const std::uint32_t> counts, std::span<double> values) {
  check_sizes(counts, values);
  items_ = static_cast<double>(sum_of_counts(counts));
  if (wants_labels_) count_labels(counts);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const PlannedValue& value = plan().values[i];
    if (value.label == kAllLabels) {
      values[i] = overall(value.metric, counts);
      continue;
    }
    const LabelCounts& label = counts_[value.label];
    values[i] = value.metric == kPrecision ? precision_of(label)
                : value.metric == kRecall  ? recall_of(label)
                                           : f1_of(label);
  }
}

// `predicted` may hold one label more than there are: an answer outside the scheme, which makes the set another one and
// is no label's false alarm.
void add_row(SetTable& table, std::span<const LabelId> gold, std::span<const LabelId> predicted, EmptyPair empty) {
  std::vector<LabelId> both, gold_only, predicted_only;
  std::set_intersection(gold.begin(), gold.end(), predicted.begin(), predicted.end(), std::back_inserter(both));
  std::set_difference(gold.begin(), gold.end(), predicted.begin(), predicted.end(), std::back_inserter(gold_only));
  std::set_difference(predicted.begin(), predicted.end(), gold.begin(), gold.end(), std::back_inserter(predicted_only));
  const double jaccard = jaccard_of(gold, predicted, empty);
  const bool equal = gold_only.empty() && predicted_only.empty();
  if (!predicted_only.empty() && static_cast<std::size_t>(predicted_only.back()) == table.labels)
    predicted_only.pop_back();
  if (std::isnan(jaccard)) table.left_out.push_back(static_cast<std::uint32_t>(table.jaccard.size()));
  table.jaccard.push_back(std::isnan(jaccard) ? 0 : jaccard);
  table.different.push_back(static_cast<double>(gold_only.size() + predicted_only.size()));
  table.equal.push_back(equal ? 1 : 0);
  table.both.add(both);
  table.gold_only.add(gold_only);
  table.predicted_only.add(predicted_only);
}

using Sets = std::vector<std::vector<LabelId>>;

enum class Outside { refused, kept };

// Sorted; kNoLabel, where it is kept, as one label behind the last.
Result<Sets> as_sets(std::span<const std::vector<LabelId>> column, std::size_t labels, Outside outside) {
  Sets sets;
  for (const std::vector<LabelId>& item : column) {
    std::vector<LabelId> set = item;
    for (LabelId& label : set) {
      if (label == kNoLabel && outside == Outside::kept)
        label = static_cast<LabelId>(labels);
      else if (label < 0 || static_cast<std::size_t>(label) >= labels)
        return bad_item(
            "label set scores", sets.size(),
            fmt::format("{} holds label {} of {}", outside == Outside::kept ? "predicted" : "gold", label, labels));
    }
    sets.push_back(as_set(set, labels + 1));
  }
  return sets;
}

}  // namespace

Result<std::unique_ptr<CountedScores>> label_set_scores(std::span<const std::vector<LabelId>> gold,
                                                        std::span<const std::vector<LabelId>> predicted,
                                                        const std::vector<std::string>& labels,
                                                        const LabelSetScoreOptions& options) {
  check_lengths("label set scores", gold.size(), predicted.size());
  if (labels.empty()) throw ContractError("label set scores: no labels");
  OA_TRY(wanted, as_sets(gold, labels.size(), Outside::refused));
  OA_TRY(given, as_sets(predicted, labels.size(), Outside::kept));
  DistinctRows rows = distinct_rows(wanted.size(), [&](std::uint32_t left, std::uint32_t right) {
    return std::tie(wanted[left], given[left]) < std::tie(wanted[right], given[right]);
  });
  auto table = std::make_shared<SetTable>();
  table->labels = labels.size();
  for (const std::uint32_t item : rows.first_of_row) add_row(*table, wanted[item], given[item], options.empty);
  OA_TRY(plan, plan_family(kTable, options.choice, labels, std::move(rows)));
  return std::unique_ptr<CountedScores>(
      std::make_unique<LabelSetScores>(std::move(plan), std::move(table), options.average));
}

}  // namespace openaffect
