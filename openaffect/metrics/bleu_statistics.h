// What BLEU needs to know of a text and its references; sums over a corpus.
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

struct BleuStatistics {
  static constexpr int kOrders = 4;
  using PerOrder = std::array<std::uint64_t, kOrders>;  // [n - 1]

  PerOrder matches = {};    // n-grams of hypotheses that a reference has, clipped (Papineni et al. 2002, §2.1)
  PerOrder totals = {};     // n-grams of hypotheses
  PerOrder too_short = {};  // hypotheses without any n-gram, which NLTK counts as having one
  std::uint64_t hypothesis_length = 0;  // tokens
  std::uint64_t reference_length = 0;   // tokens of the reference nearest in length, the shorter one when two are
  std::uint64_t segments = 0;
  // The 5-grams of the segment that came last: all that NLTK's smoothing methods 5 and 7 look at, also in a corpus.
  // Total 0: not counted.
  std::uint64_t last_five_matches = 0, last_five_total = 0;

  // Law: merging the statistics of two stretches, in order, gives the statistics of both.
  void merge(const BleuStatistics& other);
  bool operator==(const BleuStatistics&) const = default;
};

enum class FiveGrams { leave_out, count };

// Counts segment by segment in memory that it keeps: one thread at a time.
class BleuCounter {
 public:
  explicit BleuCounter(TokenRule rule, FiveGrams five_grams = FiveGrams::leave_out)
      : tokens_(rule), five_grams_(five_grams) {}

  // Throws ContractError without a reference.
  BleuStatistics count(std::string_view hypothesis, std::span<const std::string> references);
  BleuStatistics count(std::string_view hypothesis, std::string_view reference);

 private:
  void begin(std::string_view hypothesis);
  void add_reference(std::string_view reference);
  BleuStatistics finish();

  NumberedTokens tokens_;
  FiveGrams five_grams_;
  ClippedMatches matches_;
  std::vector<std::uint32_t> hypothesis_;
  std::uint64_t nearest_ = 0;
  bool any_reference_ = false;
};

}  // namespace openaffect
