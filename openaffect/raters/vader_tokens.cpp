#include "openaffect/raters/vader_tokens.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

#include "openaffect/text/unicode.h"

namespace openaffect::vader {
namespace {

// Memory is kept from text to text and never cleared.
template <class T>
void make_room(std::vector<T>& values, std::size_t size) {
  if (values.size() < size) values.resize(size + size / 2);
}

constexpr auto kIsPunctuation = [] {
  std::array<bool, 256> table{};
  for (const char c : std::string_view("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"))
    table[static_cast<unsigned char>(c)] = true;
  return table;
}();

bool is_punctuation(char c) {
  return kIsPunctuation[static_cast<unsigned char>(c)];
}

}  // namespace

void Tokens::split(std::string_view text) {
  text_ = text;
  read_bytes(text);
  find_edges(text.size());
}

void Tokens::look_up(const WordTable& words) {
  make_room(known_, kPadding + count_ + 1);
  make_room(candidates_, count_ + 1);
  make_room(watched_, count_ + 1);
  watched_count_ = 0;
  some_are_upper_ = -1;
  std::fill_n(known_.begin(), kPadding + count_ + 1, Known{});
  if (wide_ && words.has_wide_words())
    look_up_wide(words);
  else
    look_up_narrow(words);
  if (apostrophe_) find_contractions();
}

void Tokens::read_bytes(std::string_view text) {
  const std::size_t whole = text.size() / kBlock;
  make_room(masks_, whole + 2);
  make_room(lowered_, kFront + (whole + 1) * kBlock + kShortWord);
  marks_ = {};
  for (std::size_t block = 0; block < whole; ++block)
    masks_[block] = read_block(text.data() + block * kBlock, lowered() + block * kBlock, marks_);
  char rest[kBlock];
  std::memset(rest, ' ', kBlock);
  std::memcpy(rest, text.data() + whole * kBlock, text.size() - whole * kBlock);
  masks_[whole] = read_block(rest, lowered() + whole * kBlock, marks_);
  masks_[whole + 1] = {};
}

void Tokens::find_edges(std::size_t size) {
  std::size_t count = 0;
  std::uint64_t carry = 0;
  std::uint64_t wide = 0;
  std::uint64_t apostrophe = 0;
  for (std::size_t block = 0; block <= size / kBlock; ++block) {
    make_room(edges_, count + kBlock);
    std::uint32_t* edge = edges_.data() + count;
    const std::uint64_t inside = ~masks_[block].space;
    wide |= masks_[block].wide;
    apostrophe |= masks_[block].apostrophe;
    for (std::uint64_t left = inside ^ (inside << 1 | carry); left != 0; left &= left - 1)
      *edge++ = static_cast<std::uint32_t>(block * kBlock + static_cast<std::size_t>(std::countr_zero(left)));
    count = static_cast<std::size_t>(edge - edges_.data());
    carry = inside >> 63;
  }
  wide_ = wide != 0;
  apostrophe_ = apostrophe != 0;
  count_ = count / 2;
}

// In two passes, so that a look-up's memory is waited for once and not token by token.
void Tokens::look_up_narrow(const WordTable& words) {
  const std::size_t candidates = find_candidates(words);
  for (std::size_t i = 0; i < candidates; ++i) note(candidates_[i], words[find(span(candidates_[i]), words)]);
}

std::size_t Tokens::find_candidates(const WordTable& words) {
  std::uint32_t* const candidates = candidates_.data();
  const char* const text = lowered();
  std::size_t count = 0;
  for (std::size_t i = 0; i < count_; ++i) {
    strip(i);
    const Token token = span(i);
    candidates[count] = static_cast<std::uint32_t>(i);
    count += words.may_know(ShortWord::load(text + token.start, token.end - token.start));
  }
  return count;
}

// No punctuation, or one behind: the rule, and no branch to guess. The rest is for strip_many().
inline void Tokens::strip(std::size_t token) {
  const std::uint32_t start = edges_[2 * token];
  const std::uint32_t end = edges_[2 * token + 1];
  const char* const behind = lowered() + end;
  const unsigned last = is_punctuation(behind[-1]);
  // Of a token of one character the second last lies before it, and does not count.
  if (is_punctuation(lowered()[start]) | (last & is_punctuation(behind[-2]))) [[unlikely]] {
    const Token stripped = strip_many({start, end});
    edges_[2 * token] = stripped.start;
    edges_[2 * token + 1] = stripped.end;
    return;
  }
  edges_[2 * token + 1] = end - (last & static_cast<unsigned>(end - start > 3));
}

// Tokens with "n't" negate.
void Tokens::find_contractions() {
  const char* const text = lowered();
  std::size_t token = 0;
  for (std::size_t block = 0; block <= text_.size() / kBlock; ++block)
    for (std::uint64_t left = masks_[block].apostrophe; left != 0; left &= left - 1) {
      const std::size_t at = block * kBlock + static_cast<std::size_t>(std::countr_zero(left));
      // Before the text there is no 'n'.
      if (text[static_cast<std::ptrdiff_t>(at) - 1] != 'n' || text[at + 1] != 't') continue;
      while (edges_[2 * token + 1] <= at) ++token;
      known_[kPadding + token].bits |= kNegates | kActs;
    }
}

WordId Tokens::find(Token token, const WordTable& words) const {
  const char* start = lowered() + token.start;
  const std::size_t size = token.end - token.start;
  if (size > kShortWord) [[unlikely]]
    return words.find_long({start, size});
  return words.find_short(ShortWord::load(start, size), size);
}

void Tokens::note(std::size_t token, const Word& word) {
  known_[kPadding + token] = {word.bits, word.role};
  watched_[watched_count_] = {static_cast<std::uint32_t>(token), word.valence};
  watched_count_ += (word.bits & kWatched) != 0;
}

// Only where a word beyond ASCII may be found. Otherwise tokens beyond ASCII are unknown whatever is stripped of them.
void Tokens::look_up_wide(const WordTable& words) {
  for (std::size_t i = 0; i < count_; ++i) {
    const Token token = strip_wide(span(i));
    edges_[2 * i] = token.start;
    edges_[2 * i + 1] = token.end;
    note(i, words[any(&BlockMasks::wide, token) ? find_wide(token, words) : find(token, words)]);
  }
}

WordId Tokens::find_wide(Token token, const WordTable& words) const {
  std::string lowered = python_lower(text_.substr(token.start, token.end - token.start));
  const std::size_t size = lowered.size();
  if (size > kShortWord) return words.find_long(lowered);
  lowered.resize(kShortWord);
  return words.find_short(ShortWord::load(lowered.data(), size), size);
}

Token Tokens::strip_many(Token token) const {
  const std::uint32_t size = token.end - token.start;
  if (size > 64) [[unlikely]]
    return strip_long(token);
  const std::uint64_t behind = window(&BlockMasks::punctuation, token.start);
  const std::uint64_t before =
      token.end >= 64 ? window(&BlockMasks::punctuation, token.end - 64) : masks_[0].punctuation << (64 - token.end);
  const auto leading = static_cast<std::uint32_t>(std::countr_one(behind));
  const auto trailing = static_cast<std::uint32_t>(std::countl_one(before));
  return leading + trailing + 2 >= size ? token : Token{token.start + leading, token.end - trailing};
}

Token Tokens::strip_long(Token token) const {
  Token stripped = token;
  while (stripped.start < token.end && is_punctuation(lowered()[stripped.start])) ++stripped.start;
  while (stripped.end > stripped.start && is_punctuation(lowered()[stripped.end - 1])) --stripped.end;
  return stripped.end - stripped.start <= 2 ? token : stripped;
}

// Two characters beyond ASCII may take up to eight bytes.
Token Tokens::strip_wide(Token token) const {
  const Token stripped = strip_many(token);
  const std::size_t size = stripped.end - stripped.start;
  return size <= 8 && count_code_points(text_.substr(stripped.start, size)) <= 2 ? token : stripped;
}

bool Tokens::any_in_long(Mask mask, Token token) const {
  for (std::uint32_t at = token.start; at < token.end; at += 64)
    if (any(mask, {at, std::min(at + 64, token.end)})) return true;
  return false;
}

bool Tokens::is_upper(std::size_t index) const {
  const Token token = span(index);
  if (any(&BlockMasks::lower, token)) return false;
  if (wide_ && any(&BlockMasks::wide, token))
    return is_python_upper(text_.substr(token.start, token.end - token.start));
  return any(&BlockMasks::upper, token);
}

bool Tokens::some_are_upper() const {
  if (some_are_upper_ < 0) {
    bool seen[2] = {};
    for (std::size_t i = 0; i < count_ && !(seen[0] && seen[1]); ++i) seen[is_upper(i)] = true;
    some_are_upper_ = seen[0] && seen[1];
  }
  return some_are_upper_ == 1;
}

}  // namespace openaffect::vader
