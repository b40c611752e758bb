#include "openaffect/raters/vader_words.h"

#include <algorithm>

#include "openaffect/text/unicode.h"

namespace openaffect::vader {
namespace {

constexpr std::size_t kFirstSlots = 32768;  // as many as the published lexicon needs
constexpr std::size_t kSlotsPerWord = 4;

}  // namespace

WordTable::WordTable() {
  words_.reserve(kFirstSlots / kSlotsPerWord);
  words_.emplace_back();
  heads_.resize(kFirstSlots / 2);
  grow();

  const auto mark = [this](std::string_view word, unsigned bits) { at(word).bits |= static_cast<std::uint8_t>(bits); };
  const auto role_word = [](Role role) { return kRoleWords[static_cast<std::size_t>(role)]; };
  for (const std::string_view word : kNegations) mark(word, kNegates | kActs);
  for (const std::string_view word : kBoosters) mark(word, kBooster | kActs);
  for (const std::string_view word : kDampeners) mark(word, kDampener | kActs);
  for (std::size_t role = 1; role < std::size(kRoleWords); ++role) at(kRoleWords[role]).role = static_cast<Role>(role);
  for (const Role role : kActors) mark(role_word(role), kActs);
  for (const Pair& pair : kRolePairs)
    for (const Role role : {pair.first, pair.second}) mark(role_word(role), kPairs);
  mark(role_word(Role::but), kWatched);
}

void WordTable::rate(std::string_view text, double valence) {
  Word& word = at(text);
  word.valence = valence;
  word.bits |= kRated;
  if (!(word.bits & (kBooster | kDampener))) word.bits |= kWatched;
  has_wide_words_ |= !is_ascii(text);
}

WordId WordTable::find_long(std::string_view word) const {
  if (word.size() > longest_) return kUnknownWord;
  const auto found = long_words_.find(word);
  return found == long_words_.end() ? kUnknownWord : found->second;
}

Word& WordTable::at(std::string_view text) {
  if (text.size() <= kShortWord) return add_short(text);
  longest_ = std::max(longest_, text.size());
  const auto [place, is_new] = long_words_.try_emplace(std::string(text), static_cast<WordId>(words_.size()));
  if (is_new) {
    words_.emplace_back();
    remember(ShortWord::load(text.data(), kShortWord));
  }
  return words_[place->second];
}

Word& WordTable::add_short(std::string_view text) {
  char padded[kShortWord] = {};
  std::copy(text.begin(), text.end(), padded);
  const ShortWord key = ShortWord::load(padded, text.size());
  if (const WordId known = find_short(key, text.size()); known != kUnknownWord) return words_[known];
  if (words_.size() * kSlotsPerWord >= heads_.size()) grow();
  const auto id = static_cast<WordId>(words_.size());
  words_.push_back({.first = key.first, .second = key.second, .size = static_cast<std::uint16_t>(text.size())});
  link(id);
  remember(key);
  return words_[id];
}

void WordTable::remember(ShortWord start) {
  const std::uint64_t bit = start.hash() >> kFilterShift;
  filter_[bit / 64] |= std::uint64_t{1} << bit % 64;
}

void WordTable::link(WordId id) {
  Word& word = words_[id];
  WordId& head = heads_[slot(ShortWord{word.first, word.second}.hash())];
  word.next = head;
  head = id;
}

void WordTable::grow() {
  heads_.assign(heads_.size() * 2, kUnknownWord);
  shift_ = static_cast<unsigned>(64 - std::countr_zero(heads_.size()));
  for (WordId id = 1; id < words_.size(); ++id)
    if (words_[id].size <= kShortWord) link(id);
}

}  // namespace openaffect::vader
