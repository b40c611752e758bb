// How far a predicted distribution over labels is from that of people's answers.
#pragma once

#include <cstdint>
#include <span>

namespace openaffect {

// Predicted probabilities below this are taken for it, so that one label that a model rules out, and a person chose,
// does not make the mean infinite. LeWiDi (SemEval-2023 task 11) clips at the same place.
inline constexpr double kSoftLabelFloor = 1e-12;

// Of one item, natural logarithms, 0 ln 0 = 0. Both sides have the same length (throws ContractError else), no negative
// number and a positive sum, by which they are divided first: counts do as well as shares.
double cross_entropy(std::span<const double> gold, std::span<const double> predicted);  // -sum gold ln predicted
double kl_divergence(std::span<const double> gold, std::span<const double> predicted);  // sum gold ln(gold / predicted)

// Jensen–Shannon divergence (Lin, IEEE Transactions on Information Theory 1991, eq. 4.1, equal weights): mean KL of
// both sides to their middle, in [0, ln 2]. scipy's jensenshannon is the root of it.
double js_divergence(std::span<const double> gold, std::span<const double> predicted);

// Half the sum of absolute differences, in [0, 1]; the Manhattan distance of LeWiDi 2025 is twice that.
double total_variation(std::span<const double> gold, std::span<const double> predicted);

// Means over items. Law: merging the meters of two stretches gives the meter of both, up to float rounding.
class SoftLabelMeter {
 public:
  void add(std::span<const double> gold, std::span<const double> predicted, std::uint64_t count = 1);
  void merge(const SoftLabelMeter& other);

  // NaN without items.
  double kl() const { return mean(kl_); }
  double js() const { return mean(js_); }
  double cross_entropy() const { return mean(cross_entropy_); }
  double total_variation() const { return mean(total_variation_); }

 private:
  double mean(double sum) const;
  double items_ = 0, kl_ = 0, js_ = 0, cross_entropy_ = 0, total_variation_ = 0;
};

}  // namespace openaffect
