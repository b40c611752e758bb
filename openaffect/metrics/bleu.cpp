#include "openaffect/metrics/bleu.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "openaffect/core/error.h"

namespace openaffect {
namespace {

void check_order(int max_order) {
  if (max_order < 1 || max_order > BleuStatistics::kOrders)
    throw ContractError(fmt::format("BLEU: max_order {}, of 1 to {}", max_order, BleuStatistics::kOrders));
}

double brevity_penalty(const BleuStatistics& statistics) {
  const auto hypothesis = static_cast<double>(statistics.hypothesis_length);
  const auto reference = static_cast<double>(statistics.reference_length);
  if (hypothesis >= reference) return 1;
  return hypothesis > 0 ? std::exp(1 - reference / hypothesis) : 0;
}

bool any_match(const BleuStatistics& statistics, int max_order) {
  const auto begin = statistics.matches.begin();
  return std::any_of(begin, begin + max_order, [](std::uint64_t matches) { return matches > 0; });
}

// In percent; `halvings` counts the orders that needed smoothing so far.
double precision(double matches, double total, const BleuOptions& options, int& halvings) {
  if (matches > 0) return 100 * matches / total;
  if (options.smoothing == BleuSmoothing::exp) return 100 / (std::ldexp(1, ++halvings) * total);
  if (options.smoothing == BleuSmoothing::floor) return 100 * options.smoothing_value / total;
  return 0;
}

}  // namespace

BleuScore bleu_score(const BleuStatistics& statistics, const BleuOptions& options) {
  check_order(options.max_order);
  BleuScore result;
  if (statistics.segments == 0) {
    result.score = std::numeric_limits<double>::quiet_NaN();
    return result;
  }
  result.brevity_penalty = brevity_penalty(statistics);
  if (!any_match(statistics, options.max_order)) return result;
  int orders = options.max_order, halvings = 0;
  double logarithms = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(options.max_order); ++i) {
    const double added = options.smoothing == BleuSmoothing::add_k && i > 0 ? options.smoothing_value : 0;
    const double matches = static_cast<double>(statistics.matches[i]) + added;
    const double total = static_cast<double>(statistics.totals[i]) + added;
    if (!(total > 0)) {
      if (options.orders == BleuOrders::all) return result;  // the orders from here on have precision 0
      break;
    }
    if (options.orders == BleuOrders::effective) orders = static_cast<int>(i) + 1;
    result.precisions[i] = precision(matches, total, options, halvings);
    logarithms += std::log(result.precisions[i]);  // minus infinity makes the score 0
  }
  result.score = result.brevity_penalty * std::exp(logarithms / orders);
  return result;
}

BleuMeter::BleuMeter(const BleuOptions& options) : options_(options), counter_(options.tokens) {
  check_order(options.max_order);
}

void BleuMeter::add(std::string_view hypothesis, std::span<const std::string> references) {
  statistics_.merge(counter_.count(hypothesis, references));
}

void BleuMeter::add(std::string_view hypothesis, std::string_view reference) {
  statistics_.merge(counter_.count(hypothesis, reference));
}

double corpus_bleu(std::span<const std::string> hypotheses, std::span<const std::vector<std::string>> references,
                   const BleuOptions& options) {
  if (hypotheses.size() != references.size())
    throw ContractError(
        fmt::format("corpus_bleu: {} hypotheses and references for {}", hypotheses.size(), references.size()));
  BleuMeter meter(options);
  for (std::size_t i = 0; i < hypotheses.size(); ++i) meter.add(hypotheses[i], references[i]);
  return meter.value();
}

double sentence_bleu(std::string_view hypothesis, std::span<const std::string> references, BleuOptions options) {
  options.orders = BleuOrders::effective;
  BleuMeter meter(options);
  meter.add(hypothesis, references);
  return meter.value();
}

}  // namespace openaffect
