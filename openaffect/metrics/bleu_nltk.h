// BLEU as NLTK computes it (nltk.translate.bleu_score 3.10), 0 to 1, for comparison with papers that used it. Where the
// two differ, take bleu.h's: NLTK counts a text too short for n-grams as having one, and its smoothing methods leave
// out what they do not raise above 0.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "openaffect/metrics/bleu_statistics.h"

namespace openaffect {

// Chen & Cherry 2014, numbered as NLTK's SmoothingFunction().method0 …, with its default parameters. Method 6 is not
// here: NLTK's fails on texts that share no bigram.
enum class NltkSmoothing { method0, method1, method2, method3, method4, method5, method7 };

struct BleuNltkOptions {
  TokenRule tokens = TokenRule::white_space;
  int max_order = BleuStatistics::kOrders;           // weights 1 / max_order for the orders 1 to max_order
  NltkSmoothing smoothing = NltkSmoothing::method0;  // NLTK's default: none (2.2e-308 for a precision of 0)
};

// Of a corpus, or of one segment for NLTK's sentence_bleu; NaN for no segment. Methods 5 and 7 look at the 5-grams of
// the last segment only, as NLTK's corpus_bleu does. Throws ContractError for a max_order outside 1..4, and for methods
// 5 and 7 when 5-grams were not counted.
double bleu_nltk(const BleuStatistics& statistics, const BleuNltkOptions& options = {});

// Law: merging the meters of two stretches, in order, gives the meter of both.
class BleuNltkMeter {
 public:
  explicit BleuNltkMeter(const BleuNltkOptions& options = {});
  // Throws ContractError without a reference.
  void add(std::string_view hypothesis, std::span<const std::string> references);
  void merge(const BleuNltkMeter& other) { statistics_.merge(other.statistics_); }
  double value() const { return bleu_nltk(statistics_, options_); }

 private:
  BleuNltkOptions options_;
  BleuCounter counter_;
  BleuStatistics statistics_;
};

}  // namespace openaffect
