// All words that VADER knows, behind one look-up: valence, what the rules make of it, and how it strengthens others.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/raters/vader_constants.h"

namespace openaffect::vader {

// What a word does, as bits.
enum WordBits : std::uint8_t {
  kRated = 1,     // stands in the lexicon
  kBooster = 2,   // strengthens
  kDampener = 4,  // weakens
  kNegates = 8,   // in the list of negations
  kActs = 16,     // may change the valence of one of the three words behind it
  kPairs = 32,    // stands in some pair of kRolePairs
  kWatched = 64,  // the scorer has to look: a rated word that is no booster, or `but`
};

inline constexpr std::size_t kShortWord = 16;  // bytes that a look-up compares at once
inline constexpr std::size_t kMostWordBytes = 4096;

// [size]: all bits of the first `size` bytes, of at most kShortWord.
inline constexpr auto kShortWordMasks = [] {
  std::array<std::array<std::uint64_t, 2>, kShortWord + 2> masks{};
  for (std::size_t size = 0; size <= kShortWord + 1; ++size) {
    std::array<unsigned char, kShortWord> bytes{};
    for (std::size_t i = 0; i < size && i < kShortWord; ++i) bytes[i] = 0xFF;
    masks[size] = std::bit_cast<std::array<std::uint64_t, 2>>(bytes);
  }
  return masks;
}();

// The first kShortWord bytes of a word as two numbers, zero behind its end. `text` has that many readable bytes.
struct ShortWord {
  std::uint64_t first;
  std::uint64_t second;

  static ShortWord load(const char* text, std::size_t size) {
    std::uint64_t words[2];
    std::memcpy(words, text, sizeof words);
    const auto& masks = kShortWordMasks[size < kShortWord + 1 ? size : kShortWord + 1];
    return {words[0] & masks[0], words[1] & masks[1]};
  }

  std::uint64_t hash() const { return first * 0x9E3779B97F4A7C15u + second * 0xC2B2AE3D27D4EB4Fu; }
};

struct Word {
  std::uint64_t first = 0;  // as ShortWord
  std::uint64_t second = 0;
  double valence = 0;
  std::uint32_t next = 0;                   // of the same hash; 0: none
  std::uint16_t size = kMostWordBytes + 1;  // in bytes; the unknown word's is that of none
  std::uint8_t bits = 0;                    // WordBits
  Role role = Role::none;
};

// Position in a WordTable. 0 is the unknown word: no bits, no role, valence 0.
using WordId = std::uint32_t;
inline constexpr WordId kUnknownWord = 0;

// Immutable once filled; safe to share between threads.
class WordTable {
 public:
  // Holds VADER's own words (vader_constants.h).
  WordTable();

  // Sets a word's valence; the last call for a word counts. `word` is lower-cased, of 1..kMostWordBytes bytes.
  void rate(std::string_view word, double valence);

  const Word& operator[](WordId id) const { return words_[id]; }

  // Whether a word that begins so may be known: settles nine of ten unknown words from 8 KiB.
  bool may_know(ShortWord start) const {
    const std::uint64_t bit = start.hash() >> kFilterShift;
    return (filter_[bit / 64] >> bit % 64 & 1) != 0;
  }

  // A word of at most kShortWord bytes, lower-cased.
  WordId find_short(ShortWord key, std::size_t size) const {
    WordId id = heads_[slot(key.hash())];
    while (!same(words_[id], key, size) && words_[id].next != kUnknownWord) [[unlikely]]
      id = words_[id].next;
    return same(words_[id], key, size) ? id : kUnknownWord;
  }

  WordId find_long(std::string_view word) const;

  // Any word has bytes beyond ASCII.
  bool has_wide_words() const { return has_wide_words_; }

 private:
  std::size_t slot(std::uint64_t hash) const { return static_cast<std::size_t>(hash >> shift_); }
  static bool same(const Word& word, ShortWord key, std::size_t size) {
    return ((word.first ^ key.first) | (word.second ^ key.second) | (word.size ^ size)) == 0;
  }
  static constexpr std::size_t kFilterBits = 65536;
  static constexpr unsigned kFilterShift = 64 - 16;

  Word& at(std::string_view word);
  void remember(ShortWord start);
  Word& add_short(std::string_view word);
  void link(WordId id);
  void grow();

  std::vector<Word> words_;
  std::vector<WordId> heads_;
  unsigned shift_ = 0;
  std::array<std::uint64_t, kFilterBits / 64> filter_ = {};
  std::map<std::string, WordId, std::less<>> long_words_;
  std::size_t longest_ = 0;
  bool has_wide_words_ = false;
};

}  // namespace openaffect::vader
