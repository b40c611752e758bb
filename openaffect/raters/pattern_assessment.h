// Pattern's reading of a row of words: which of them count, and how negations and modifiers change them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "openaffect/raters/pattern_lexicon.h"
#include "openaffect/raters/pattern_tokens.h"

namespace openaffect {

// A group of words that enters the means as one: "good", "not very good", ":)".
struct PatternChunk {
  std::size_t first = 0;  // positions of words: the leftmost and the rightmost that belong to it
  std::size_t last = 0;
  double polarity = 0;  // after all rules
  double subjectivity = 0;
};

struct PatternScore {
  double polarity = 0;
  double subjectivity = 0;
};

// Words of a text, lower case where ASCII.
struct PatternWords {
  const char* bytes = nullptr;  // PatternLexicon::kPadding readable bytes behind the last word
  bool ascii = true;            // no byte from 0x80 on
  const std::vector<PatternToken>* tokens = nullptr;
};

// Sums of the same order as the published system's, so that they agree in every bit. With `chunks`, what entered them
// is appended there.
PatternScore assess_pattern(const PatternLexicon& lexicon, const PatternWords& words,
                            std::vector<PatternChunk>* chunks);

}  // namespace openaffect
