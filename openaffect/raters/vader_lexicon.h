// VADER's two files, read as files from strangers.
#pragma once

#include <string>
#include <string_view>

#include "openaffect/core/error.h"
#include "openaffect/raters/vader_emoji.h"
#include "openaffect/raters/vader_words.h"

namespace openaffect::vader {

// `content` has what counts of a file, an entry a line: two files with one content rate all texts alike.
struct Lexicon {
  WordTable words;
  std::string content;
};
struct EmojiLexicon {
  EmojiTable table;
  std::string content;
};

// Formats and failures: make_vader (vader.h).
Result<Lexicon> read_lexicon(std::string_view bytes);
Result<EmojiLexicon> read_emoji(std::string_view bytes);

}  // namespace openaffect::vader
