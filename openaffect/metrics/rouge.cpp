#include "openaffect/metrics/rouge.h"

#include <algorithm>
#include <bit>
#include <limits>

#include "openaffect/core/error.h"

namespace openaffect {

std::uint64_t CommonSubsequence::length(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) {
  std::uint32_t largest = 0;
  for (const auto tokens : {a, b})
    for (const std::uint32_t token : tokens) largest = std::max(largest, token);
  if (places_.size() <= largest) places_.resize(std::size_t{largest} + 1, 0);
  carries_.assign(b.size(), 0);
  std::uint64_t found = 0;
  for (std::size_t begin = 0; begin < a.size(); begin += 64) {
    const auto stretch = a.subspan(begin, std::min<std::size_t>(64, a.size() - begin));
    for (std::size_t i = 0; i < stretch.size(); ++i) places_[stretch[i]] |= std::uint64_t{1} << i;
    std::uint64_t row = ~std::uint64_t{0};  // a zero is a step of the common subsequence
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::uint64_t hits = row & places_[b[j]];
      const std::uint64_t sum = row + hits;
      const std::uint64_t carried = sum + carries_[j];
      carries_[j] = sum < row || carried < sum ? 1 : 0;
      row = carried | (row & ~hits);
    }
    const std::uint64_t inside = stretch.size() == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << stretch.size()) - 1;
    found += static_cast<std::uint64_t>(std::popcount(~row & inside));
    for (const std::uint32_t token : stretch) places_[token] = 0;
  }
  return found;
}

RougeScore RougeCounter::score(std::string_view hypothesis, std::string_view reference) {
  const auto ours = tokens_.read(hypothesis);
  hypothesis_.assign(ours.begin(), ours.end());
  const auto theirs = tokens_.read(reference);
  if (hypothesis_.empty() || theirs.empty()) return {};
  const auto common = static_cast<double>(subsequence_.length(theirs, hypothesis_));
  RougeScore score;
  score.precision = common / static_cast<double>(hypothesis_.size());
  score.recall = common / static_cast<double>(theirs.size());
  if (common > 0) score.f_measure = 2 * score.precision * score.recall / (score.precision + score.recall);
  return score;
}

RougeScore RougeCounter::score(std::string_view hypothesis, std::span<const std::string> references) {
  if (references.empty()) throw ContractError("RougeCounter: a text without a reference");
  RougeScore best = score(hypothesis, references.front());
  for (const std::string& reference : references.subspan(1))
    if (const RougeScore found = score(hypothesis, reference); found.f_measure > best.f_measure) best = found;
  return best;
}

void RougeMeter::add(std::string_view hypothesis, std::span<const std::string> references) {
  const RougeScore found = counter_.score(hypothesis, references);
  sums_.precision += found.precision;
  sums_.recall += found.recall;
  sums_.f_measure += found.f_measure;
  ++count_;
}

void RougeMeter::merge(const RougeMeter& other) {
  sums_.precision += other.sums_.precision;
  sums_.recall += other.sums_.recall;
  sums_.f_measure += other.sums_.f_measure;
  count_ += other.count_;
}

RougeScore RougeMeter::value() const {
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  if (count_ == 0) return {kNan, kNan, kNan};
  const auto n = static_cast<double>(count_);
  return {sums_.precision / n, sums_.recall / n, sums_.f_measure / n};
}

}  // namespace openaffect
