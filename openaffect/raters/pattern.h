// The `pattern` rater: polarity and subjectivity of an English text, equal in every bit to TextBlob 0.20.1's
// PatternAnalyzer (De Smedt & Daelemans 2012, "Pattern for Python"). Its tokenizer, emoticons, negations and modifiers
// are part of the published numbers, oddities included: contractions are torn apart and so never negate, and
// "really bad" is "bad".
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "openaffect/core/describe.h"
#include "openaffect/core/error.h"
#include "openaffect/core/rater.h"

namespace openaffect {

struct PatternOptions {
  std::string name = "pattern";
  bool own_lexicon = false;      // not the published one, so that nothing is known of its licence
  double least_below = 1.0 / 3;  // the published system has no classes of subjectivity: thirds are ours
  double highly_above = 2.0 / 3;

  static void describe(auto&& field) {
    field("name", &PatternOptions::name, "the rater's name, lower_snake_case");
    field("least_below", &PatternOptions::least_below, "subjectivity below it is least_opinionated, 0..1");
    field("highly_above", &PatternOptions::highly_above, "subjectivity from it on is highly_opinionated, 0..1");
  }
};

// A rater of the lexicon in `lexicon_xml`, the bytes of pattern's en-sentiment.xml or of a file made like it:
//   <sentiment> <word form="great" pos="JJ" polarity="1.0" subjectivity="1.0" intensity="1.0"/> … </sentiment>
// Fields: polarity (-1..1), subjectivity (0..1), class (sentiment3: the sign of polarity), opinion (opinion3:
// subjectivity cut by the options). Every text is `ok`, the empty one too; ill-formed UTF-8 counts as U+FFFD. Evidence:
// each group of words that enters the means ("not very good") with what it gives to polarity and, beside it, to
// subjectivity; groups that give 0 are left out. Fails with `format`, and the byte where there is one, for XML that is
// broken, has no word, or has a number out of range (pattern_lexicon.h), for more than 16 MiB, and for options out of
// range.
Result<std::unique_ptr<Rater>> make_pattern(std::string_view lexicon_xml, const PatternOptions& options = {});

}  // namespace openaffect
