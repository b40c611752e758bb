// Does a confidence of .8 mean right in 8 cases of 10? Reliability, calibration error, and risk against coverage.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "openaffect/metrics/ranked_items.h"

namespace openaffect {

inline constexpr std::size_t kCalibrationBins = 15;  // Guo et al. (ICML 2017), and most papers since

// The bin of equal width that holds a confidence: (b / bins, (b + 1) / bins], as Guo et al.; 0 belongs to the first.
// Throws ContractError outside [0, 1].
std::size_t calibration_bin(double confidence, std::size_t bins = kCalibrationBins);

struct ReliabilityBin {
  double lower = 0, upper = 0;          // of the bin; of bins of equal mass: the confidences in it
  double confidence = 0, accuracy = 0;  // means; NaN in an empty bin
  std::uint64_t count = 0;
};

// Bins of equal width, in constant memory. Feed it the top label's confidence, or every probability of every label with
// whether it holds. Law: merging the meters of two stretches gives the meter of both, up to float rounding.
class CalibrationMeter {
 public:
  explicit CalibrationMeter(std::size_t bins = kCalibrationBins);  // throws ContractError for none
  void add(double confidence, bool correct, std::uint64_t count = 1);
  void merge(const CalibrationMeter& other);  // throws ContractError when it has another number of bins

  // Expected calibration error (Naeini et al., AAAI 2015, eq. 1): mean over items of |confidence - accuracy| of their
  // bin, in [0, 1]; NaN without items.
  double ece() const;
  std::vector<ReliabilityBin> curve() const;  // [bins]

 private:
  struct Bin {
    double confidence = 0, correct = 0;
    std::uint64_t count = 0;
  };
  std::vector<Bin> bins_;
};

// The two below rank all items by confidence; positive means correct. For a sample in which item i stands counts[i]
// times; no allocation.

// The same error with bins of equal mass (Nixon et al., CVPR workshops 2019): items by rising confidence are split into
// `bins` parts of n / bins, the first n % bins of them one longer. Equal confidences stay together, in the part that
// their middle falls in. NaN without items.
double ece_equal_mass(const RankedItems& items, std::span<const std::uint32_t> counts,
                      std::size_t bins = kCalibrationBins);
std::vector<ReliabilityBin> equal_mass_curve(const RankedItems& items, std::size_t bins = kCalibrationBins);

// Area under the risk–coverage curve (Geifman, Uziel & El-Yaniv, ICLR 2019): the mean, over items, of the share of
// errors among all items at least as confident; in [0, 1], low is good. Equal confidences are accepted together. NaN
// without items.
double aurc(const RankedItems& items, std::span<const std::uint32_t> counts);

struct RiskPoint {
  double threshold = 0;  // accept confidences from here
  double coverage = 0;   // share of items accepted, (0, 1]
  double risk = 0;       // share of errors among them
};
std::vector<RiskPoint> risk_coverage_curve(const RankedItems& items);  // by rising coverage

// Keeps every item. Law: merging equals adding.
class ConfidenceMeter {
 public:
  void add(double confidence, bool correct);
  void merge(const ConfidenceMeter& other);
  std::size_t count() const { return confidence_.size(); }
  RankedItems ranked() const { return {confidence_, correct_}; }
  double ece_equal_mass(std::size_t bins = kCalibrationBins) const;
  double aurc() const;

 private:
  std::vector<double> confidence_;
  std::vector<std::uint8_t> correct_;
};

}  // namespace openaffect
