// The metrics of generated texts over resamples.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "openaffect/metrics/bleu.h"
#include "openaffect/metrics/chrf.h"
#include "openaffect/metrics/counted_scores.h"

namespace openaffect {

struct TextScoreOptions {
  BleuOptions bleu = {};  // of both BLEUs, but for max_order
  ChrfOptions chrf = {};
  TokenRule distinct_tokens = TokenRule::white_space;
};

// Six values, a row per item (references[i] are those of hypotheses[i]):
//   bleu, bleu_2          corpus BLEU-4 and BLEU-2, 0..100 (bleu.h)
//   chrf                  corpus chrF, 0..100 (chrf.h)
//   rouge_l               mean over items of ROUGE-L's F, 0..1 (rouge.h)
//   distinct_1, distinct_2  of the hypotheses, 0..1 (distinct.h): n-grams of items that stand in the sample at all over
//                         all n-grams of the sample. A resample repeats texts, so its value lies below that of the
//                         sample: an interval from resamples is biased downwards. Report it with this caution.
// A value is NaN, "too_few", for a sample without an item or without an n-gram. One call of score() reads 40 numbers an
// item and the item's n-grams, and allocates nothing. Throws ContractError when there are not as many references as
// hypotheses, or none for a text.
std::unique_ptr<CountedScores> text_scores(std::span<const std::string> hypotheses,
                                           std::span<const std::vector<std::string>> references,
                                           const TextScoreOptions& options = {});

}  // namespace openaffect
