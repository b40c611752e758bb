// Emoji become words before a text is cut: " face with tears of joy". Only emoji of a single code point ever match, as
// in the original, which walks over single characters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/raters/vader_tokens.h"

namespace openaffect::vader {

// Immutable once filled; safe to share between threads.
class EmojiTable {
 public:
  // The last call for an emoji counts. `emoji` is beyond ASCII.
  void describe(char32_t emoji, std::string_view description);
  // Ends the calls of describe().
  void finish();

  // " description", or nothing.
  std::optional<std::string_view> find(char32_t emoji) const;
  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    char32_t emoji;
    std::uint32_t start;
    std::uint32_t size;
  };
  std::vector<Entry> entries_;        // sorted by finish()
  std::vector<std::uint64_t> known_;  // a bit per code point: most characters are none
  std::string descriptions_;
};

// A stretch of a text that was replaced by another: bytes of the new text, and of the original.
struct Replacement {
  Token now;
  Token original;
};

// The text as tokens are cut from it: emoji described, Unicode spaces as ' ', and the Kelvin sign, whose lower case is
// an ASCII letter, as 'K'.
class PlainText {
 public:
  // Nothing is replaced yet. `original` has at most kMostTextBytes and outlives the next questions.
  void set(std::string_view original);
  // False when the text would be longer than kMostTextBytes.
  bool rewrite(const EmojiTable& emoji);

  bool is_rewritten() const { return !replacements_.empty(); }
  std::string_view text() const { return is_rewritten() ? std::string_view(rewritten_) : original_; }

  // Where a stretch of text() stands in the original; a part of a replacement stands for the whole.
  Token original(Token token) const;

 private:
  std::string_view original_;
  std::string rewritten_;
  std::vector<Replacement> replacements_;  // in order
};

}  // namespace openaffect::vader
