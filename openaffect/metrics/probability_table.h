// What probability_scores.cpp computes once, before any resample.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "openaffect/metrics/family.h"
#include "openaffect/metrics/ranked_items.h"

namespace openaffect {

enum ProbabilityMetric : std::size_t {
  kLogLoss,
  kBrier,
  kEce,
  kEceEqualMass,
  kEceClasswise,
  kRocAuc,
  kAveragePrecision,
  kPrAucTrapezoid,
  kBah,
  kBahCorrected,
  kAurc,
  kMeanAveragePrecision,
};

// The items' gaps between confidence and truth, added up by bin of equal width: item i has the cells
// [ends[i - 1], ends[i]), one for each bin that it touches.
struct BinnedGaps {
  struct Cell {
    std::uint32_t bin = 0;
    double gap = 0;
  };
  std::vector<Cell> cells;
  std::vector<std::uint32_t> ends;
  double per_item = 1;  // confidences an item has

  // Adds an item with these confidences.
  void add(std::span<const double> confidences, std::span<const std::uint8_t> correct, std::size_t bins);

  // The calibration error; `memory` has an element a bin. NaN without items.
  double error(std::span<const std::uint32_t> counts, std::span<double> memory) const;
};

// The sample: probabilities and truth of every label of every item, both [items, labels].
struct ProbabilitySample {
  std::size_t items = 0, labels = 0;
  std::span<const double> probabilities;
  std::vector<std::uint8_t> truth;
  bool single = false;  // one label an item

  std::span<const double> probabilities_of(std::size_t item) const {
    return probabilities.subspan(item * labels, labels);
  }
  std::span<const std::uint8_t> truth_of(std::size_t item) const { return {truth.data() + item * labels, labels}; }
};

// Only what the plan wants is there.
struct ProbabilityTable {
  std::size_t items = 0, labels = 0;
  std::vector<double> log_loss, brier;     // [items]
  BinnedGaps gaps;                         // of the top label, or of all labels pooled
  std::optional<RankedItems> ranked;       // the same, by confidence
  std::vector<BinnedGaps> label_gaps;      // [labels]
  std::vector<RankedItems> label_ranked;   // [labels]
  std::vector<std::uint16_t> label_steps;  // [labels, items] of bah_average_precision.h
  std::vector<std::uint8_t> truth;         // [labels, items] beside it
};

ProbabilityTable probability_table(const ProbabilitySample& sample, const FamilyPlan& plan, std::size_t bins);

}  // namespace openaffect
