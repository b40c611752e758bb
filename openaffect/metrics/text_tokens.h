// How metrics of text cut a text into tokens. Texts are UTF-8; ill-formed bytes belong to the token that they stand in.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace openaffect {

enum class TokenRule {
  mteval_13a,   // punctuation apart, entities read, as mteval-v13a.pl and sacreBLEU 2.6's default "13a"
  white_space,  // Python's str.split(): sacreBLEU's "none", and what NLTK's metrics are usually given
  rouge,        // lower case, then runs of [a-z0-9]: Google's rouge-score 0.1.2 without stemmer
};

// Reads one text after the other in memory that it keeps: one thread at a time.
class TokenReader {
 public:
  explicit TokenReader(TokenRule rule) : rule_(rule) {}
  TokenRule rule() const { return rule_; }

  // The tokens in order, none of them empty. Views into `text` or into the reader; gone with the next call.
  std::span<const std::string_view> read(std::string_view text);

 private:
  TokenRule rule_;
  std::string prepared_;
  std::vector<std::string_view> tokens_;
};

// Numbers words in the order in which they are first seen, from 0. One thread at a time.
class Vocabulary {
 public:
  Vocabulary();
  std::uint32_t number(std::string_view word);  // the same for equal bytes; throws ContractError past 2^32 - 2 words
  std::string_view word(std::uint32_t number) const;  // gone with the next number()
  std::size_t size() const { return words_.size(); }

 private:
  struct Word {
    std::uint64_t hash = 0;
    std::size_t begin = 0, bytes = 0;
  };

  void grow();

  std::vector<std::uint32_t> slots_;  // number + 1, 0 where free; open addressing, at most half full
  std::vector<Word> words_;
  std::string letters_;
};

// Tokens by number; two readers agree on numbers only when their texts came in the same order.
class NumberedTokens {
 public:
  explicit NumberedTokens(TokenRule rule) : reader_(rule) {}
  std::span<const std::uint32_t> read(std::string_view text);  // gone with the next call
  const Vocabulary& vocabulary() const { return vocabulary_; }

 private:
  TokenReader reader_;
  Vocabulary vocabulary_;
  std::vector<std::uint32_t> numbers_;
};

}  // namespace openaffect
