#include "openaffect/raters/pattern_tokens.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include "openaffect/text/unicode.h"

namespace openaffect {
namespace {

// What a byte is to the tokenizer. `wide` begins a character beyond ASCII that may be a space or a quotation mark; the
// bytes of all others are `other`.
enum class Kind : std::uint8_t { other, letter, punctuation, period, space, newline, quote, wide };

constexpr std::array<Kind, 256> make_kinds() {
  std::array<Kind, 256> kinds = {};
  for (const unsigned byte : {0xC2u, 0xE1u, 0xE2u, 0xE3u}) kinds[byte] = Kind::wide;
  for (unsigned byte = 'a'; byte <= 'z'; ++byte) kinds[byte] = kinds[byte - 'a' + 'A'] = Kind::letter;
  for (const char byte : std::string_view(",;:!?()[]{}`@#$^&*+-|=~_"))
    kinds[static_cast<unsigned char>(byte)] = Kind::punctuation;
  for (const char byte : std::string_view("\t\v\f\r \x1c\x1d\x1e\x1f"))
    kinds[static_cast<unsigned char>(byte)] = Kind::space;
  kinds['.'] = Kind::period;
  kinds['\n'] = Kind::newline;
  kinds['\''] = kinds['"'] = Kind::quote;
  return kinds;
}
constexpr std::array<Kind, 256> kKinds = make_kinds();

Kind kind_of(char byte) {
  return kKinds[static_cast<unsigned char>(byte)];
}

// Those of the published list that the three rules of Abbreviation do not cover already, and can end in a period here.
constexpr std::string_view kAbbreviations[] = {"adj.", "adv.",  "al.", "cf.",   "comp.", "conf.", "def.", "ed.",
                                               "esp.", "etc.",  "ex.", "fig.",  "gen.",  "id.",   "int.", "Med.",
                                               "Mil.", "orig.", "pl.", "pred.", "pres.", "ref.",  "vs."};

// The token in an older text that marks an empty line; written out in a text it does the same.
constexpr std::string_view kEndOfSentence = "END-OF-SENTENCE";

bool is_ascii_letter(char byte) {
  return kind_of(byte) == Kind::letter;
}

bool is_abbreviating_consonant(char byte) {
  return byte == '|' || (byte >= 'a' && byte <= 'z' && std::string_view("aeiouy").find(byte) == std::string_view::npos);
}

// Whether a word's period abbreviates. Looks at the word once, so that asking for each of its ends stays linear.
class Abbreviation {
 public:
  explicit Abbreviation(std::string_view word) : word_(word) {
    while (initials_ + 1 < word.size() && is_ascii_letter(word[initials_]) && word[initials_ + 1] == '.')
      initials_ += 2;
    if (word.empty() || word[0] < 'A' || word[0] > 'Z') return;
    consonants_ = 1;
    while (consonants_ < word.size() && is_abbreviating_consonant(word[consonants_])) ++consonants_;
  }

  // Of the word's first `size` bytes, which end in a period: "U.S.", "Mr.", "etc."
  bool holds(std::size_t size) const {
    if (size % 2 == 0 && size <= initials_) return true;
    if (size >= 3 && size <= consonants_ + 1) return true;
    if (size > 5) return false;
    return std::find(std::begin(kAbbreviations), std::end(kAbbreviations), word_.substr(0, size)) !=
           std::end(kAbbreviations);
  }

 private:
  std::string_view word_;
  std::size_t initials_ = 0;    // bytes of letters with a period each
  std::size_t consonants_ = 0;  // bytes of a capital with consonants behind it
};

constexpr std::uint64_t repeat(std::uint64_t byte) {
  return byte * 0x0101010101010101u;
}

std::uint64_t lower_eight(std::uint64_t bytes) {
  const std::uint64_t low = bytes & repeat(0x7f);
  const std::uint64_t from_a = low + repeat(0x80 - 'A');
  const std::uint64_t past_z = low + repeat(0x80 - 'Z' - 1);
  return bytes | (((from_a & ~past_z & ~bytes) & repeat(0x80)) >> 2);
}

// A 1 in the highest bit of every byte that is no lower-case letter.
std::uint64_t other_than_letters(std::uint64_t bytes) {
  const std::uint64_t low = bytes & repeat(0x7f);
  const std::uint64_t from_a = low + repeat(0x80 - 'a');
  const std::uint64_t past_z = low + repeat(0x80 - 'z' - 1);
  return (~from_a | past_z | bytes) & repeat(0x80);
}

// The first byte from `at` on that is no lower-case letter; behind the text stand spaces. Eight bytes at a time,
// because nobody can foresee where a word ends, a branch predictor neither.
std::size_t skip_letters(const char* lowered, std::size_t at) {
  static_assert(std::endian::native == std::endian::little, "the first byte in memory is the lowest");
  for (;; at += 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, lowered + at, 8);
    const std::uint64_t others = other_than_letters(eight);
    if (others != 0) return at + static_cast<std::size_t>(std::countr_zero(others)) / 8;
  }
}

bool is_curly_quote(char32_t character) {
  return character == 0x2018 || character == 0x2019 || character == 0x201C || character == 0x201D;
}

bool separates(char32_t character) {
  return is_curly_quote(character) || is_python_space(character);
}

}  // namespace

