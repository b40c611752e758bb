// Reads pattern's sentiment lexicon (en-sentiment.xml) into one averaged row per form.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "openaffect/core/error.h"

namespace openaffect {

struct PatternScores {
  double polarity = 0;      // -1..1
  double subjectivity = 0;  // 0..1
  double intensity = 1;     // by how much it multiplies the next word, 0.01..100
};

struct PatternForm {
  std::string form;
  PatternScores mean;       // over its parts of speech, each the mean of its senses
  PatternScores adjective;  // mean of its senses as JJ, if has_adjective
  bool has_adjective = false;
  bool has_adverb = false;  // RB
};

// Forms in the order in which they first stand in the file. Errors as PatternLexicon::parse says.
Result<std::vector<PatternForm>> read_pattern_forms(std::string_view xml);

}  // namespace openaffect
