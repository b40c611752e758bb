// Emoji in the words of the Unicode standard: most vocabularies have the words and not the emoji.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace openaffect {

// What stands at a place of a text of an emoji; bytes 0: nothing of the kind.
struct NamedEmoji {
  std::size_t bytes = 0;
  std::string name = {};  // "face with tears of joy"; "flag de" of two regional indicators; "": what has no meaning by
                          // itself (skin tones, variation selectors, the ring of a keycap)
};

// An emoji at text[at] (at < size) with the skin tones, variation selectors, joiners and tags behind it. Emoji are the
// characters that are shown as pictures (Emoji_Presentation), and other pictographs (Extended_Pictographic) from U+2300
// on: hearts and suns, but not ©, ™ or arrows. What this ICU has no name for is none.
NamedEmoji emoji_at(std::string_view text, std::size_t at);

}  // namespace openaffect
