// Puts faces together again that the tokenizer tore apart: ": )" becomes ":)", "( ! )" becomes "(!)", within a sentence
// only. Few texts need it; may_hold_torn_face says which.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/raters/pattern_tokens.h"

namespace openaffect {

// False only when mending `tokens` of `text` would change nothing.
bool may_hold_torn_face(std::string_view text, const std::vector<PatternToken>& tokens);

// Mended words of texts, one text after the other; only memory is kept between them.
class PatternMender {
 public:
  // Takes the tokens of `text`; what the accessors give is valid until the next call.
  void mend(std::string_view text, const std::vector<PatternToken>& tokens);

  std::string_view text() const { return joined_; }                      // all sentences, spaces between words
  const std::vector<PatternToken>& words() const { return words_; }      // bytes of text()
  const std::vector<PatternToken>& sources() const { return sources_; }  // bytes of the text that was given, per word

 private:
  using Match = std::size_t (*)(std::string_view sentence, std::size_t at);

  void append_sentence(std::string_view text, const PatternToken* first, const PatternToken* last);
  void close_gaps(std::size_t begin, Match match);
  void find_words();

  std::string joined_;
  std::vector<std::size_t> origin_;  // [bytes of joined_] byte of the given text
  std::vector<PatternToken> words_;
  std::vector<PatternToken> sources_;
};

}  // namespace openaffect
