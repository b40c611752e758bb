#include "openaffect/learn/temperature.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace openaffect {
namespace {

// Sums over the outputs that something was said of. `scale` is 1 / T, the slope is d loss / d scale.
struct Sums {
  double loss = 0, slope = 0;
  std::size_t count = 0;
};

// -log s(x) for y = 1, -log(1 - s(x)) for y = 0, in a form that overflows nowhere.
void add_binary(double logit, double target, double scale, Sums& sums) {
  const double x = scale * logit;
  const double p = 1 / (1 + std::exp(-x));
  sums.loss += std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x))) - target * x;
  sums.slope += logit * (p - target);
  ++sums.count;
}

// shares: [outputs]; they sum to 1.
template <class Share>
void add_softmax(std::span<const float> logits, double scale, Share share, Sums& sums) {
  const double largest = scale * static_cast<double>(*std::ranges::max_element(logits));
  double total = 0, expected = 0, wanted = 0;
  for (std::size_t k = 0; k < logits.size(); ++k) {
    const double logit = logits[k];
    const double e = std::exp(scale * logit - largest);
    total += e;
    expected += e * logit;
    wanted += share(k) * logit;
  }
  sums.loss += largest + std::log(total) - scale * wanted;
  sums.slope += expected / total - wanted;
  ++sums.count;
}

void add_text(const JudgedHead& head, std::size_t text, double scale, Sums& sums) {
  const auto logits = head.logits_of(text);
  const auto targets = head.targets_of(text);
  switch (head.kind) {
    case HeadKind::single_label: {
      const auto label = static_cast<std::size_t>(targets[0]);
      return add_softmax(
          logits, scale, [&](std::size_t k) { return k == label ? 1.0 : 0.0; }, sums);
    }
    case HeadKind::distribution:
      return add_softmax(
          logits, scale, [&](std::size_t k) { return static_cast<double>(targets[k]); }, sums);
    case HeadKind::multi_label:
      for (std::size_t k = 0; k < logits.size(); ++k)
        if (!std::isnan(targets[k])) add_binary(logits[k], targets[k], scale, sums);
      return;
    case HeadKind::ordinal:
      for (std::size_t k = 0; k < logits.size(); ++k)
        add_binary(logits[k], targets[0] > static_cast<float>(k) ? 1 : 0, scale, sums);
      return;
    case HeadKind::regression:
      return;
  }
}

Sums sums_at(const JudgedHead& head, double scale) {
  Sums sums;
  for (std::size_t text = 0; text < head.texts(); ++text)
    if (!std::isnan(head.targets_of(text)[0])) add_text(head, text, scale, sums);
  return sums;
}

}  // namespace

double negative_log_likelihood(const JudgedHead& head, double temperature) {
  const Sums sums = sums_at(head, 1 / temperature);
  return sums.count ? sums.loss / static_cast<double>(sums.count) : std::numeric_limits<double>::quiet_NaN();
}

double fitted_temperature(const JudgedHead& head, double own_texts) {
  const Sums own = sums_at(head, 1);
  if (own.count == 0) return 1;
  // Mixing p of temperature 1 into the answers takes that share of the slope there from the slope everywhere.
  const double mixed = own.slope * own_texts / (own_texts + static_cast<double>(head.texts()));
  constexpr int kHalvings = 50;  // of a range of 400: the last digit
  double cold = std::log(kLowestTemperature), hot = std::log(kHighestTemperature);
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = (cold + hot) / 2;
    // A loss that falls with 1 / T wants a lower temperature.
    (sums_at(head, std::exp(-middle)).slope < mixed ? hot : cold) = middle;
  }
  return std::exp((cold + hot) / 2);
}

}  // namespace openaffect
