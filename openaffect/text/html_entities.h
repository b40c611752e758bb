// HTML's character references: "&amp;" "&#39;" "&#x1F600;" "&eacute".
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "openaffect/text/preparation.h"

namespace openaffect {

// A reference at the beginning of a text; bytes 0: there is none.
struct CharacterReference {
  std::size_t bytes = 0;
  std::string characters = {};  // "" for a number that stands for nothing
};

// Of a text that begins with '&'. As html.unescape of Python 3.11, which follows the HTML standard (13.2.5.72 and on):
// the longest name that there is, some of which want no semicolon; numbers of code page 1252 as browsers read them;
// U+FFFD for surrogates and what is out of range.
CharacterReference character_reference(std::string_view text);

// Every reference once.
PreparedText decode_character_references(const PreparedText& text);

}  // namespace openaffect