void PatternLowered::assign(std::string_view text) {
  if (bytes_.size() < text.size() + kPadding) bytes_.resize(text.size() + kPadding);
  std::uint64_t seen = 0;
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data() + at, 8);
    seen |= eight;
    eight = lower_eight(eight);
    std::memcpy(bytes_.data() + at, &eight, 8);
  }
  std::uint64_t rest = repeat(' ');
  if (at < text.size()) std::memcpy(&rest, text.data() + at, text.size() - at);
  seen |= rest;
  rest = lower_eight(rest);
  std::memcpy(bytes_.data() + at, &rest, 8);
  std::memset(bytes_.data() + text.size(), ' ', kPadding);
  ascii_ = (seen & repeat(0x80)) == 0;
}

const std::vector<PatternToken>& PatternTokenizer::split(std::string_view text, const PatternLowered& lowered) {
  text_ = text;
  lowered_ = lowered.data();
  tokens_.clear();
  std::size_t at = 0;
  while (at < text.size()) {
    switch (kind_of(lowered_[at])) {
      case Kind::space:
        ++at;
        break;
      case Kind::newline:
        at = skip_newline(at);
        break;
      case Kind::quote:
        push(at, at + 1);
        ++at;
        break;
      case Kind::wide:
        at = split_wide(at);
        break;
      default:
        at = split_chunk(at, at);
    }
  }
  return tokens_;
}

// Two newlines in a row, each with or without a carriage return, are an empty line.
std::size_t PatternTokenizer::skip_newline(std::size_t at) {
  std::size_t next = at + 1;
  if (next + 1 < text_.size() && text_[next] == '\r' && text_[next + 1] == '\n') ++next;
  if (next < text_.size() && text_[next] == '\n') push(at, at);
  return next;
}

// At a character beyond ASCII where no chunk has begun.
std::size_t PatternTokenizer::split_wide(std::size_t at) {
  const CodePoint point = code_point_at(text_, at);
  if (!separates(point.value)) return split_chunk(at, at + point.bytes);
  if (is_curly_quote(point.value)) push(at, at + point.bytes);
  return at + point.bytes;
}

// The chunk that began at `begin` and is known up to `at`; it ends before a space or a quotation mark. Returns its end.
std::size_t PatternTokenizer::split_chunk(std::size_t begin, std::size_t at) {
  if (at == begin) {
    at = skip_letters(lowered_, at);
    if (lowered_[at] == ' ') {  // behind the text stand spaces
      push(begin, at);
      return at;
    }
  }
  for (; at < text_.size(); ++at) {
    const Kind kind = kind_of(lowered_[at]);
    if (kind < Kind::space) continue;
    if (kind != Kind::wide) break;
    const CodePoint point = code_point_at(text_, at);
    if (separates(point.value)) break;
    at += point.bytes - 1;
  }
  if (at < text_.size() && at > begin && text_.substr(at - 1, 3) == "n't") {
    split_punctuation(begin, at - 1);
    push(at - 1, at);
  } else {
    split_punctuation(begin, at);
  }
  return at;
}

void PatternTokenizer::split_punctuation(std::size_t begin, std::size_t end) {
  while (begin < end && kind_of(text_[begin]) == Kind::punctuation) {
    push(begin, begin + 1);
    ++begin;
  }
  if (begin == end) return;
  const Kind last = kind_of(text_[end - 1]);
  if (last == Kind::punctuation || last == Kind::period) {
    split_tail(begin, end);
  } else if (text_.substr(begin, end - begin) == kEndOfSentence) {
    push(begin, begin);
  } else {
    push(begin, end);
  }
}

// From the end backwards, as the published loop does: one mark, then an ellipsis (periods before it vanish), then one
// period unless it abbreviates. The tokens are pushed backwards and turned round at the end.
void PatternTokenizer::split_tail(std::size_t begin, std::size_t end) {
  const auto mark = static_cast<std::ptrdiff_t>(tokens_.size());
  const Abbreviation abbreviation(text_.substr(begin, end - begin));
  const auto ends_with = [&](Kind kind) { return end > begin && kind_of(text_[end - 1]) == kind; };
  bool abbreviates = false;
  while (!abbreviates && (ends_with(Kind::punctuation) || ends_with(Kind::period))) {
    if (ends_with(Kind::punctuation)) {
      push(end - 1, end);
      --end;
    }
    if (end - begin >= 3 && text_.substr(end - 3, 3) == "...") {
      push(end - 3, end);
      end -= 3;
      while (ends_with(Kind::period)) --end;
    }
    if (!ends_with(Kind::period)) continue;
    abbreviates = abbreviation.holds(end - begin);
    if (!abbreviates) {
      push(end - 1, end);
      --end;
    }
  }
  if (end > begin) {
    const bool marks_end = text_.substr(begin, end - begin) == kEndOfSentence;
    push(begin, marks_end ? begin : end);
  }
  std::reverse(tokens_.begin() + mark, tokens_.end());
}

}  // namespace openaffect
