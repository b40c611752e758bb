// The `vader` rater: valence of an English text, equal in every bit to vaderSentiment 3.3.2 on Python 3.11 (Hutto &
// Gilbert, ICWSM 2014). Not a reading of the paper: the program's quirks are part of the published numbers (its `but`
// finds words by value, "so" strengthens two words away without a "never", two-word boosters count behind three words).
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "openaffect/core/describe.h"
#include "openaffect/core/error.h"
#include "openaffect/core/rater.h"

namespace openaffect {

struct VaderOptions {
  std::string name = "vader";
  bool own_lexicon = false;  // not the published one, so that nothing is known of its licence

  static void describe(auto&& field) { field("name", &VaderOptions::name, "the rater's name, lower_snake_case"); }
};

// A rater of the two files in `lexicon` and `emoji`, the bytes of vader_lexicon.txt ("good TAB 1.9 TAB …" per line) and
// emoji_utf8_lexicon.txt ("EMOJI TAB words"), or of files made like them. Lines end in LF or CRLF, empty ones are
// passed over, of two lines for one word the last counts. Words are compared in lower case, so one with capitals, or
// with a space inside, never counts, as in the original. Fields: neg, neu, pos (shares, 0..1), compound (-1..1), class
// (sentiment3: compound >= .05, <= -.05). Every text is `ok`, the empty one too (all 0; neutral), but one over 1 GiB
// with its emoji described, which is `error`; ill-formed UTF-8 counts as U+FFFD. Evidence: each word with a valence,
// after its rules and `but`, before exclamation marks; the words of an emoji point at the emoji. Fails with `format`,
// line and byte, for a line of too few fields, a valence that is no number, not finite or beyond
// +-1,000,000, a word or description over 4,096 bytes, ill-formed UTF-8, an ASCII emoji, or a file without entries;
// with `unsupported` for more than 100 MB; with `unknown` for a name that is not lower_snake_case.
Result<std::unique_ptr<Rater>> make_vader(std::string_view lexicon, std::string_view emoji,
                                          const VaderOptions& options = {});

}  // namespace openaffect
