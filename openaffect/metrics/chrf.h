// chrF and chrF++ (Popović 2015, 2017) as sacreBLEU 2.6 computes them, 0 to 100.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/metrics/text_ngrams.h"
#include "openaffect/metrics/text_tokens.h"

namespace openaffect {

enum class ChrfSpaces { leave_out, keep };

struct ChrfOptions {
  int char_order = 6;                         // n-grams of 1 to char_order code points, 1..6
  int word_order = 0;                         // and of 1 to word_order words, 0..2; 2 makes it chrF++
  double beta = 2;                            // recall weighs beta² times as much as precision
  ChrfSpaces spaces = ChrfSpaces::leave_out;  // in n-grams of characters
};

struct ChrfStatistics {
  static constexpr int kOrders = 8;  // [char orders, then word orders]
  struct Order {
    std::uint64_t hypothesis = 0, reference = 0, matches = 0;  // n-grams
    bool operator==(const Order&) const = default;
  };

  std::array<Order, kOrders> orders = {};
  std::uint64_t segments = 0;

  void merge(const ChrfStatistics& other);
  bool operator==(const ChrfStatistics&) const = default;
};

// (1 + beta²) P R / (beta² P + R) in percent, P and R averaged over the orders that both sides have; 0 when nothing
// matches, NaN for no segment.
double chrf_score(const ChrfStatistics& statistics, const ChrfOptions& options = {});

// Counts segment by segment in memory that it keeps: one thread at a time. Throws ContractError for orders out of
// range.
class ChrfCounter {
 public:
  explicit ChrfCounter(const ChrfOptions& options = {});
  // With the reference of the highest score, the first of several. Throws ContractError without a reference.
  ChrfStatistics count(std::string_view hypothesis, std::span<const std::string> references);

 private:
  struct Numbers {
    std::vector<std::uint32_t> characters, words;
  };

  Numbers numbers_of(std::string_view text);
  ChrfStatistics compare(const Numbers& hypothesis, const Numbers& reference);

  ChrfOptions options_;
  TokenReader reader_;
  Vocabulary words_;
  ClippedMatches matches_;
};

// chrF of a corpus. Law: merging the meters of two stretches gives the meter of both.
class ChrfMeter {
 public:
  explicit ChrfMeter(const ChrfOptions& options = {}) : options_(options), counter_(options) {}
  void add(std::string_view hypothesis, std::span<const std::string> references) {
    statistics_.merge(counter_.count(hypothesis, references));
  }
  void merge(const ChrfMeter& other) { statistics_.merge(other.statistics_); }
  double value() const { return chrf_score(statistics_, options_); }
  const ChrfStatistics& statistics() const { return statistics_; }

 private:
  ChrfOptions options_;
  ChrfCounter counter_;
  ChrfStatistics statistics_;
};

}  // namespace openaffect
