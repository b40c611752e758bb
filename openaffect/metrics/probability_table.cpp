#include "openaffect/metrics/probability_table.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "openaffect/metrics/bah_average_precision.h"
#include "openaffect/metrics/calibration.h"
#include "openaffect/metrics/probability_loss.h"

namespace openaffect {
namespace {

struct Top {
  double confidence = 0;
  std::uint8_t correct = 0;
};

Top top_of(const ProbabilitySample& sample, std::size_t item) {
  const auto row = sample.probabilities_of(item);
  const auto at = static_cast<std::size_t>(std::max_element(row.begin(), row.end()) - row.begin());
  return {row[at], sample.truth_of(item)[at]};
}

void add_losses(ProbabilityTable& table, const ProbabilitySample& sample) {
  for (std::size_t item = 0; item < sample.items; ++item) {
    const auto row = sample.probabilities_of(item);
    const auto truth = sample.truth_of(item);
    if (sample.single) {
      const auto gold = std::find(truth.begin(), truth.end(), 1) - truth.begin();
      table.log_loss.push_back(log_loss_of(row[static_cast<std::size_t>(gold)]));
      table.brier.push_back(brier_of(row, static_cast<LabelId>(gold)));
      continue;
    }
    double log_loss = 0, brier = 0;
    for (std::size_t label = 0; label < sample.labels; ++label) {
      const double of_truth = truth[label] != 0 ? row[label] : 1 - row[label];
      log_loss += log_loss_of(of_truth);
      brier += (1 - of_truth) * (1 - of_truth);
    }
    table.log_loss.push_back(log_loss / static_cast<double>(sample.labels));
    table.brier.push_back(brier / static_cast<double>(sample.labels));
  }
}

void add_gaps(ProbabilityTable& table, const ProbabilitySample& sample, std::size_t bins) {
  table.gaps.per_item = sample.single ? 1 : static_cast<double>(sample.labels);
  for (std::size_t item = 0; item < sample.items; ++item) {
    if (!sample.single) {
      table.gaps.add(sample.probabilities_of(item), sample.truth_of(item), bins);
      continue;
    }
    const Top top = top_of(sample, item);
    table.gaps.add({&top.confidence, 1}, {&top.correct, 1}, bins);
  }
}

void add_ranked(ProbabilityTable& table, const ProbabilitySample& sample) {
  if (!sample.single) {
    table.ranked.emplace(sample.probabilities, sample.truth);
    return;
  }
  std::vector<double> confidences;
  std::vector<std::uint8_t> correct;
  for (std::size_t item = 0; item < sample.items; ++item) {
    const Top top = top_of(sample, item);
    confidences.push_back(top.confidence);
    correct.push_back(top.correct);
  }
  table.ranked.emplace(confidences, correct);
}

// Calls visit(probabilities, truth) for the column of every label.
void for_each_column(const ProbabilitySample& sample, auto&& visit) {
  std::vector<double> probabilities(sample.items);
  std::vector<std::uint8_t> truth(sample.items);
  for (std::size_t label = 0; label < sample.labels; ++label) {
    for (std::size_t item = 0; item < sample.items; ++item) {
      probabilities[item] = sample.probabilities_of(item)[label];
      truth[item] = sample.truth_of(item)[label];
    }
    visit(std::span<const double>(probabilities), std::span<const std::uint8_t>(truth));
  }
}

BinnedGaps gaps_of(std::span<const double> probabilities, std::span<const std::uint8_t> truth, std::size_t bins) {
  BinnedGaps gaps;
  for (std::size_t item = 0; item < truth.size(); ++item)
    gaps.add(probabilities.subspan(item, 1), truth.subspan(item, 1), bins);
  return gaps;
}

}  // namespace

void BinnedGaps::add(std::span<const double> confidences, std::span<const std::uint8_t> correct, std::size_t bins) {
  const std::size_t begin = cells.size();
  for (std::size_t i = 0; i < confidences.size(); ++i) {
    const auto bin = static_cast<std::uint32_t>(calibration_bin(confidences[i], bins));
    std::size_t at = begin;
    while (at < cells.size() && cells[at].bin != bin) ++at;
    if (at == cells.size()) cells.push_back({bin, 0});
    cells[at].gap += confidences[i] - (correct[i] != 0 ? 1 : 0);
  }
  ends.push_back(static_cast<std::uint32_t>(cells.size()));
}

double BinnedGaps::error(std::span<const std::uint32_t> counts, std::span<double> memory) const {
  std::fill(memory.begin(), memory.end(), 0.0);
  std::uint64_t items = 0;
  std::size_t at = 0;
  for (std::size_t item = 0; item < counts.size(); ++item) {
    const auto count = static_cast<double>(counts[item]);
    for (; at < ends[item]; ++at) memory[cells[at].bin] += count * cells[at].gap;
    items += counts[item];
  }
  double sum = 0;
  for (const double gap : memory) sum += std::abs(gap);
  return items > 0 ? sum / (static_cast<double>(items) * per_item) : std::numeric_limits<double>::quiet_NaN();
}

ProbabilityTable probability_table(const ProbabilitySample& sample, const FamilyPlan& plan, std::size_t bins) {
  ProbabilityTable table;
  table.items = sample.items;
  table.labels = sample.labels;
  if (plan.wants(kLogLoss) || plan.wants(kBrier)) add_losses(table, sample);
  if (plan.wants_overall(kEce)) add_gaps(table, sample, bins);
  if (plan.wants(kEceEqualMass) || plan.wants(kAurc)) add_ranked(table, sample);
  const bool gaps = plan.wants(kEceClasswise) || plan.wants_labels(kEce);
  const bool ranked = plan.wants(kRocAuc) || plan.wants(kAveragePrecision) || plan.wants(kPrAucTrapezoid) ||
                      plan.wants(kMeanAveragePrecision);
  const bool steps = plan.wants(kBah) || plan.wants(kBahCorrected);
  if (!gaps && !ranked && !steps) return table;
  for_each_column(sample, [&](std::span<const double> probabilities, std::span<const std::uint8_t> truth) {
    if (gaps) table.label_gaps.push_back(gaps_of(probabilities, truth, bins));
    if (ranked) table.label_ranked.emplace_back(probabilities, truth);
    if (!steps) return;
    table.truth.insert(table.truth.end(), truth.begin(), truth.end());
    for (const double probability : probabilities)
      table.label_steps.push_back(static_cast<std::uint16_t>(BahAveragePrecisionMeter::step_of(probability)));
  });
  return table;
}

}  // namespace openaffect
