// Cuts a text into the tokens of pattern's tokenizer (spec of TextBlob 0.20.1): every quotation mark by itself, n't
// torn from its verb, punctuation split from both ends of a word unless it abbreviates.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace openaffect {

// Bytes [begin, end) of a text. An empty token is an empty line: it ends a sentence and is no word.
struct PatternToken {
  std::size_t begin;
  std::size_t end;
};

// A copy of a text with its ASCII letters lowered and spaces behind it, so that words may be loaded in whole machine
// words. Its memory is kept from text to text.
class PatternLowered {
 public:
  static constexpr std::size_t kPadding = 16;

  void assign(std::string_view text);
  const char* data() const { return bytes_.data(); }  // the text's size and kPadding spaces
  bool ascii() const { return ascii_; }

 private:
  std::vector<char> bytes_ = std::vector<char>(kPadding, ' ');
  bool ascii_ = true;
};

// Tokens of texts, one text after the other; only memory is kept between them.
class PatternTokenizer {
 public:
  // The tokens of well-formed UTF-8, in order; `lowered` is made of the same text. Valid until the next call.
  const std::vector<PatternToken>& split(std::string_view text, const PatternLowered& lowered);

 private:
  std::size_t skip_newline(std::size_t at);
  std::size_t split_wide(std::size_t at);
  std::size_t split_chunk(std::size_t begin, std::size_t at);
  void split_punctuation(std::size_t begin, std::size_t end);
  void split_tail(std::size_t begin, std::size_t end);
  void push(std::size_t begin, std::size_t end) { tokens_.push_back({begin, end}); }

  std::string_view text_;          // of the running call
  const char* lowered_ = nullptr;  // of the running call; padded with spaces
  std::vector<PatternToken> tokens_;
};

}  // namespace openaffect
