// Perplexity over resamples, from log probabilities that a language model gave.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/metrics/counted_scores.h"

namespace openaffect {

// perplexity (metrics/perplexity.h): log_probabilities[i] are the natural logarithms of item i's tokens; an item
// without tokens counts nothing. A row an item. Undefined, "too_few": no token. Error `format`, with the item counted
// from 1 as its row, for what is no logarithm of a probability.
Result<std::unique_ptr<CountedScores>> perplexity_scores(std::span<const std::vector<double>> log_probabilities);

}  // namespace openaffect
