// What pattern knows of words: its sentiment lexicon, its negations, emoticons and marks, in one flat hash table.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/core/error.h"

namespace openaffect {

// What a word does in a text. A word of the lexicon (`known`) is no emoticon and no mark any more.
struct PatternEntry {
  enum Trait : std::uint8_t {
    known = 1,        // stands in the lexicon: polarity, subjectivity, intensity hold
    modifier = 2,     // known as an adverb: its intensity changes the next known word
    adverb_form = 4,  // ends in "ly": a negation right behind it turns it
    negation = 8,     // no, not, n't, never
    emoticon = 16,    // polarity holds
    exclamation = 32,
    irony = 64,  // (!)
  };
  double polarity = 0;
  double subjectivity = 0;
  double intensity = 1;
  std::uint8_t traits = 0;

  bool has(Trait trait) const { return (traits & trait) != 0; }
};

// Immutable; safe to share between threads.
class PatternLexicon {
 public:
  // Bytes that must be readable behind a word given to find().
  static constexpr std::size_t kPadding = 8;

  // The lexicon that the bytes of en-sentiment.xml describe: senses averaged per part of speech, parts of speech
  // averaged, adjectives lent to their adverbs ("terrible" to "terribly", over an entry of its own).
  // Fails with `format` and the byte for ill-formed UTF-8 or XML, a root other than <sentiment>, no word with a form,
  // and numbers that are none or out of range: polarity -1..1, subjectivity 0..1, intensity 0.01..100; with
  // `unsupported` for more than 16 MiB.
  static Result<PatternLexicon> parse(std::string_view xml);

  // The entry of a lower-case word, or nullptr. Beyond ASCII the word may stand as it is, as long as
  // needs_python_lower() is false of it.
  const PatternEntry* find(const char* word, std::size_t size) const;

  // Whether lowering the word's letters beyond ASCII could matter to find() or to its length.
  bool needs_python_lower(std::string_view word) const;

  std::size_t words() const { return words_; }  // of the lexicon, lent adverbs included

 private:
  friend class PatternLexiconBuilder;
  struct Key {
    std::uint64_t head = 0;  // the first eight bytes, zeros behind a shorter word
    std::uint32_t size = 0;  // 0: the slot is empty
    std::uint32_t entry = 0;
    std::size_t offset = 0;  // in spelling_
  };
  PatternLexicon() = default;
  static std::uint64_t hash_of(std::uint64_t head, const char* word, std::size_t size);
  bool passes_filter(std::uint64_t hash) const;
  PatternEntry& put(std::string_view word);
  void reserve(std::size_t words);

  std::vector<std::uint64_t> filter_;  // a bit per hash, sixteen or more per word: it spares most other words the slots
  std::vector<Key> slots_;             // a power of two of them, probed one by one, at most a third full
  std::vector<PatternEntry> entries_;
  std::string spelling_;
  std::size_t longest_ = 0;
  std::size_t words_ = 0;
  int shift_ = 64;
  bool ascii_ = true;
};

}  // namespace openaffect
