#include "openaffect/raters/vader_score.h"

#include <algorithm>
#include <cmath>

namespace openaffect::vader {
namespace {

constexpr double kThousandths = 1000;
constexpr double kTenThousandths = 10000;

// What exclamation and question marks add.
double emphasis(const MarkCounts& marks) {
  const double exclamation = static_cast<double>(std::min<std::uint64_t>(marks.exclamation, 4)) * 0.292;
  if (marks.question <= 1) return exclamation;
  return exclamation + (marks.question <= 3 ? static_cast<double>(marks.question) * 0.18 : 0.96);
}

double normalise(double sum) {
  return std::clamp(sum / std::sqrt(sum * sum + kNormalisation), -1.0, 1.0);
}

struct Sums {
  double all = 0;
  double positive = 0;  // each word counts one more, as the neutral ones count one
  double negative = 0;
  double neutral = 0;
};

Sums add_up(std::size_t tokens, std::span<const Sentiment> sentiments) {
  Sums sums;
  std::size_t charged = 0;
  for (const Sentiment& sentiment : sentiments) {
    sums.all += sentiment.valence;
    if (sentiment.valence > 0) sums.positive += sentiment.valence + 1;
    if (sentiment.valence < 0) sums.negative += sentiment.valence - 1;
    charged += sentiment.valence != 0;
  }
  sums.neutral = static_cast<double>(tokens - charged);
  return sums;
}

}  // namespace

Score score(std::size_t tokens, std::span<const Sentiment> sentiments, const MarkCounts& marks) {
  if (tokens == 0) return {};
  if (sentiments.empty()) return {.neu = 1};
  Sums sums = add_up(tokens, sentiments);
  const double emphasised = emphasis(marks);
  if (sums.all > 0)
    sums.all += emphasised;
  else if (sums.all < 0)
    sums.all -= emphasised;
  if (sums.positive > -sums.negative)
    sums.positive += emphasised;
  else if (sums.positive < -sums.negative)
    sums.negative -= emphasised;
  const double total = sums.positive - sums.negative + sums.neutral;
  return {.neg = python_round(std::fabs(sums.negative) / total, kThousandths),
          .neu = python_round(sums.neutral / total, kThousandths),
          .pos = python_round(sums.positive / total, kThousandths),
          .compound = python_round(normalise(sums.all), kTenThousandths)};
}

double python_round(double value, double scale) {
  // Adding and taking away 3 * 2^51 rounds to a whole number, half to even, in the default rounding mode.
  constexpr double kShift = 6755399441055744.0;
  const double scaled = value * scale;
  double whole = (scaled + kShift) - kShift;
  // `scaled` is itself rounded. That decides only where it lies half-way: there the exact remainder is asked.
  const double beyond = scaled - whole;
  if (std::fabs(beyond) == 0.5) [[unlikely]] {
    const double remainder = std::fma(value, scale, -scaled);
    if (remainder > 0 && beyond > 0) whole += 1;
    if (remainder < 0 && beyond < 0) whole -= 1;
  }
  return std::copysign(whole / scale, value);
}

}  // namespace openaffect::vader
