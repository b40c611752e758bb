#include "openaffect/metrics/bleu_statistics.h"

#include <algorithm>

#include "openaffect/core/error.h"

namespace openaffect {
namespace {

std::uint64_t apart(std::uint64_t a, std::uint64_t b) {
  return a > b ? a - b : b - a;
}

}  // namespace

void BleuStatistics::merge(const BleuStatistics& other) {
  for (std::size_t i = 0; i < kOrders; ++i) {
    matches[i] += other.matches[i];
    totals[i] += other.totals[i];
    too_short[i] += other.too_short[i];
  }
  hypothesis_length += other.hypothesis_length;
  reference_length += other.reference_length;
  segments += other.segments;
  if (other.segments == 0) return;
  last_five_matches = other.last_five_matches;
  last_five_total = other.last_five_total;
}

BleuStatistics BleuCounter::count(std::string_view hypothesis, std::span<const std::string> references) {
  if (references.empty()) throw ContractError("BleuCounter: a text without a reference");
  begin(hypothesis);
  for (const std::string& reference : references) add_reference(reference);
  return finish();
}

BleuStatistics BleuCounter::count(std::string_view hypothesis, std::string_view reference) {
  begin(hypothesis);
  add_reference(reference);
  return finish();
}

void BleuCounter::begin(std::string_view hypothesis) {
  const auto numbers = tokens_.read(hypothesis);
  hypothesis_.assign(numbers.begin(), numbers.end());
  matches_.clear();
  any_reference_ = false;
}

void BleuCounter::add_reference(std::string_view reference) {
  const auto numbers = tokens_.read(reference);
  matches_.add_reference(numbers, BleuStatistics::kOrders + (five_grams_ == FiveGrams::count ? 1 : 0));
  const std::uint64_t ours = hypothesis_.size(), length = numbers.size();
  const bool nearer = apart(length, ours) < apart(nearest_, ours);
  if (!any_reference_ || nearer || (apart(length, ours) == apart(nearest_, ours) && length < nearest_))
    nearest_ = length;
  any_reference_ = true;
}

BleuStatistics BleuCounter::finish() {
  const int orders = BleuStatistics::kOrders + (five_grams_ == FiveGrams::count ? 1 : 0);
  const ClippedMatches::Counts matches = matches_.count(hypothesis_, orders);
  BleuStatistics found;
  for (std::size_t i = 0; i < BleuStatistics::kOrders; ++i) {
    found.matches[i] = matches[i];
    found.totals[i] = ngrams_of_length(hypothesis_.size(), static_cast<int>(i) + 1);
    found.too_short[i] = found.totals[i] == 0 ? 1 : 0;
  }
  found.hypothesis_length = hypothesis_.size();
  found.reference_length = nearest_;
  found.segments = 1;
  if (five_grams_ == FiveGrams::leave_out) return found;
  found.last_five_matches = matches[BleuStatistics::kOrders];
  found.last_five_total = std::max<std::uint64_t>(1, ngrams_of_length(hypothesis_.size(), BleuStatistics::kOrders + 1));
  return found;
}

}  // namespace openaffect
