#include "openaffect/metrics/text_tokens.h"

#include <array>
#include <functional>

#include "openaffect/core/error.h"
#include "openaffect/text/unicode.h"

namespace openaffect {
namespace {

enum class Kind : std::uint8_t { word, digit, space, symbol, point, dash, wide };

// Symbols are the characters that 13a sets apart wherever they stand: ! to &, ( to +, /, : to @, [ to `, { to ~.
constexpr std::array<Kind, 256> kinds_of_bytes() {
  std::array<Kind, 256> kinds{};
  for (unsigned c = 0; c < 256; ++c) {
    const bool space = c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1C && c <= 0x1F);  // Python's, in ASCII
    const bool symbol = (c >= '!' && c <= '&') || (c >= '(' && c <= '+') || c == '/' || (c >= ':' && c <= '@') ||
                        (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
    if (space) kinds[c] = Kind::space;
    if (symbol) kinds[c] = Kind::symbol;
    if (c >= '0' && c <= '9') kinds[c] = Kind::digit;
    if (c == '.' || c == ',') kinds[c] = Kind::point;
    if (c == '-') kinds[c] = Kind::dash;
    if (c >= 0x80) kinds[c] = Kind::wide;
  }
  return kinds;
}

constexpr std::array<Kind, 256> kKinds = kinds_of_bytes();

Kind kind_at(std::string_view text, std::size_t at) {
  return kKinds[static_cast<unsigned char>(text[at])];
}

// Collects tokens as boundaries come by.
class Cutter {
 public:
  Cutter(std::string_view text, std::vector<std::string_view>& tokens) : text_(text), tokens_(tokens) {}

  // The token under way ends before `at`; the next may begin at `next`.
  void cut(std::size_t at, std::size_t next) {
    if (at > begin_) tokens_.push_back(text_.substr(begin_, at - begin_));
    begin_ = next;
  }

  void alone(std::size_t at) {
    cut(at, at + 1);
    tokens_.push_back(text_.substr(at, 1));
  }

