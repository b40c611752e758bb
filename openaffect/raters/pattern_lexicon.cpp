#include "openaffect/raters/pattern_lexicon.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "openaffect/raters/pattern_emoticons.h"
#include "openaffect/raters/pattern_xml.h"
#include "openaffect/text/unicode.h"

namespace openaffect {
namespace {

constexpr std::string_view kNegations[] = {"no", "not", "n't", "never"};

bool is_lower_ascii_word(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char byte) { return byte >= 'a' && byte <= 'z'; });
}

std::uint64_t load_eight(const char* bytes) {
  std::uint64_t eight = 0;
  std::memcpy(&eight, bytes, 8);
  return eight;
}

std::uint64_t load_head(const char* word, std::size_t size) {
  static_assert(std::endian::native == std::endian::little, "the mask keeps the first bytes in memory");
  const std::uint64_t eight = load_eight(word);
  return size >= 8 ? eight : eight & ~(~std::uint64_t{0} << (8 * size));
}

}  // namespace

std::uint64_t PatternLexicon::hash_of(std::uint64_t head, const char* word, std::size_t size) {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15u;  // 2^64 divided by the golden ratio
  std::uint64_t hash = (head ^ size) * kOdd;
  if (size <= 8) return hash;
  for (std::size_t at = 8; at + 8 < size; at += 8) hash = (std::rotl(hash, 29) ^ load_eight(word + at)) * kOdd;
  return (std::rotl(hash, 29) ^ load_eight(word + size - 8)) * kOdd;
}

bool PatternLexicon::passes_filter(std::uint64_t hash) const {
  const std::uint64_t bit = hash >> (shift_ - 2);
  return ((filter_[bit / 64] >> (bit % 64)) & 1u) != 0;
}

const PatternEntry* PatternLexicon::find(const char* word, std::size_t size) const {
  if (size > longest_ || size == 0) return nullptr;
  const std::uint64_t head = load_head(word, size);
  const std::uint64_t hash = hash_of(head, word, size);
  if (!passes_filter(hash)) return nullptr;
  for (std::size_t slot = hash >> shift_;; slot = (slot + 1) & (slots_.size() - 1)) {
    const Key& key = slots_[slot];
    if (key.head == head && key.size == size &&
        (size <= 8 || std::memcmp(spelling_.data() + key.offset + 8, word + 8, size - 8) == 0))
      return &entries_[key.entry];
    if (key.size == 0) return nullptr;
  }
}

// Only two characters beyond ASCII matter to an ASCII lexicon: the Kelvin sign is a capital k, and the dotted capital I
// becomes two characters.
bool PatternLexicon::needs_python_lower(std::string_view word) const {
  if (!ascii_) return true;
  return word.find("\u212A") != std::string_view::npos || word.find("\u0130") != std::string_view::npos;
}

void PatternLexicon::reserve(std::size_t words) {
  const std::size_t size = std::bit_ceil(words * 3 + 64);
  slots_.assign(size, Key{});
  filter_.assign(size * 4 / 64, 0);
  shift_ = 64 - std::countr_zero(size);
  entries_.reserve(words);
}

// The word's entry, made if it is new.
PatternEntry& PatternLexicon::put(std::string_view word) {
  std::string padded(word);
  padded.append(kPadding, '\0');
  const std::uint64_t head = load_head(padded.data(), word.size());
  const std::uint64_t hash = hash_of(head, padded.data(), word.size());
  std::size_t slot = hash >> shift_;
  for (; slots_[slot].size != 0; slot = (slot + 1) & (slots_.size() - 1)) {
    const Key& key = slots_[slot];
    if (std::string_view(spelling_).substr(key.offset, key.size) == word) return entries_[key.entry];
  }
  const std::uint64_t bit = hash >> (shift_ - 2);
  filter_[bit / 64] |= std::uint64_t{1} << (bit % 64);
  slots_[slot] = {head, static_cast<std::uint32_t>(word.size()), static_cast<std::uint32_t>(entries_.size()),
                  spelling_.size()};
  spelling_ += word;
  longest_ = std::max(longest_, word.size());
  return entries_.emplace_back();
}

class PatternLexiconBuilder {
 public:
  static PatternLexicon build(const std::vector<PatternForm>& forms) {
    PatternLexicon lexicon;
    lexicon.reserve(2 * forms.size() + std::size(kPatternEmoticons) + std::size(kNegations) + 2);
    for (const PatternForm& form : forms) put_known(lexicon, form.form, form.mean, form.has_adverb);
    for (const PatternForm& form : forms) {
      if (form.has_adjective) put_known(lexicon, adverb_of(form.form), form.adjective, true);
    }
    lexicon.words_ = lexicon.entries_.size();
    add_marks(lexicon);
    return lexicon;
  }

 private:
  // As the published system stems: "happy" -> "happi", "terrible" -> "terrib", and "ly" behind.
  static std::string adverb_of(std::string word) {
    if (word.ends_with("y")) word.back() = 'i';
    if (word.ends_with("le")) word.resize(word.size() - 2);
    return word + "ly";
  }

  static void put_known(PatternLexicon& lexicon, std::string_view word, const PatternScores& scores, bool modifies) {
    PatternEntry& entry = lexicon.put(word);
    entry.polarity = scores.polarity;
    entry.subjectivity = scores.subjectivity;
    entry.intensity = scores.intensity;
    entry.traits |= PatternEntry::known;
    if (modifies) entry.traits |= PatternEntry::modifier;
    if (word.ends_with("ly")) entry.traits |= PatternEntry::adverb_form;
    lexicon.ascii_ = lexicon.ascii_ && is_ascii(word);
  }

  static void add_marks(PatternLexicon& lexicon) {
    for (const std::string_view word : kNegations) lexicon.put(word).traits |= PatternEntry::negation;
    add_mark(lexicon, "!", PatternEntry::exclamation, 0);
    add_mark(lexicon, "(!)", PatternEntry::irony, 0);
    for (const PatternEmoticon& emoticon : kPatternEmoticons) {
      std::string face(emoticon.face);
      for (char& byte : face) byte = byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
      // A face of letters only, "xD", is a word to the published system and never counts.
      if (!is_lower_ascii_word(face)) add_mark(lexicon, face, PatternEntry::emoticon, emoticon.polarity);
    }
  }

  static void add_mark(PatternLexicon& lexicon, std::string_view word, PatternEntry::Trait trait, double polarity) {
    PatternEntry& entry = lexicon.put(word);
    if (entry.traits != 0) return;  // a word of the lexicon, or the same face in other capitals
    entry.traits = trait;
    entry.polarity = polarity;
  }
};

Result<PatternLexicon> PatternLexicon::parse(std::string_view xml) {
  OA_TRY(forms, read_pattern_forms(xml));
  return PatternLexiconBuilder::build(forms);
}

}  // namespace openaffect
