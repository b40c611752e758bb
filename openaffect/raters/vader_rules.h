// VADER's rules: what each token of a text adds to it.
#pragma once

#include <cstdint>
#include <vector>

#include "openaffect/raters/vader_tokens.h"

namespace openaffect::vader {

// A token's valence; those that are not listed have none.
struct Sentiment {
  std::uint32_t token = 0;
  double valence = 0;
};

// The tokens with a valence, in order, after the rules for single words and before `but`. Replaces `sentiments`.
void rate_tokens(const Tokens& tokens, std::vector<Sentiment>& sentiments);

// The rule of `but`, at token `but`: words before count half, words behind half more. The original looks each word up
// by its value and changes the first word that has that value by then, so equal values move in turn and, in rare texts,
// one word is changed twice and another not at all.
void weigh_around_but(std::uint32_t but, std::vector<Sentiment>& sentiments);

}  // namespace openaffect::vader
