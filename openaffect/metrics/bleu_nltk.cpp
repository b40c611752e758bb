#include "openaffect/metrics/bleu_nltk.h"

#include <cmath>
#include <limits>
#include <vector>

#include <fmt/format.h>

#include "openaffect/core/error.h"

namespace openaffect {
namespace {

constexpr double kEpsilon = 0.1;  // of method 1
constexpr double kDivisor = 5;    // of method 4: NLTK's k

struct Precision {
  double matches = 0, total = 1;
};

bool needs_five_grams(NltkSmoothing smoothing) {
  return smoothing == NltkSmoothing::method5 || smoothing == NltkSmoothing::method7;
}

std::vector<Precision> precisions_of(const BleuStatistics& statistics, int max_order) {
  std::vector<Precision> precisions;
  for (std::size_t i = 0; i < static_cast<std::size_t>(max_order); ++i)
    precisions.push_back({static_cast<double>(statistics.matches[i]),
                          static_cast<double>(statistics.totals[i] + statistics.too_short[i])});
  return precisions;
}

// What a precision of 0 becomes; `zeros` counts them, this one included.
double value_for_zero(double total, NltkSmoothing smoothing, int zeros, double length) {
  switch (smoothing) {
    case NltkSmoothing::method0:
      return std::numeric_limits<double>::min();
    case NltkSmoothing::method1:
      return kEpsilon / total;
    case NltkSmoothing::method3:
      return 1 / (std::ldexp(1, zeros) * total);
    case NltkSmoothing::method4:
    case NltkSmoothing::method7:  // 1 / (2^k · 5 / ln length): no value for a text of one token
      return length > 1 ? 1 / (std::ldexp(1, zeros) * kDivisor / std::log(length)) / total : 0;
    case NltkSmoothing::method2:
    case NltkSmoothing::method5:
      break;
  }
  return 0;
}

std::vector<double> smoothed(const std::vector<Precision>& precisions, NltkSmoothing smoothing, double length) {
  std::vector<double> values;
  int zeros = 0;
  for (std::size_t i = 0; i < precisions.size(); ++i) {
    const auto [matches, total] = precisions[i];
    if (smoothing == NltkSmoothing::method2 && i > 0)
      values.push_back((matches + 1) / (total + 1));
    else if (matches > 0)
      values.push_back(matches / total);
    else
      values.push_back(value_for_zero(total, smoothing, ++zeros, length));
  }
  return values;
}

// Method 5: each precision becomes the mean of itself, the smoothed one before and the plain one after; 1 more than the
// first stands before it, that of the 5-grams after the last.
void average_with_neighbours(std::vector<double>& values, double of_five_grams) {
  double before = values.front() + 1;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double after = i + 1 < values.size() ? values[i + 1] : of_five_grams;
    before = values[i] = (before + values[i] + after) / 3;
  }
}

double brevity_penalty(double hypothesis, double reference) {
  return hypothesis > reference ? 1 : std::exp(1 - reference / hypothesis);
}

}  // namespace

double bleu_nltk(const BleuStatistics& statistics, const BleuNltkOptions& options) {
  if (options.max_order < 1 || options.max_order > BleuStatistics::kOrders)
    throw ContractError(fmt::format("BLEU: max_order {}, of 1 to {}", options.max_order, BleuStatistics::kOrders));
  if (statistics.segments == 0) return std::numeric_limits<double>::quiet_NaN();
  if (needs_five_grams(options.smoothing) && statistics.last_five_total == 0)
    throw ContractError("bleu_nltk: methods 5 and 7 need statistics with 5-grams");
  if (statistics.matches[0] == 0) return 0;
  const auto length = static_cast<double>(statistics.hypothesis_length);
  auto values = smoothed(precisions_of(statistics, options.max_order), options.smoothing, length);
  if (needs_five_grams(options.smoothing))
    average_with_neighbours(
        values, static_cast<double>(statistics.last_five_matches) / static_cast<double>(statistics.last_five_total));
  double logarithms = 0;
  for (const double value : values)
    if (value > 0) logarithms += std::log(value) / options.max_order;
  return brevity_penalty(length, static_cast<double>(statistics.reference_length)) * std::exp(logarithms);
}

BleuNltkMeter::BleuNltkMeter(const BleuNltkOptions& options)
    : options_(options),
      counter_(options.tokens, needs_five_grams(options.smoothing) ? FiveGrams::count : FiveGrams::leave_out) {}

void BleuNltkMeter::add(std::string_view hypothesis, std::span<const std::string> references) {
  statistics_.merge(counter_.count(hypothesis, references));
}

}  // namespace openaffect
