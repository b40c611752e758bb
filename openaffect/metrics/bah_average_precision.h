// The average precision of the BAH data set (ambivalence and hesitancy) as its authors' code computes it, and without
// its flaw.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace openaffect {

// Precision and recall at 1,000 thresholds, 0.000, 0.001, … 0.999, of "probability >= threshold", joined by straight
// lines. Threshold k is k / 1000. Law: merging the meters of two stretches gives the meter of both.
class BahAveragePrecisionMeter {
 public:
  // The probability is in [0, 1]; throws ContractError else.
  void add(double probability, bool positive, std::uint64_t count = 1);
  void add_step(std::size_t step, bool positive, std::uint64_t count);  // step_of the probability
  void merge(const BahAveragePrecisionMeter& other);
  void clear() { *this = {}; }

  // As published: where nothing is predicted positive, precision is 0 (and recall 0); no point is added. So it is 0 for
  // a perfect model that is sure of itself: every threshold then has recall 1, and the curve no width. NaN without
  // positive items.
  double official() const;

  // The same points, with (recall 0, precision 1) in place of those where nothing is predicted: 1 for a perfect model.
  double corrected() const;

  static std::size_t step_of(double probability);  // the highest threshold that it reaches, 0 … 999

 private:
  static constexpr std::size_t kSteps = 1000;
  struct Step {
    std::uint64_t positive = 0, negative = 0;
  };
  enum class Start { as_published, anchored };
  double area(Start start) const;

  std::array<Step, kSteps> steps_ = {};  // items by the highest threshold they reach
};

}  // namespace openaffect
