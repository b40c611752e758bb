#include "openaffect/metrics/calibration.h"

#include <cmath>
#include <limits>

#include <fmt/core.h>

#include "openaffect/core/error.h"

namespace openaffect {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

std::vector<std::uint32_t> once(const RankedItems& items) {
  return std::vector<std::uint32_t>(items.size(), 1);
}

// The part that position `at` of `items` falls in when they are split into `parts`, the first ones one longer.
std::uint64_t part_of(std::uint64_t at, std::uint64_t items, std::uint64_t parts) {
  const std::uint64_t size = items / parts, longer = items % parts;
  if (at < longer * (size + 1)) return at / (size + 1);
  return longer + (at - longer * (size + 1)) / size;
}

// Calls visit(bin, group) by falling confidence, bins numbered by rising confidence.
void for_each_mass_bin(const RankedItems& items, std::span<const std::uint32_t> counts, std::size_t bins,
                       auto&& visit) {
  if (bins == 0) throw ContractError("calibration: no bins");
  std::uint64_t total = 0, above = 0;
  for (const RankedItems::Entry& entry : items.entries()) total += counts[entry.item];
  items.for_each_group(counts, [&](const RankedItems::Group& group) {
    const auto size = static_cast<std::uint64_t>(group.positive + group.negative);
    above += size;
    visit(static_cast<std::size_t>(part_of(total - above + (size - 1) / 2, total, bins)), group);
  });
}

}  // namespace

std::size_t calibration_bin(double confidence, std::size_t bins) {
  if (bins == 0 || !(confidence >= 0 && confidence <= 1))
    throw ContractError(fmt::format("calibration: confidence {} in {} bins", confidence, bins));
  const auto upper = [bins](std::size_t bin) { return static_cast<double>(bin + 1) / static_cast<double>(bins); };
  auto bin = static_cast<std::size_t>(confidence * static_cast<double>(bins));
  if (bin >= bins) bin = bins - 1;
  while (bin > 0 && confidence <= upper(bin - 1)) --bin;
  while (confidence > upper(bin)) ++bin;
  return bin;
}

CalibrationMeter::CalibrationMeter(std::size_t bins) : bins_(bins) {
  if (bins == 0) throw ContractError("calibration: no bins");
}

void CalibrationMeter::add(double confidence, bool correct, std::uint64_t count) {
  Bin& bin = bins_[calibration_bin(confidence, bins_.size())];
  bin.confidence += confidence * static_cast<double>(count);
  if (correct) bin.correct += static_cast<double>(count);
  bin.count += count;
}

void CalibrationMeter::merge(const CalibrationMeter& other) {
  if (other.bins_.size() != bins_.size())
    throw ContractError(fmt::format("calibration: {} bins merged with {}", bins_.size(), other.bins_.size()));
  for (std::size_t i = 0; i < bins_.size(); ++i) {
    bins_[i].confidence += other.bins_[i].confidence;
    bins_[i].correct += other.bins_[i].correct;
    bins_[i].count += other.bins_[i].count;
  }
}

double CalibrationMeter::ece() const {
  double gap = 0, items = 0;
  for (const Bin& bin : bins_) {
    gap += std::abs(bin.confidence - bin.correct);
    items += static_cast<double>(bin.count);
  }
  return items > 0 ? gap / items : kUndefined;
}

std::vector<ReliabilityBin> CalibrationMeter::curve() const {
  std::vector<ReliabilityBin> curve;
  const auto bins = static_cast<double>(bins_.size());
  for (const Bin& bin : bins_) {
    const auto at = static_cast<double>(curve.size());
    const auto count = static_cast<double>(bin.count);
    curve.push_back({at / bins, (at + 1) / bins, kUndefined, kUndefined, bin.count});
    if (bin.count == 0) continue;
    curve.back().confidence = bin.confidence / count;
    curve.back().accuracy = bin.correct / count;
  }
  return curve;
}

double ece_equal_mass(const RankedItems& items, std::span<const std::uint32_t> counts, std::size_t bins) {
  double sum = 0, gap = 0, total = 0;
  std::size_t current = bins;
  for_each_mass_bin(items, counts, bins, [&](std::size_t bin, const RankedItems::Group& group) {
    if (bin != current) {
      sum += std::abs(gap);
      gap = 0;
      current = bin;
    }
    gap += group.score * (group.positive + group.negative) - group.positive;
    total += group.positive + group.negative;
  });
  return total > 0 ? (sum + std::abs(gap)) / total : kUndefined;
}

std::vector<ReliabilityBin> equal_mass_curve(const RankedItems& items, std::size_t bins) {
  std::vector<ReliabilityBin> curve(bins, {kUndefined, kUndefined, kUndefined, kUndefined, 0});
  for_each_mass_bin(items, once(items), bins, [&](std::size_t at, const RankedItems::Group& group) {
    ReliabilityBin& bin = curve[at];
    if (bin.count == 0) bin = {group.score, group.score, 0, 0, 0};
    bin.lower = group.score;
    bin.confidence += group.score * (group.positive + group.negative);
    bin.accuracy += group.positive;
    bin.count += static_cast<std::uint64_t>(group.positive + group.negative);
  });
  for (ReliabilityBin& bin : curve) {
    bin.confidence /= static_cast<double>(bin.count);
    bin.accuracy /= static_cast<double>(bin.count);
  }
  return curve;
}

double aurc(const RankedItems& items, std::span<const std::uint32_t> counts) {
  double accepted = 0, errors = 0, area = 0;
  items.for_each_group(counts, [&](const RankedItems::Group& group) {
    accepted += group.positive + group.negative;
    errors += group.negative;
    area += (group.positive + group.negative) * (errors / accepted);
  });
  return accepted > 0 ? area / accepted : kUndefined;
}

std::vector<RiskPoint> risk_coverage_curve(const RankedItems& items) {
  std::vector<RiskPoint> curve;
  double accepted = 0, errors = 0;
  items.for_each_group(once(items), [&](const RankedItems::Group& group) {
    accepted += group.positive + group.negative;
    errors += group.negative;
    curve.push_back({group.score, accepted / static_cast<double>(items.size()), errors / accepted});
  });
  return curve;
}

void ConfidenceMeter::add(double confidence, bool correct) {
  confidence_.push_back(confidence);
  correct_.push_back(correct ? 1 : 0);
}

void ConfidenceMeter::merge(const ConfidenceMeter& other) {
  confidence_.insert(confidence_.end(), other.confidence_.begin(), other.confidence_.end());
  correct_.insert(correct_.end(), other.correct_.begin(), other.correct_.end());
}

double ConfidenceMeter::ece_equal_mass(std::size_t bins) const {
  const RankedItems items = ranked();
  return openaffect::ece_equal_mass(items, once(items), bins);
}

double ConfidenceMeter::aurc() const {
  const RankedItems items = ranked();
  return openaffect::aurc(items, once(items));
}

}  // namespace openaffect