 private:
  std::string_view text_;
  std::vector<std::string_view>& tokens_;
  std::size_t begin_ = 0;
};

// Passes over the character beyond ASCII at `at`, cutting at a space; returns where the next one is.
std::size_t pass_wide(std::string_view text, std::size_t at, Cutter& cutter) {
  const CodePoint point = code_point_at(text, at);
  const std::size_t next = at + point.bytes;
  if (is_python_space(point.value)) cutter.cut(at, next);
  return next;
}

void cut_at_spaces(std::string_view text, std::vector<std::string_view>& tokens) {
  Cutter cutter(text, tokens);
  for (std::size_t at = 0; at < text.size();) {
    const Kind kind = kind_at(text, at);
    if (kind == Kind::wide) {
      at = pass_wide(text, at, cutter);
      continue;
    }
    if (kind == Kind::space) cutter.cut(at, at + 1);
    ++at;
  }
  cutter.cut(text.size(), text.size());
}

// A run of points and commas. mteval replaces from left to right and without overlap, first "a non-digit, then a
// point", then "a point, then a non-digit": every second one of a run is set apart by the first replacement (the first,
// the third … after a non-digit; the second, the fourth … after a digit), the others by the second unless a digit
// follows.
std::size_t pass_points(std::string_view text, std::size_t at, Cutter& cutter) {
  bool apart = at == 0 || kind_at(text, at - 1) != Kind::digit;
  for (; at < text.size() && kind_at(text, at) == Kind::point; ++at, apart = !apart) {
    const bool before_digit = at + 1 < text.size() && kind_at(text, at + 1) == Kind::digit;
    if (apart || !before_digit) cutter.alone(at);
  }
  return at;
}

void cut_as_mteval(std::string_view text, std::vector<std::string_view>& tokens) {
  Cutter cutter(text, tokens);
  for (std::size_t at = 0; at < text.size();) {
    switch (kind_at(text, at)) {
      case Kind::wide:
        at = pass_wide(text, at, cutter);
        continue;
      case Kind::point:
        at = pass_points(text, at, cutter);
        continue;
      case Kind::space:
        cutter.cut(at, at + 1);
        break;
      case Kind::symbol:
        cutter.alone(at);
        break;
      case Kind::dash:
        if (at > 0 && kind_at(text, at - 1) == Kind::digit) cutter.alone(at);
        break;
      case Kind::word:
      case Kind::digit:
        break;
    }
    ++at;
  }
  cutter.cut(text.size(), text.size());
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  std::size_t at = text.find(from);
  if (at == std::string::npos) return;
  std::string replaced;
  std::size_t done = 0;
  for (; at != std::string::npos; at = text.find(from, done)) {
    replaced.append(text, done, at - done).append(to);
    done = at + from.size();
  }
  replaced.append(text, done);
  text = std::move(replaced);
}

std::string_view without_spaces_at_end(std::string_view text) {
  while (!text.empty()) {
    std::size_t last = text.size() - 1;
    while (last > 0 && text.size() - last < 4 && (static_cast<unsigned char>(text[last]) & 0xC0) == 0x80) --last;
    const CodePoint point = code_point_at(text, last);
    if (last + point.bytes != text.size() || !is_python_space(point.value)) break;
    text.remove_suffix(point.bytes);
  }
  return text;
}

// What mteval-v13a does before it cuts: markers out, lines joined, entities read, in its order.
std::string_view prepare_as_mteval(std::string_view text, std::string& memory) {
  text = without_spaces_at_end(text);
  const bool plain = text.find('&') == text.npos && text.find('\n') == text.npos && text.find('<') == text.npos;
  if (plain) return text;
  memory = text;
  replace_all(memory, "<skipped>", "");
  replace_all(memory, "-\n", "");
  replace_all(memory, "\n", " ");
  replace_all(memory, "&quot;", "\"");
  replace_all(memory, "&amp;", "&");
  replace_all(memory, "&lt;", "<");
  replace_all(memory, "&gt;", ">");
  return memory;
}

void cut_as_rouge(std::string_view text, std::string& memory, std::vector<std::string_view>& tokens) {
  if (is_ascii(text)) {
    memory = text;
    for (char& c : memory)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  } else {
    memory = python_lower(text);  // U+212A and U+0130 become letters of [a-z]
  }
  Cutter cutter(memory, tokens);
  for (std::size_t at = 0; at < memory.size(); ++at)
    if (const char c = memory[at]; !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) cutter.cut(at, at + 1);
  cutter.cut(memory.size(), memory.size());
}

constexpr std::size_t kFirstSlots = 64;

}  // namespace

std::span<const std::string_view> TokenReader::read(std::string_view text) {
  tokens_.clear();
  switch (rule_) {
    case TokenRule::mteval_13a:
      cut_as_mteval(prepare_as_mteval(text, prepared_), tokens_);
      break;
    case TokenRule::white_space:
      cut_at_spaces(text, tokens_);
      break;
    case TokenRule::rouge:
      cut_as_rouge(text, prepared_, tokens_);
      break;
  }
  return tokens_;
}

Vocabulary::Vocabulary() : slots_(kFirstSlots, 0) {}

std::uint32_t Vocabulary::number(std::string_view word) {
  const std::uint64_t hash = std::hash<std::string_view>{}(word);
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  for (; slots_[slot] != 0; slot = (slot + 1) & mask) {
    const Word& known = words_[slots_[slot] - 1];
    if (known.hash == hash && std::string_view(letters_).substr(known.begin, known.bytes) == word)
      return slots_[slot] - 1;
  }
  if (words_.size() >= UINT32_MAX - 1) throw ContractError("Vocabulary: more than 4,294,967,294 words");
  words_.push_back({hash, letters_.size(), word.size()});
  letters_.append(word);
  const auto number = static_cast<std::uint32_t>(words_.size() - 1);
  slots_[slot] = number + 1;
  if (words_.size() * 2 > slots_.size()) grow();
  return number;
}

std::string_view Vocabulary::word(std::uint32_t number) const {
  const Word& word = words_.at(number);
  return std::string_view(letters_).substr(word.begin, word.bytes);
}

void Vocabulary::grow() {
  std::vector<std::uint32_t> slots(slots_.size() * 2, 0);
  const std::size_t mask = slots.size() - 1;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    std::size_t slot = words_[i].hash & mask;
    while (slots[slot] != 0) slot = (slot + 1) & mask;
    slots[slot] = static_cast<std::uint32_t>(i + 1);
  }
  slots_ = std::move(slots);
}

std::span<const std::uint32_t> NumberedTokens::read(std::string_view text) {
  numbers_.clear();
  for (const std::string_view token : reader_.read(text)) numbers_.push_back(vocabulary_.number(token));
  return numbers_;
}

}  // namespace openaffect
