// A text cut into VADER's tokens: str.split(), then string.punctuation stripped from both ends unless two characters or
// fewer would remain; each token looked up.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "openaffect/raters/vader_bytes.h"
#include "openaffect/raters/vader_words.h"

namespace openaffect::vader {

inline constexpr std::size_t kMostTextBytes = std::size_t{256} << 20;

struct Token {
  std::uint32_t start = 0;  // bytes of the text
  std::uint32_t end = 0;
};

// A token that the scorer has to look at.
struct WatchedToken {
  std::uint32_t token = 0;
  double valence = 0;
};

// Calls: (split+ look_up question*)*. Reusable: split() keeps the memory of the texts before. One per thread.
class Tokens {
 public:
  // Splits `text`, of at most kMostTextBytes, at ASCII spaces. It outlives all questions.
  void split(std::string_view text);
  bool is_wide() const { return wide_; }  // any byte is beyond ASCII

  // Looks the tokens up; then the questions below may be asked.
  void look_up(const WordTable& words);

  std::size_t size() const { return count_; }
  // WordBits, with kNegates for every token with "n't" in it; 0 for an unknown word, and for the token behind the last.
  std::uint8_t bits(std::size_t token) const { return known_[kPadding + token].bits; }
  Role role(std::size_t token) const { return known_[kPadding + token].role; }
  // Those of the three tokens before.
  unsigned bits_before(std::size_t token) const { return bits(token - 1) | bits(token - 2) | bits(token - 3); }
  Token span(std::size_t token) const { return {edges_[2 * token], edges_[2 * token + 1]}; }
  MarkCounts marks() const { return marks_; }

  // Tokens with kWatched, in order.
  std::span<const WatchedToken> watched() const { return {watched_.data(), watched_count_}; }

  bool is_upper(std::size_t token) const;  // str.isupper()
  bool some_are_upper() const;             // some tokens are in capitals and some are not; asked often, worked out once

 private:
  struct Known {
    std::uint8_t bits = 0;
    Role role = Role::none;
  };
  using Mask = std::uint64_t BlockMasks::*;
  static constexpr std::size_t kPadding = 3;
  static constexpr std::size_t kFront = kBlock;

  char* lowered() { return lowered_.data() + kFront; }
  const char* lowered() const { return lowered_.data() + kFront; }

  void read_bytes(std::string_view text);
  void find_edges(std::size_t size);
  void look_up_narrow(const WordTable& words);
  std::size_t find_candidates(const WordTable& words);
  void find_contractions();
  void look_up_wide(const WordTable& words);
  WordId find(Token token, const WordTable& words) const;
  WordId find_wide(Token token, const WordTable& words) const;
  void note(std::size_t token, const Word& word);
  void strip(std::size_t token);
  Token strip_many(Token token) const;
  Token strip_long(Token token) const;
  Token strip_wide(Token token) const;
  bool any_in_long(Mask mask, Token token) const;

  // 64 bits of a mask from `bit` on.
  std::uint64_t window(Mask mask, std::size_t bit) const {
    const BlockMasks* block = masks_.data() + bit / kBlock;
    const std::size_t shift = bit % kBlock;
    return block[0].*mask >> shift | (block[1].*mask << 1) << (63 - shift);
  }
  bool any(Mask mask, Token token) const {
    const std::uint32_t size = token.end - token.start;
    return size <= 64 ? (window(mask, token.start) & ~std::uint64_t{0} >> (64 - size)) != 0 : any_in_long(mask, token);
  }

  std::string_view text_;
  std::vector<BlockMasks> masks_;          // and one empty block behind the text
  std::vector<char> lowered_;              // from kFront on, and kShortWord readable bytes behind
  std::vector<std::uint32_t> edges_;       // start, end, start, end, … [2 * count_]; look_up() strips punctuation
  std::vector<Known> known_;               // [count_], and kPadding unknown ones before, one behind
  std::vector<std::uint32_t> candidates_;  // tokens that may be known
  std::vector<WatchedToken> watched_;      // [watched_count_]
  std::size_t count_ = 0;
  std::size_t watched_count_ = 0;
  MarkCounts marks_;
  bool wide_ = false;
  bool apostrophe_ = false;
  mutable int some_are_upper_ = -1;  // not yet known
};

}  // namespace openaffect::vader
