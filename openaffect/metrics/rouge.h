// ROUGE-L (Lin 2004, §3.1) as Google's rouge-score 0.1.2 computes it without stemmer, 0 to 1.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/metrics/text_tokens.h"

namespace openaffect {

// The length of the longest common subsequence, 64 places at a time (Hyyrö, AWOCA 2004; the carries of a stretch of 64
// are kept for the next). Time O(n m / 64), memory O(n + m + the largest number). One thread at a time.
class CommonSubsequence {
 public:
  std::uint64_t length(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b);

 private:
  std::vector<std::uint64_t> places_;  // by token: where it stands in the stretch of a at hand
  std::vector<std::uint8_t> carries_;  // by token of b
};

struct RougeScore {
  double precision = 0, recall = 0, f_measure = 0;
};

// Scores pairs in memory that it keeps: one thread at a time. With l the length of the longest common subsequence:
// precision l / tokens of the hypothesis, recall l / tokens of the reference, F = 2 P R / (P + R); 0 where one side has
// no token.
class RougeCounter {
 public:
  RougeScore score(std::string_view hypothesis, std::string_view reference);
  // With the reference of the highest F, the first of several. Throws ContractError without a reference.
  RougeScore score(std::string_view hypothesis, std::span<const std::string> references);

 private:
  NumberedTokens tokens_{TokenRule::rouge};
  std::vector<std::uint32_t> hypothesis_;
  CommonSubsequence subsequence_;
};

// Means over segments; NaN before the first. Law: merging the meters of two stretches gives the meter of both, up to
// float rounding.
class RougeMeter {
 public:
  void add(std::string_view hypothesis, std::span<const std::string> references);
  void merge(const RougeMeter& other);
  RougeScore value() const;
  std::uint64_t count() const { return count_; }

 private:
  RougeCounter counter_;
  RougeScore sums_;
  std::uint64_t count_ = 0;
};

}  // namespace openaffect
