// BLEU as sacreBLEU computes it, 0 to 100. For NLTK's, 0 to 1 and smoothed in other ways, see bleu_nltk.h.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/metrics/bleu_statistics.h"

namespace openaffect {

// What stands for a precision of 0 (Chen & Cherry 2014; sacreBLEU's names).
enum class BleuSmoothing {
  none,   // nothing: the score is 0
  exp,    // 1 / (2^k total) for the k-th such order: NIST's, sacreBLEU's default
  floor,  // `smoothing_value` matches
  add_k,  // `smoothing_value` added to matches and totals of all orders but the first
};

// BLEU-4 only uses n-grams that a hypothesis has; a hypothesis of three tokens has no 4-grams.
enum class BleuOrders {
  all,        // a corpus without 4-grams has BLEU-4 of 0: sacreBLEU's corpus_bleu
  effective,  // averaged over the orders that the hypothesis has: sacreBLEU's sentence_bleu
};

struct BleuOptions {
  TokenRule tokens = TokenRule::mteval_13a;
  int max_order = BleuStatistics::kOrders;  // BLEU-1 to BLEU-4
  BleuSmoothing smoothing = BleuSmoothing::exp;
  double smoothing_value = 0.1;  // of floor and add_k; sacreBLEU takes .1 for the one and 1 for the other
  BleuOrders orders = BleuOrders::all;
};

struct BleuScore {
  double score = 0;                                             // 0..100; NaN for a corpus of no segment
  std::array<double, BleuStatistics::kOrders> precisions = {};  // percent, smoothed; 0 from the first empty order on
  double brevity_penalty = 1;
};

// score = BP · exp(mean over n of ln p_n), p_n = matches_n / totals_n in percent, BP = exp(1 - r / h) for a hypothesis
// side of h tokens shorter than the reference side of r, else 1 (Papineni et al. 2002, §2.3). 0 when nothing matches.
// Equal to sacreBLEU 2.6 in every case. Throws ContractError for a max_order outside 1..4.
BleuScore bleu_score(const BleuStatistics& statistics, const BleuOptions& options = {});

// BLEU of a corpus, segment by segment. Law: merging the meters of two stretches gives the meter of both.
class BleuMeter {
 public:
  explicit BleuMeter(const BleuOptions& options = {});
  // Throws ContractError without a reference.
  void add(std::string_view hypothesis, std::span<const std::string> references);
  void add(std::string_view hypothesis, std::string_view reference);
  void merge(const BleuMeter& other) { statistics_.merge(other.statistics_); }
  double value() const { return bleu_score(statistics_, options_).score; }
  const BleuStatistics& statistics() const { return statistics_; }

 private:
  BleuOptions options_;
  BleuCounter counter_;
  BleuStatistics statistics_;
};

// references[i] are those of hypotheses[i]; throws ContractError when there are not as many, or none for a text.
double corpus_bleu(std::span<const std::string> hypotheses, std::span<const std::vector<std::string>> references,
                   const BleuOptions& options = {});

// One text, with effective orders whatever the options say.
double sentence_bleu(std::string_view hypothesis, std::span<const std::string> references, BleuOptions options = {});

}  // namespace openaffect
